import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fold } from '../../src/domain/text/fold.ts'
import { openStore } from '../../src/office/database/open.ts'
import type { Desk } from '../../src/office/desk.ts'
import { searchPeople } from '../../src/office/features/people/search.ts'
import { createSearchIndex } from '../../src/office/features/people/search-index.ts'
import { temporaryFolder } from '../../src/office/testing/ports.ts'
import { createWatch } from '../measure.ts'
import { details, invented, newOffice } from '../office.ts'
import { person, random } from '../people.ts'
import { type Row, timed } from '../table.ts'

const limit = 20

/** Search as somebody types, among many people: ours, the index alone, tuned FTS5 and LIKE. */
export async function searchSection(quick: boolean): Promise<Row[]> {
  const sizes = quick ? [20_000] : [100_000, 500_000]
  const rows: Row[] = []
  for (const size of sizes) rows.push(...(await among(size, quick ? 300 : 1000)))
  return rows
}

async function among(size: number, times: number): Promise<Row[]> {
  const office = await newOffice()
  fill(office.desk, size)
  const index = createSearchIndex()
  const begun = performance.now()
  const people = office.desk.store.database
    .prepare<[], { id: string; fold: string; id_number: string; phone: string; full_name: string }>(
      'SELECT id, fold, id_number, phone, full_name FROM person ORDER BY recent',
    )
    .all()
  for (const one of people) {
    index.put(one.id, one.fold)
    office.desk.search.put(one.id, one.fold)
  }
  const filled = (performance.now() - begun) / 2
  const peer = await textIndex(people)
  const next = random(size)
  const some = () => people[Math.floor(next() * people.length)] ?? people[0]!
  const names = Array.from({ length: times }, () => typedName(some().fold, next))
  const numbers = Array.from({ length: times }, () => typedNumber(some(), next))
  const title = `search, ${size.toLocaleString('en')} people`
  const rows = [
    timed(
      title,
      'office, names to hits',
      await each(names, (text) => searchPeople(office.desk, text, limit)),
      'aim p99 10 ms',
    ),
    timed(
      title,
      'office, numbers to hits',
      await each(numbers, (text) => searchPeople(office.desk, text, limit)),
      'ID, its end, phone',
    ),
    timed(
      title,
      'office, index alone',
      await each(names, (text) => index.find(fold(text), limit)),
      `filled in ${Math.round(filled)} ms`,
    ),
    timed(title, 'FTS5, prefix 1 2 3, detail none', await each(names, (text) => peer.fts(fold(text)))),
    timed(
      title,
      'LIKE on a folded column',
      await each(names.slice(0, times / 5), (text) => peer.like(fold(text))),
    ),
  ]
  peer.close()
  await office.remove()
  return rows
}

async function each(texts: readonly string[], work: (text: string) => unknown) {
  for (const text of texts.slice(0, 20)) work(text)
  const watch = createWatch()
  for (const text of texts) await watch.run(() => work(text))
  return watch.figures()
}

/** Some of a name's syllables in any order, the last one still being typed. */
function typedName(folded: string, next: () => number): string {
  const syllables = folded.split(' ').toSorted(() => next() - 0.5)
  const taken = syllables.slice(0, 1 + Math.floor(next() * syllables.length))
  const last = taken.pop() ?? ''
  return [...taken, last.slice(0, 1 + Math.floor(next() * last.length))].join(' ')
}

function typedNumber(one: { id_number: string; phone: string }, next: () => number): string {
  const kind = Math.floor(next() * 4)
  const length = 3 + Math.floor(next() * 7)
  if (kind === 0) return one.id_number
  if (kind === 1) return one.id_number.slice(-4)
  return kind === 2 ? one.phone.slice(0, length) : one.id_number.slice(0, length)
}

/** People and a case each, straight into the tables: only what search reads matters here. */
function fill(desk: Desk, size: number): void {
  const { database } = desk.store
  const addPerson = database.prepare('INSERT INTO person VALUES (?,?,?,?,?,?,?,?,?,?,?,?,1)')
  const addCase = database.prepare(
    `INSERT INTO permit_case (id, number, person_id, state, version, category, pack, pack_version, schedule, applicant,
       details, due_at, registered_at, since) VALUES (?,?,?,'registered',1,4,'p',1,'{}',?,?,'x',?,'x')`,
  )
  const next = random(2)
  const request = JSON.stringify(details)
  database.transaction(() => {
    for (let serial = 0; serial < size; serial++) {
      const one = person(next, serial, invented(serial))
      const { personId, idKind, idNumber, fullName, birthDate, sex, residence, phone } = one
      const reversed = Array.from(idNumber).toReversed().join('')
      const words = [personId, idKind, idNumber, reversed, null, fullName, fold(fullName)]
      addPerson.run(...words, birthDate, sex, residence, phone, serial + 1)
      addCase.run(
        personId,
        `39901-26-${serial}`,
        personId,
        JSON.stringify(one),
        request,
        String(serial).padStart(9, '0'),
      )
    }
  })()
}

async function textIndex(people: readonly { fold: string }[]) {
  const store = await openStore(join(temporaryFolder(), 'fts.db'), randomBytes(32))
  const { database } = store
  database.exec(`CREATE VIRTUAL TABLE name USING fts5(fold, content='', prefix='1 2 3', detail=none)`)
  database.exec('CREATE TABLE folded (id INTEGER PRIMARY KEY, fold TEXT NOT NULL)')
  const addName = database.prepare('INSERT INTO name (rowid, fold) VALUES (?, ?)')
  const addFold = database.prepare('INSERT INTO folded VALUES (?, ?)')
  database.transaction(() => {
    for (const [at, { fold: text }] of people.entries()) {
      addName.run(at + 1, text)
      addFold.run(at + 1, ` ${text}`)
    }
  })()
  database.exec(`INSERT INTO name (name) VALUES ('optimize')`)
  const match = database.prepare('SELECT rowid FROM name WHERE name MATCH ? ORDER BY rowid DESC LIMIT ?')
  const likes = new Map<number, ReturnType<typeof database.prepare>>()
  return {
    fts: (text: string) =>
      match.all(
        text
          .split(' ')
          .map((word) => `"${word}"*`)
          .join(' '),
        limit,
      ),
    like(text: string) {
      const words = text.split(' ').map((word) => `% ${word}%`)
      const statement =
        likes.get(words.length) ??
        database.prepare(
          `SELECT id FROM folded WHERE ${words.map(() => 'fold LIKE ?').join(' AND ')} ORDER BY id DESC LIMIT ?`,
        )
      likes.set(words.length, statement)
      return statement.all(...words, limit)
    },
    close: () => store.close(),
  }
}

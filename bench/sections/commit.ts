import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '../../src/contract/desk/index.ts'
import type { Applicant } from '../../src/contract/events.ts'
import { fold } from '../../src/domain/text/fold.ts'
import { openStore } from '../../src/office/database/open.ts'
import { register } from '../../src/office/features/cases/register.ts'
import { createSessions } from '../../src/office/sessions.ts'
import { temporaryFolder } from '../../src/office/testing/ports.ts'
import { createWatch } from '../measure.ts'
import { details, newOffice, registration } from '../office.ts'
import { person, random } from '../people.ts'
import { ratio, type Row, timed } from '../table.ts'

/** One registration, saved: by the office as a whole, by its command alone, and by bare SQL in the same mode. */
export async function commitSection(quick: boolean): Promise<Row[]> {
  const times = quick ? 200 : 1500
  const office = await newOffice()
  const raw = await bareStore()
  const session = createSessions(office.desk.ports.clock, () => false).open({
    user: 'thanhmai',
    fullName: 'Đỗ Thị Thanh Mai',
    roles: ['clerk'],
    scansAfter: 0,
  })
  const category = office.desk.pack().categories[0]?.code ?? 1
  const [whole, command, bare] = [createWatch(), createWatch(), createWatch()]
  const next = random(7)
  const now = office.desk.ports.clock.now()
  // Interleaved, so that the disk's moods fall on all of them alike; the first rounds warm up.
  for (let round = -50; round < times; round++) {
    const someone = (salt: number) => person(next, (round + 50) * 3 + salt, randomUUID())
    const [a, b, c] = [someone(0), someone(1), someone(2)]
    const watches = round < 0 ? [createWatch(), createWatch(), createWatch()] : [whole, command, bare]
    await watches[0]?.run(() =>
      office.clerk(api.registerCase, { body: registration(a, a.personId, now, category) }),
    )
    await watches[1]?.run(() => register(office.desk, session, registration(b, b.personId, now, category)))
    await watches[2]?.run(() => raw.save(c))
  }
  await office.remove()
  raw.close()
  const peer = bare.figures()
  return [
    timed(
      'registration saved',
      'office, the whole request',
      whole.figures(),
      ratio(whole.figures().cpu, peer.cpu, 'CPU of raw'),
    ),
    timed(
      'registration saved',
      'office, command and answer',
      command.figures(),
      ratio(command.figures().cpu, peer.cpu, 'CPU of raw; aim 1.5×'),
    ),
    timed('registration saved', 'raw better-sqlite3, same mode', peer),
  ]
}

/** A case's columns from `reason` to `handed_over_at`, before it is sealed. */
const unsealed = Array.from({ length: 7 }, () => null)

/** The same rows, the same encryption and the same two flushes, written by hand with prepared statements. */
async function bareStore() {
  const folder = temporaryFolder()
  const store = await openStore(join(folder, 'raw.db'), randomBytes(32))
  const { database } = store
  const stream = randomUUID()
  database.prepare('INSERT INTO stream VALUES (?, ?, ?, ?)').run(stream, '{}', 'x', 'x')
  const insert = {
    event: database.prepare('INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)'),
    key: database.prepare('INSERT INTO subject_key VALUES (?,?,?)'),
    person: database.prepare('INSERT INTO person VALUES (?,?,?,?,?,?,?,?,?,?,?,?,1)'),
    permit: database.prepare(
      `INSERT INTO permit_case (id, number, person_id, state, version, category, pack, pack_version, schedule, applicant,
         details, scan_rule, due_at, registered_at, since, reason, permit_number, token, token_sha256, sealed_at, sealed_by,
         handed_over_at) VALUES (${Array.from({ length: 22 }, () => '?').join()})`,
    ),
    history: database.prepare('INSERT INTO case_history VALUES (?,?,?,?,?,?,?,?,1)'),
    counter: database.prepare(
      'INSERT INTO counter VALUES (?,?) ON CONFLICT (name) DO UPDATE SET last = excluded.last',
    ),
  }
  const spool = openSync(join(folder, 'raw.psl'), 'a')
  let seq = 0
  let previous = 'x'
  const write = database.transaction((one: Applicant) => {
    seq += 1
    const at = new Date().toISOString()
    const key = randomBytes(32)
    const applicant = JSON.stringify(one)
    const words = JSON.stringify(details)
    const line = JSON.stringify({
      seq,
      prev: previous,
      type: 'case.registered',
      personal: seal(key, applicant + words),
    })
    previous = createHash('sha256').update(line).digest('base64url')
    insert.event.run(stream, seq, one.personId, previous, 'case.registered', one.personId, seq, at, line)
    insert.key.run(one.personId, key, seq)
    const reversed = Array.from(one.idNumber).toReversed().join('')
    const { idKind, idNumber, fullName, birthDate, sex, residence, phone, personId } = one
    insert.person.run(
      personId,
      idKind,
      idNumber,
      reversed,
      null,
      fullName,
      fold(fullName),
      birthDate,
      sex,
      residence,
      phone,
      seq,
    )
    const head = [personId, `raw-${seq}`, personId, 'registered', 1, 4, 'pack', 1, '{}', applicant, words]
    insert.permit.run(...head, null, at, at, at, ...unsealed)
    insert.history.run(personId, stream, seq, 'register', 'thanhmai', 'clerk', at, null)
    insert.counter.run('dossier', seq)
    return line
  })
  return {
    save(one: Applicant) {
      const line = write.immediate(one)
      writeSync(spool, `${seal(Buffer.alloc(32, 1), line)}\n`)
      fdatasyncSync(spool)
    },
    close() {
      closeSync(spool)
      store.close()
    },
  }
}

function seal(key: Uint8Array, text: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, randomBytes(12))
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

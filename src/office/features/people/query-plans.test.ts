import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Desk } from '../../desk.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { findDuplicates } from './duplicates.ts'
import { searchPeople } from './search.ts'

let ward: StaffedOffice
let desk: Desk
beforeAll(async () => {
  ward = await staffedOffice()
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is not open')
  desk = open
  fillWard(3_000)
})
afterAll(() => ward.close())

/** Straight into the tables: half of the ward shares the first digits of its telephone and ID numbers. */
function fillWard(people: number): void {
  const { database } = desk.store
  const person = database.prepare(
    `INSERT INTO person VALUES (?, 'cccd', ?, ?, ?, 'Đặng Thị Ngọc Dung', ?, '1990-01-01', NULL, 'Số 1', ?, ?, 1)`,
  )
  const permitCase = database.prepare(
    `INSERT INTO permit_case (id, number, person_id, state, version, category, pack, pack_version, schedule, applicant,
       details, due_at, registered_at, since) VALUES (?, ?, ?, 'registered', 1, 4, 'p', 1, '{"lastDay":"2026-01-01"}',
       '{}', '{}', 'x', ?, 'x')`,
  )
  database.transaction(() => {
    for (let serial = 1; serial <= people; serial++) {
      const digits = String(serial).padStart(6, '0')
      const number = `039190${digits}`
      const reversed = Array.from(number).toReversed().join('')
      const name = `dang thi ngoc dung ${serial % 700}`
      person.run(`p${serial}`, number, reversed, `012${digits}`, name, `0912${digits}`, serial)
      permitCase.run(`c${serial}`, `V-${digits}`, `p${serial}`, digits)
    }
  })()
}

/** How SQLite would answer everything that the work asks it. */
function plansOf(work: (watched: Desk) => unknown): { text: string; steps: string[] }[] {
  const asked = new Map<string, readonly unknown[]>()
  const noting = (query: { compile(): { sql: string; parameters: readonly unknown[] } }) => {
    const { sql: text, parameters } = query.compile()
    asked.set(text, parameters)
  }
  work({
    ...desk,
    store: {
      ...desk.store,
      all: (query) => {
        noting(query)
        return desk.store.all(query)
      },
      first: (query) => {
        noting(query)
        return desk.store.first(query)
      },
    },
  })
  return [...asked].map(([text, parameters]) => ({
    text,
    steps: desk.store.database
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all(...parameters)
      .map(({ detail }) => detail),
  }))
}

test.each([
  ['new', () => undefined],
  ['old enough to know how its numbers are spread', () => desk.store.database.exec('ANALYZE')],
])(
  'no search and no look for duplicates reads or orders a whole table, in a store that is %s',
  (_, become) => {
    become()
    const texts = ['091', '0912000017', '039', '039190000017', '017', 'V-0', 'V-000017', 'C1234567', 'dung 7']
    const plans = plansOf((watched) => {
      for (const text of texts) searchPeople(watched, text, 20)
      const described = { fullName: 'Đặng Thị Ngọc Dung', birthDate: '1990-01-01' }
      findDuplicates(watched, { ...described, idNumber: '039190000017', oldIdNumber: '012000017' })
    })
    expect(plans.length).toBeGreaterThanOrEqual(13)
    for (const { text, steps } of plans) {
      expect(steps.join('; '), text).toMatch(
        /^SEARCH \w+ USING (COVERING )?(INDEX|INTEGER PRIMARY KEY|PRIMARY KEY)/,
      )
      expect(steps.join('; '), text).not.toMatch(/SCAN|TEMP B-TREE/)
    }
  },
)

test('what begins like half the ward is answered as fully as what nobody else has', () => {
  expect(searchPeople(desk, '091', 20)).toHaveLength(20)
  expect(searchPeople(desk, '0912000017', 20).map(({ personId }) => personId)).toEqual(['p17'])
  expect(searchPeople(desk, '039190000017', 20).map(({ personId }) => personId)).toEqual(['p17'])
  expect(searchPeople(desk, '012000017', 20).map(({ personId }) => personId)).toEqual(['p17'])
})

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CaseAct, caseActs, fourEyesConflict } from '../../domain/case.ts'
import { type Ledger, openLedger } from '../journal/testing/ledger.ts'
import { temporaryFolder } from '../testing/ports.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger(join(temporaryFolder(), 'office'))
  ledger.register()
})
afterAll(() => ledger.close())

const run = (statement: string) => ledger.store.transact(() => ledger.store.database.prepare(statement).run())

describe('what is in the journal stays in it', () => {
  const copied = 'SELECT stream, seq, id, hash, type, subject, lc, at, ? FROM event'
  const attempts = {
    'changing a line': `UPDATE event SET line = 'x'`,
    'removing a line': `DELETE FROM event`,
    'replacing a line by its place': `INSERT OR REPLACE INTO event ${copied.replace('?', `'x'`)}`,
    'replacing a line by its id': `INSERT OR REPLACE INTO event ${copied.replace('?', `'x'`).replace('seq', 'seq + 1')}`,
    'changing an opening record': `UPDATE stream SET opening_hash = 'x'`,
    'replacing an opening record': `INSERT OR REPLACE INTO stream SELECT id, 'x', opening_hash, opened_at FROM stream`,
    'removing an opening record': `DELETE FROM stream`,
  }
  for (const [what, statement] of Object.entries(attempts)) {
    test(`${what} is refused`, () => {
      expect(() => run(statement)).toThrow('append-only')
      expect(
        ledger.store.database.prepare(`SELECT count(*) AS lines FROM event WHERE line LIKE '{%'`).get(),
      ).toEqual({
        lines: 1,
      })
    })
  }

  test('without recursive triggers a replacement would walk past', () => {
    const { database } = ledger.store
    database.pragma('recursive_triggers = OFF')
    try {
      database.exec('BEGIN')
      const { changes } = database.prepare(attempts['replacing a line by its place']).run()
      expect(changes).toBe(1)
    } finally {
      database.exec('ROLLBACK')
      database.pragma('recursive_triggers = ON')
    }
  })
})

describe('SQL knows the same four eyes as the program', () => {
  let seq = 0
  const record = (caseId: string, user: string, act: CaseAct) => {
    seq += 1
    run(
      `INSERT INTO case_history VALUES ('${caseId}', 's', ${seq}, '${act}', '${user}', 'clerk', '2026-11-21', NULL, ${seq})`,
    )
  }
  for (const earlier of caseActs) {
    for (const act of caseActs) {
      const isForbidden = fourEyesConflict(act, 'ducthinh', [{ act: earlier, user: 'ducthinh' }]) !== null
      test(`who did “${earlier}” ${isForbidden ? 'may not' : 'may'} also “${act}”; a colleague may`, () => {
        const caseId = `${earlier}-${act}`
        record(caseId, 'ducthinh', earlier)
        if (isForbidden) expect(() => record(caseId, 'ducthinh', act)).toThrow('four-eyes')
        else record(caseId, 'ducthinh', act)
        record(caseId, 'thanhmai', act)
        record(`${caseId}-other`, 'ducthinh', act)
      })
    }
  }
})

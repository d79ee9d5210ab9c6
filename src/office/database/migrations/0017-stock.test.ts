import { randomUUID } from 'node:crypto'
import { Kysely, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import { openLedger } from '../../journal/testing/ledger.ts'
import { temporaryFolder } from '../../testing/ports.ts'
import { up } from './0017-stock.ts'

const actor = { user: 'thanhmai', role: 'clerk', session: 's-1' } as const

test('a store of before knows the papers that were sealed and printed, as if it had always kept them', async () => {
  const ledger = await openLedger(temporaryFolder())
  const subject = ledger.register()
  ledger.journal.command(({ append }) => {
    append({
      type: 'permit.sealed',
      subject,
      baseVer: 0,
      actor: { ...actor, role: 'ward-police' },
      body: {
        permitNumber: 'A0007/GDD-39901',
        kid: '0a0b0c0d',
        series: 1,
        index: 6,
        firstDay: '2026-11-21',
        lastDay: '2026-11-27',
        tokenSha256: 'A'.repeat(43),
        seal: 'wet',
        overQuota: null,
      },
      personal: { token: 'AAAA' },
    })
    for (const [sheet, reprintReason] of [
      ['permit', null],
      ['permit', 'jammed'],
      ['permit', 'lost-by-applicant'],
      ['receipt', null],
    ] as const)
      append({
        type: 'sheet.printed',
        id: randomUUID(),
        subject,
        baseVer: 1,
        actor,
        body: { sheet, copies: 2, reprintReason, where: 'test' },
        personal: null,
      })
  })
  const { database } = ledger.store
  const rows = () => [
    database.prepare('SELECT * FROM stock_move ORDER BY seq').all(),
    database.prepare('SELECT * FROM stock_paper').all(),
  ]
  const lived = rows()
  expect(lived.map((table) => table.length)).toEqual([3, 1])
  database.exec('DROP INDEX event_stock_set')
  for (const table of ['stock_move', 'stock_paper', 'stock_count']) database.exec(`DROP TABLE ${table}`)
  await up(new Kysely({ dialect: new SqliteDialect({ database }) }))
  expect(rows()).toEqual(lived)
  ledger.close()
})

import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  clerkAccount,
  foundOffice,
  openingSecret,
  registrationForm,
} from '../../../scripts/proofs/killed-office.ts'
import * as api from '../../contract/desk/index.ts'
import { databasePath } from '../desk.ts'
import { openOffice } from '../office.ts'
import { refusalOf } from '../testing/person.ts'
import { testPorts } from '../testing/ports.ts'
import { signedIn } from '../../training/testing/person.ts'

test('a page that went bad after a clean end is refused as damage when a case on it is opened, with an alarm', async () => {
  const dataDir = await foundOffice()
  const open = (ports = testPorts({ dataDir, training: true })) =>
    openOffice(ports, { trainingSecret: openingSecret })
  const office = await open()
  const clerk = await signedIn(office, clerkAccount.user, clerkAccount.password)
  const caseIds = Array.from({ length: 12 }, () => randomUUID())
  for (const caseId of caseIds) await clerk(api.registerCase, { body: registrationForm(caseId) })
  const page = Number(
    office.core
      .desk()
      ?.store.database.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'case_history'`)
      .pluck()
      .get(),
  )
  await office.close()
  // Opening gathers how the numbers are spread where it does not know yet, and reads some of each new table for it.
  await (await open()).close()

  const bytes = readFileSync(databasePath(dataDir))
  const offset = (page - 1) * 4096 + 1234
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 0x20, offset)
  writeFileSync(databasePath(dataDir), bytes)

  const ports = testPorts({ dataDir, training: true })
  const damaged = await open(ports)
  const again = await signedIn(damaged, clerkAccount.user, clerkAccount.password)
  for (const caseId of caseIds) {
    const refusal = await refusalOf(again(api.readCase, { params: { caseId } }))
    expect(refusal).toMatchObject({ code: 'damaged-database', data: { detail: 'SQLITE_CORRUPT' } })
  }
  await expect
    .poll(async () => (await again(api.readOffice, {})).alarms)
    .toMatchObject([{ alarm: 'store-damaged', count: 1 }])
  expect(ports.lines.filter(({ what }) => what === 'store-damaged')).toHaveLength(1)
  expect(ports.lines.filter(({ what }) => what === 'fault')).toEqual([])
  await damaged.close()

  // Whoever saw it damaged does not call it whole: now the opening itself says so.
  const next = await open()
  expect(next.core.problem()).toMatchObject({ code: 'damaged-database' })
  await next.close()
})

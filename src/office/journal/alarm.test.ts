import { randomUUID } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  clerkAccount,
  foundOffice,
  openingSecret,
  registrationForm,
} from '../../../scripts/proofs/killed-office.ts'
import * as api from '../../contract/desk/index.ts'
import { signedIn } from '../../training/testing/person.ts'
import { databasePath } from '../desk.ts'
import { openOffice } from '../office.ts'
import { temporaryFolder, testPorts } from '../testing/ports.ts'

const openAt = (dataDir: string) =>
  openOffice(testPorts({ dataDir, training: true }), { trainingSecret: openingSecret })

test('an office whose log was damaged opens with every confirmed case, and tells its staff', async () => {
  const dataDir = await foundOffice()
  const office = await openAt(dataDir)
  const clerk = await signedIn(office, clerkAccount.user, clerkAccount.password)
  const caseIds = [randomUUID(), randomUUID(), randomUUID()]
  for (const caseId of caseIds) await clerk(api.registerCase, { body: registrationForm(caseId) })
  const damaged = temporaryFolder()
  cpSync(dataDir, damaged, { recursive: true, filter: (path) => !path.endsWith('ballast') })
  await office.close()

  const log = `${databasePath(damaged)}-wal`
  const bytes = readFileSync(log)
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)
  writeFileSync(log, bytes)
  const healed = await openAt(damaged)
  const again = await signedIn(healed, clerkAccount.user, clerkAccount.password)
  for (const caseId of caseIds) {
    expect(await again(api.readCase, { params: { caseId } })).toMatchObject({ caseId, state: 'registered' })
  }
  const found = await again(api.searchPeople, { body: { text: 'dang ngoc dung', limit: 10 } })
  expect(found.hits).toHaveLength(3)
  const { alarms } = await again(api.readOffice, {})
  // The clerk's sign-in and the three cases.
  expect(alarms).toMatchObject([{ alarm: 'journal-healed', count: 4 }])
  await healed.close()

  const next = await openAt(damaged)
  const calm = await signedIn(next, clerkAccount.user, clerkAccount.password)
  expect((await calm(api.readOffice, {})).alarms).toHaveLength(1)
  await next.close()
})

test('a damaged second copy is told once and the office goes on', async () => {
  const dataDir = await foundOffice()
  const [name = ''] = readdirSync(join(dataDir, 'journal'))
  const copy = join(dataDir, 'journal', name)
  const text = readFileSync(copy, 'latin1')
  writeFileSync(copy, `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`, 'latin1')
  for (const start of ['first', 'second']) {
    const office = await openAt(dataDir)
    const clerk = await signedIn(office, clerkAccount.user, clerkAccount.password)
    expect((await clerk(api.readOffice, {})).alarms, start).toMatchObject([
      { alarm: 'copy-damaged', count: 1 },
    ])
    await office.close()
  }
})

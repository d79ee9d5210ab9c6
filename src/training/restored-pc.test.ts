import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import { sql } from '../office/database/store.ts'
import { backUpOffice } from '../office/features/backup/back-up.ts'
import { restoreOffice } from '../office/features/backup/restore.ts'
import { projectionDigest, rebuild } from '../office/journal/rebuild.ts'
import { proveChain } from '../cli/journal/chain.ts'
import { proveFolderFeed } from '../cli/psp/folder-feed.ts'
import { askServer, connectionOf } from '../cli/psp/server.ts'
import { proveFeed, proveStreams } from '../cli/psp/server-proofs.ts'
import { project } from '../office/projection.ts'
import { caseUntil } from '../office/testing/applications.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let clerk: Call
const backup = mkdtempSync(join(tmpdir(), 'pc-backup-'))
beforeEach(async () => {
  mkdirSync(backup, { recursive: true })
  ward = await wardWithCity()
  clerk = await ward.as('clerk')
})
afterEach(async () => {
  await ward.close()
  rmSync(backup, { recursive: true, force: true })
})

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}

/** What `quay psp verify` proves of a folder and its city. */
async function provesAll() {
  const { store } = desk()
  const connection = connectionOf(store, ward.lineAddress)
  if (!connection) throw new Error('not enrolled')
  const server = askServer(connection)
  const proofs = [
    proveChain(store),
    proveFolderFeed(store),
    await proveStreams(store, connection, server),
    await proveFeed(store, server),
  ]
  expect(proofs.filter(({ holds }) => !holds)).toEqual([])
}

/** The office's folder as it was goes back onto the disk, as after a repair. */
async function comeBackFromBackup() {
  await ward.exchangeFolder((folder) => cpSync(backup, folder, { recursive: true }))
  clerk = await ward.as('clerk')
}

test('an office that came back from its backup goes on in a new stream: nothing lost, no number twice', async () => {
  await caseUntil(ward, 'registered')
  await clerk(api.sendNow, {})
  await ward.exchangeFolder((folder) => cpSync(folder, backup, { recursive: true }))
  clerk = await ward.as('clerk')
  const lost = await caseUntil(ward, 'registered')
  expect(await clerk(api.sendNow, {})).toMatchObject({ truth: 'equal', waiting: 0 })
  const before = desk().journal.head().stream

  ward.setLine('down')
  await comeBackFromBackup()
  const meanwhile = await caseUntil(ward, 'registered')
  ward.setLine('through')
  const sent = await clerk(api.sendNow, {})
  expect(sent).toMatchObject({ state: 'idle', truth: 'equal', waiting: 0, attention: [] })
  expect(desk().journal.head().stream).not.toBe(before)
  expect(desk().store.all(sql.selectFrom('alarm').select(['alarm', 'count']))).toContainEqual({
    alarm: 'journal-restored',
    count: expect.any(Number),
  })
  const told = await clerk(api.readCase, { params: meanwhile })
  expect(told.history.map((entry) => entry.sync)).toEqual(['accepted'])

  // What the disk had lost the city tells, as it tells the other PCs of the ward; also where its number was given out again.
  const found = await clerk(api.readCase, { params: lost })
  expect(found).toMatchObject({ number: lost.number, applicant: lost.applicant, version: lost.version })
  expect(meanwhile.number).toBe(lost.number)

  const next = await caseUntil(ward, 'registered')
  expect(next.number).not.toBe(lost.number)
  expect(await clerk(api.sendNow, {})).toMatchObject({ truth: 'equal', waiting: 0 })
  await provesAll()
  const digest = projectionDigest(desk().store)
  rebuild(desk().store, project)
  expect(projectionDigest(desk().store)).toEqual(digest)

  await ward.restart()
  clerk = await ward.as('clerk')
  expect(await clerk(api.sendNow, {})).toMatchObject({ state: 'idle', truth: 'equal', waiting: 0 })
})

test('an office made anew from its backup is in a new stream before it has met the city, and loses nothing', async () => {
  await caseUntil(ward, 'registered')
  await clerk(api.sendNow, {})
  await caseUntil(ward, 'registered')
  const { ports, store, key } = desk()
  const { name } = await backUpOffice({ dataDir: ports.dataDir, store, key, now: ports.clock.now() }, backup)
  const lost = await caseUntil(ward, 'registered')
  await clerk(api.sendNow, {})
  const before = desk().journal.head().stream

  ward.setLine('down')
  await ward.exchangeFolder(async (folder) => {
    rmSync(folder, { recursive: true })
    await restoreOffice(join(backup, name), folder)
  })
  clerk = await ward.as('clerk')
  expect(desk().journal.head().stream).not.toBe(before)
  const meanwhile = await caseUntil(ward, 'registered')
  ward.setLine('through')
  const sent = await clerk(api.sendNow, {})
  expect(sent).toMatchObject({ state: 'idle', truth: 'equal', waiting: 0, attention: [] })
  expect((await clerk(api.readCase, { params: meanwhile })).history.map(({ sync }) => sync)).toEqual([
    'accepted',
  ])
  const next = await caseUntil(ward, 'registered')
  expect(next.number).not.toBe(lost.number)
  expect(await clerk(api.sendNow, {})).toMatchObject({ truth: 'equal', waiting: 0 })
  await provesAll()
  const digest = projectionDigest(desk().store)
  rebuild(desk().store, project)
  expect(projectionDigest(desk().store)).toEqual(digest)

  const stream = desk().journal.head().stream
  await ward.restart()
  await ward.as('clerk')
  expect(desk().journal.head().stream).toBe(stream)
})

test('a PC the city takes nothing more of enrols anew under a new key; what waited is sent', async () => {
  await clerk(api.sendNow, {})
  const [device] = (await ward.city.admin.devices()).filter(({ state }) => state === 'active')
  await ward.city.admin.revokeDevice(device?.id ?? '')
  await caseUntil(ward, 'registered')
  expect(await clerk(api.sendNow, {})).toMatchObject({ state: 'stopped', problem: 'device-revoked' })
  const administrator = await ward.as('administrator')
  const configuration = JSON.stringify({ ...ward.city.admin.config(), address: ward.lineAddress })
  const code = await ward.city.admin.enrolmentCode('39901')
  await administrator(api.enrolOffice, { body: { configuration, code } })
  expect(await clerk(api.sendNow, {})).toMatchObject({
    state: 'idle',
    truth: 'equal',
    waiting: 0,
    attention: [],
  })
  await ward.restart()
  clerk = await ward.as('clerk')
  await caseUntil(ward, 'registered')
  expect(await clerk(api.sendNow, {})).toMatchObject({ state: 'idle', truth: 'equal', waiting: 0 })
})

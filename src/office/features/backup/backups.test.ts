import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as api from '../../../contract/desk/index.ts'
import { caseUntil } from '../../testing/applications.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { createBackups } from './backups.ts'
import { heartbeatFacts } from '../sync/heartbeat-facts.ts'

let ward: StaffedOffice
let stick: string
beforeEach(async () => {
  ward = await staffedOffice()
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
})
afterEach(async () => {
  await ward.close()
  rmSync(stick, { recursive: true, force: true })
})

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}

test('an administrator chooses a folder, backs up at once, sees when and where, and the city hears how old it is', async () => {
  const administrator = await ward.as('administrator')
  expect(await administrator(api.readBackup, {})).toEqual({
    folder: null,
    lastAt: null,
    lastName: null,
    problem: null,
    drill: null,
  })
  expect(heartbeatFacts(desk()).lastBackupS).toBeNull()
  const missing = administrator(api.setBackupFolder, { body: { folder: join(stick, 'gone') } })
  await expect(missing).rejects.toMatchObject({ problem: { code: 'backup-folder-missing' } })
  await administrator(api.setBackupFolder, { body: { folder: stick } })
  const done = await administrator(api.backUpNow, {})
  expect(done).toMatchObject({ folder: stick, problem: null, lastAt: expect.any(String) })
  expect(readdirSync(stick)).toEqual([done.lastName])
  expect(heartbeatFacts(desk()).lastBackupS).toBeLessThan(60)
  await ward.restart()
  const again = await ward.as('administrator')
  expect(await again(api.readBackup, {})).toEqual(done)
})

test('a stick that is gone is told until it is back; nobody but an administrator may look', async () => {
  const administrator = await ward.as('administrator')
  await administrator(api.setBackupFolder, { body: { folder: stick } })
  rmSync(stick, { recursive: true })
  await expect(administrator(api.backUpNow, {})).rejects.toMatchObject({
    problem: { code: 'backup-folder-missing' },
  })
  expect(await administrator(api.readBackup, {})).toMatchObject({
    problem: { code: 'backup-folder-missing', detail: stick },
  })
  const clerk = await ward.as('clerk')
  await expect(clerk(api.readBackup, {})).rejects.toThrow()
  await expect(clerk(api.backUpNow, {})).rejects.toThrow()
})

const hourMs = 3_600_000
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 30))

test('it is done by itself when nobody is kept waiting, and as soon as a stick is back', async () => {
  desk().backups.setFolder(stick)
  rmSync(stick, { recursive: true })
  let isQuiet = false
  const backups = createBackups(desk, () => isQuiet, 5)
  try {
    await aMoment()
    expect(backups.state()).toMatchObject({ lastAt: null, problem: null })
    isQuiet = true
    await vi.waitFor(() => expect(backups.state().problem?.code).toBe('backup-folder-missing'), 15_000)
    mkdirSync(stick)
    await vi.waitFor(() => expect(backups.state().problem).toBeNull(), 15_000)
    const { lastName } = backups.state()
    await aMoment()
    expect(readdirSync(stick)).toEqual([lastName])
  } finally {
    await backups.close()
  }
})

test('what has changed is backed up again after an hour, what has not the next day', async () => {
  desk().backups.setFolder(stick)
  await desk().backups.now()
  const backups = createBackups(desk, () => true, 5)
  try {
    ward.ports.clock.advance(1.1 * hourMs)
    await aMoment()
    expect(readdirSync(stick)).toHaveLength(1)
    await caseUntil(ward, 'registered')
    await vi.waitFor(() => expect(readdirSync(stick)).toHaveLength(2), 15_000)
    await caseUntil(ward, 'registered')
    await aMoment()
    expect(readdirSync(stick)).toHaveLength(2)
    ward.ports.clock.advance(24 * hourMs)
    await vi.waitFor(() => expect(readdirSync(stick)).toHaveLength(3), 15_000)
  } finally {
    await backups.close()
  }
})

test('the newest backup is tried: one that would not come back is told, and the next day’s is tried again', async () => {
  desk().backups.setFolder(stick)
  await desk().backups.now()
  const first = desk().backups.state().lastName ?? ''
  appendFileSync(join(stick, first, 'quay.db'), 'x')
  const backups = createBackups(desk, () => true, 5)
  const drill = () => backups.state().drill
  try {
    await vi.waitFor(
      () => expect(drill()).toMatchObject({ name: first, fault: 'backup-damaged quay.db' }),
      15_000,
    )
    expect(heartbeatFacts(desk()).lastRestoreDrillS).toBeNull()
    expect(desk().backups.state().drill).toEqual(drill())
    ward.ports.clock.advance(25 * hourMs)
    await vi.waitFor(() => expect(drill()?.fault).toBeNull(), 15_000)
    const { name } = drill() ?? {}
    expect(name).not.toBe(first)
    expect(heartbeatFacts(desk()).lastRestoreDrillS).toBeLessThan(60)
    expect(existsSync(join(desk().ports.dataDir, 'restore-drill'))).toBe(false)
    ward.ports.clock.advance(25 * hourMs)
    await vi.waitFor(() => expect(readdirSync(stick)).toHaveLength(3), 15_000)
    await aMoment()
    expect(drill()?.name).toBe(name)
  } finally {
    await backups.close()
  }
})

test('closing the office backs up what the day has brought, where a first backup is', async () => {
  const reopen = async () => {
    await ward.restart()
    await ward.as('clerk')
  }
  desk().backups.setFolder(stick)
  await reopen()
  expect(readdirSync(stick)).toEqual([])
  await desk().backups.now()
  await caseUntil(ward, 'registered')
  ward.ports.clock.advance(hourMs)
  await reopen()
  expect(readdirSync(stick)).toHaveLength(2)
  // Nobody opened the store again: nothing has changed.
  await ward.restart()
  const made = readdirSync(stick)
  await ward.restart()
  expect(readdirSync(stick)).toEqual(made)
  await ward.as('clerk')
  rmSync(stick, { recursive: true })
  await caseUntil(ward, 'registered')
  await reopen()
  expect(existsSync(stick)).toBe(false)
})

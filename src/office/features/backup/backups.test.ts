import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as api from '../../../contract/desk/index.ts'
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

test('once a day it is done by itself when nobody is kept waiting, and as soon as a stick is back', async () => {
  desk().backups.setFolder(stick)
  rmSync(stick, { recursive: true })
  let isQuiet = false
  const backups = createBackups(desk, () => isQuiet, 5)
  try {
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(backups.state()).toMatchObject({ lastAt: null, problem: null })
    isQuiet = true
    await vi.waitFor(() => expect(backups.state().problem?.code).toBe('backup-folder-missing'))
    mkdirSync(stick)
    await vi.waitFor(() => expect(backups.state().problem).toBeNull())
    const { lastName } = backups.state()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(readdirSync(stick)).toEqual([lastName])
  } finally {
    backups.stop()
  }
})

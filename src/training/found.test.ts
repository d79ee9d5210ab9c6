import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { signedIn } from '../office/testing/person.ts'
import { temporaryFolder, testPorts } from '../office/testing/ports.ts'
import { sampleCases } from './sample-people.ts'
import { trainingAdministrator, trainingStaff } from './staff.ts'
import { openTrainingOffice } from './training.ts'

/** Begins a training office in a process of its own and kills it some time after a file has come to be. */
async function killedSetUp(dataDir: string, seen: string, laterMs: number): Promise<void> {
  const program = join(import.meta.dirname, 'testing', 'open-training.ts')
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const dead = once(child, 'exit')
  const open = once(child.stdout, 'data')
  while (!existsSync(join(dataDir, seen))) await pause(1)
  await Promise.race([pause(laterMs), open])
  child.kill('SIGKILL')
  await dead
}

/** What a person finds who opens the training office of a folder. */
async function found(dataDir: string) {
  const { office } = await openTrainingOffice(testPorts({ dataDir, training: true }))
  try {
    const administrator = await signedIn(office, trainingAdministrator.user, trainingAdministrator.password)
    const { staff } = await administrator(api.listStaff, {})
    const { items } = await administrator(api.listQueue, { query: { queue: 'open' } })
    const { truth, attention, state } = await administrator(api.readSync, {})
    return { staff: staff.length, cases: items.map(({ caseId }) => caseId), truth, attention, state }
  } finally {
    await office.close()
  }
}

test.each([
  ['before it has keys', 'training-founding', 0],
  ['with keys and no store', 'keys.json', 0],
  ['with a store', 'quay.db', 60],
  ['among its people and cases', 'quay.db', 400],
])('a training office killed while it is set up (%s) is whole the next time', async (_, seen, laterMs) => {
  const dataDir = temporaryFolder()
  await killedSetUp(dataDir, seen, laterMs)
  const hadKeys = existsSync(join(dataDir, 'keys.json'))
  const wasUnfinished = existsSync(join(dataDir, 'training-founding'))
  const whole = await found(dataDir)
  expect(whole).toMatchObject({ staff: trainingStaff.length, attention: [] })
  expect(whole.cases).toHaveLength(sampleCases.length)
  expect(existsSync(join(dataDir, 'training-founding'))).toBe(false)
  // What was left behind is out of the way, not gone.
  const aside = readdirSync(dataDir).filter((name) => name.startsWith('unfinished-'))
  expect(aside.some((name) => existsSync(join(dataDir, name, 'keys.json')))).toBe(hadKeys && wasUnfinished)
  expect((await found(dataDir)).cases).toEqual(whole.cases)
})

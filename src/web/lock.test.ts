import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Held, takeFolder } from './lock.ts'
import { serveOffice } from './server.ts'
import { echoOffice, noTraining } from './testing/echo-office.ts'

const freshFolder = () => mkdtempSync(join(tmpdir(), 'quay-lock-'))

async function hold(folder: string): Promise<Held> {
  const place = await takeFolder(folder, 1_000)
  if ('address' in place) throw new Error(`taken by ${place.address}`)
  return place
}

test('a second start in the same folder learns the address of the first', async () => {
  const folder = freshFolder()
  const first = await hold(folder)
  const shell = await serveOffice(
    {
      office: echoOffice(),
      pages: folder,
      instance: first.instance,
      log: () => undefined,
      openTraining: noTraining,
    },
    0,
  )
  first.publish(shell.address)
  expect(await takeFolder(folder, 1_000)).toEqual({ address: shell.address })
  await shell.close()
})

test('a lock left by a dead process is taken over', async () => {
  const folder = freshFolder()
  writeFileSync(
    join(folder, 'shell.lock'),
    JSON.stringify({ pid: 2 ** 22 - 3, instance: 'dead', address: null }),
  )
  const place = await hold(folder)
  place.publish('http://127.0.0.1:1')
  expect(readFileSync(join(folder, 'shell.lock'), 'utf8')).toContain(place.instance)
})

test('a lock whose process number now belongs to another program is taken over', async () => {
  const folder = freshFolder()
  const stale = { pid: process.pid, instance: 'gone', address: 'http://127.0.0.1:9' }
  writeFileSync(join(folder, 'shell.lock'), JSON.stringify(stale))
  expect((await hold(folder)).instance).not.toBe('gone')
})

test('half a lock file, as a power cut leaves it, does not keep the office shut', async () => {
  const folder = freshFolder()
  writeFileSync(join(folder, 'shell.lock'), '{"pid":')
  const place = await hold(folder)
  place.release()
  expect(await hold(folder)).toHaveProperty('instance')
})

test('a lock from before a power cut is taken over, whoever has its process number today', async () => {
  const folder = freshFolder()
  const before = { pid: process.pid, instance: 'before', address: null, boot: 'another-boot' }
  writeFileSync(join(folder, 'shell.lock'), JSON.stringify(before))
  const told: number[] = []
  const place = await takeFolder(folder, 60_000, (pid) => told.push(pid))
  expect(place).toHaveProperty('instance')
  expect(told).toEqual([])
})

test('a start that never comes up is not waited for without end: it is told and taken over', async () => {
  const folder = freshFolder()
  const first = await hold(folder)
  const told: number[] = []
  const second = await takeFolder(folder, 300, (pid) => told.push(pid))
  expect(second).toHaveProperty('instance')
  expect(told).toEqual([process.pid])
  first.release()
  expect(readFileSync(join(folder, 'shell.lock'), 'utf8')).not.toContain(first.instance)
})

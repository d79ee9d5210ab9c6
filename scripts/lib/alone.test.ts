import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const library = new URL('./alone.mjs', import.meta.url).href
let folder: string
let lock: string
let log: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alone-'))
  lock = join(folder, 'cache', 'build.lock')
  log = join(folder, 'log')
  writeFileSync(log, '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that does its work under the lock: says that it begins, takes its time, says that it ends. */
function worker(ms: number, last = '') {
  const script = `
    import { appendFileSync } from 'node:fs'
    import { alone } from ${JSON.stringify(library)}
    alone(${JSON.stringify(lock)}, () => {
      appendFileSync(${JSON.stringify(log)}, 'begin ' + process.pid + '\\n')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms})
      ${last}
      appendFileSync(${JSON.stringify(log)}, 'end ' + process.pid + '\\n')
    })`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
}

const said = () => readFileSync(log, 'utf8').trim().split('\n')

test('whoever comes while another works waits, and nobody works at the same time', async () => {
  const workers = Array.from({ length: 4 }, () => worker(150))
  await Promise.all(workers.map((child) => once(child, 'exit')))
  const lines = said()
  expect(lines).toHaveLength(8)
  for (let at = 0; at < lines.length; at += 2) expect(lines[at + 1]).toBe(lines[at]?.replace('begin', 'end'))
  expect(existsSync(lock)).toBe(false)
})

test('the lock of a process that was killed is taken over; one whose work failed gives it back', async () => {
  const killed = worker(60_000)
  while (!existsSync(lock) || said()[0] === '') await new Promise((resolve) => setTimeout(resolve, 20))
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(existsSync(lock)).toBe(true)
  const [failed] = await once(worker(0, "throw new Error('no')"), 'exit')
  expect(failed).toBe(1)
  expect(existsSync(lock)).toBe(false)
})

test('a lock that is older than any build, or was never written, holds nobody up', async () => {
  await once(worker(0), 'exit')
  for (const [holder, ageS] of [
    [String(process.pid), 16 * 60],
    ['', 6],
  ] as const) {
    writeFileSync(lock, holder)
    const then = Date.now() / 1000 - ageS
    utimesSync(lock, then, then)
    await once(worker(0), 'exit')
  }
  expect(said()).toHaveLength(6)
})

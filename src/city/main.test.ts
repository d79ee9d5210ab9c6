import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syncBase } from '../contract/sync/base.ts'
import { metaSchema } from '../contract/sync/meta.ts'
import { openCity } from './city.ts'
import { runCommand } from './commands.ts'

const program = join(import.meta.dirname, 'main.ts')
let data: string
const running: ChildProcess[] = []
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'city-main-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  await rm(data, { recursive: true, force: true })
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}

async function run(...args: string[]) {
  const child = start(...args)
  let out = ''
  let err = ''
  child.stdout.on('data', (part) => (out += String(part)))
  child.stderr.on('data', (part) => (err += String(part)))
  await once(child, 'close')
  return { code: child.exitCode, out, err }
}

test('the server says its address in one JSON line, answers, and ends well on SIGTERM', async () => {
  const child = start('--data', data, '--port', '0')
  const [first] = await once(child.stdout, 'data')
  const { address } = JSON.parse(String(first))
  const meta = metaSchema.parse(await (await fetch(`${address}${syncBase}/meta`)).json())
  expect(meta.protocol).toBe('psp/1')

  expect((await run('--data', data, 'ward', '39901', 'Phường Ví Dụ')).code).toBe(0)
  const code = await run('--data', data, 'code', '39901')
  expect(JSON.parse(code.out).code).toMatch(/^[A-Z2-7]{10}$/)
  const forCheckpoints = await run('--data', data, 'checkpoint-code')
  expect(JSON.parse(forCheckpoints.out).code).toMatch(/^[A-Z2-7]{10}$/)
  expect(await run('--data', data, 'code', '39999')).toMatchObject({
    code: 1,
    err: 'there is no ward 39999\n',
  })

  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('what the offices pin says where the city is, once somebody said so', async () => {
  const config = async (...more: string[]) => {
    const { code, out, err } = await run('--data', data, ...more, 'config')
    return { code, err, address: JSON.parse(out || '{}').address }
  }
  expect(await config()).toMatchObject({ address: null, err: expect.stringContaining('--address') })
  const address = 'https://thanhpho.vi-du.example:8443'
  expect(await config('--address', address)).toEqual({ code: 0, err: '', address })
  expect((await config()).address).toBe(address)
  expect(await run('--data', data, '--address', 'thanhpho', 'config')).toMatchObject({ code: 2, out: '' })
})

test('operators and lists are kept by commands: accounts, packs, files for a USB stick, the end of a root', async () => {
  const json = async (...said: string[]) => JSON.parse((await run('--data', data, ...said)).out)
  await run('--data', data, 'ward', '39901', 'Phường Ví Dụ')
  expect(await json('operator', 'thuha', 'case-officer', 'Nguyễn Thị Thu Hà')).toEqual({
    operator: 'thuha',
    secret: expect.stringMatching(/^[A-Z2-9]{26}$/),
  })
  expect(await json('keys')).toEqual({ keys: [] })
  const pack = join(data, 'pack.json')
  await writeFile(pack, '{"id":"vidu-01","version":2,"effectiveFrom":"2026-12-01"}')
  expect(await json('publish-pack', pack)).toMatchObject({ id: 'vidu-01', wards: ['39901'], forAll: true })
  const before = await json('export-lists', join(data, 'usb'))
  const files = await readdir(join(data, 'usb'))
  expect(files.toSorted()).toEqual(['revoked.cose', 'trust.cose'])
  const after = await json('rotate-root')
  expect(after.trustList).toBeGreaterThan(before.trust)
  expect((await json('config')).roots).toHaveLength(1)
  expect(await json('lists')).toMatchObject({ trust: { seq: after.trustList } })
  // The program itself would be started for each: one city answers them all.
  const city = await openCity({ dataDir: data, clock: { now: Date.now } })
  for (const [[name, ...args], why] of [
    [['rotate-root'], 'withdrawn already'],
    [['confirm-key', '0bf17558', '12345678'], 'no ward key'],
    [['withdraw-key', '0bf17558', 'lost', '2026-11-21'], 'retired or compromised'],
    [['withdraw-key', '0bf17558', 'retired', '2026-11-31'], 'since which day'],
    [['operator', 'thuha', 'king', 'x'], 'the role is one of'],
    [['operator-end', 'nobody'], 'there is no operator'],
    [['publish-pack', pack, '39999'], 'no such ward'],
    [['nothing'], 'no such command'],
  ] as const) {
    let told = ''
    const says = { answer: () => undefined, remark: (line: string) => (told += line) }
    expect(await runCommand(city, says, name, args)).toBe(1)
    expect(told).toContain(why)
  }
  await city.close()
})

test('the spare root leaves the folder into a file, and comes back with its passphrase', async () => {
  const file = join(data, 'spare-root.json')
  const exported = await run('--data', data, 'export-spare-root', file)
  expect(exported).toMatchObject({ code: 0, err: expect.stringContaining('Start the city server anew') })
  const { passphrase } = JSON.parse(exported.out)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await run('--data', data, 'export-spare-root', file)).toMatchObject({ code: 1 })
  expect(await run('--data', data, 'rotate-root')).toMatchObject({
    code: 1,
    err: expect.stringContaining('export-spare-root'),
  })
  const child = spawn(process.execPath, [program, '--data', data, 'rotate-root', file])
  child.stdin.end(`${passphrase}\n`)
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(JSON.parse((await run('--data', data, 'config')).out).roots).toHaveLength(1)
})

test('the secrets are readable by their owner only', async () => {
  await run('--data', data, 'config')
  const files = await readdir(join(data, 'keys'))
  expect(files).toHaveLength(6)
  for (const file of files) expect((await stat(join(data, 'keys', file))).mode & 0o777).toBe(0o600)
})

test('help explains the commands; without a data folder it says what is missing', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('npm run city') })
  expect((await run('--port', '0')).code).toBe(2)
})

test('a backup is made and brought back by commands; never over a city that is there', async () => {
  await run('--data', data, 'ward', '39901', 'Phường Ví Dụ')
  const backup = join(data, 'backups', 'one')
  const made = await run('--data', data, 'backup', backup)
  expect(made).toMatchObject({ code: 0, err: '' })
  expect((await stat(backup)).mode & 0o777).toBe(0o700)
  const elsewhere = join(data, 'elsewhere')
  const back = await run('--data', elsewhere, 'restore', backup)
  expect(back).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(back.out)).toMatchObject({ folder: elsewhere, madeAt: JSON.parse(made.out).madeAt })
  expect((await run('--data', elsewhere, 'code', '39901')).code).toBe(0)
  expect(await run('--data', elsewhere, 'restore', backup)).toMatchObject({
    code: 1,
    err: expect.stringContaining('there is a city in'),
  })
})

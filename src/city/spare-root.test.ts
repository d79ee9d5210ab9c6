import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceptTrustList } from '../office/token/trust-list.ts'
import { openCity } from './city.ts'
import { pinned } from './testing/issuing.ts'
import type { City } from './types.ts'

let dataDir: string
let kept: Uint8Array
const opened: City[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'city-'))
})
afterEach(async () => {
  for (const city of opened.splice(0)) await city.close()
  await rm(dataDir, { recursive: true })
})

async function start(folder = dataDir): Promise<City> {
  const city = await openCity({ dataDir: folder, clock: { now: Date.now } })
  opened.push(city)
  return city
}

const keep = async (bytes: Uint8Array) => {
  kept = Uint8Array.from(bytes)
  return kept
}
const seeds = async () =>
  (await readdir(join(dataDir, 'keys'))).filter((name) => name.startsWith('spare-root'))

test('the spare root leaves the server under a passphrase; offices still pin it, and lists are signed as ever', async () => {
  const city = await start()
  const { roots } = city.admin.config()
  const seed = (await readFile(join(dataDir, 'keys', 'spare-root-ed25519.hex'), 'utf8')).trim()
  const passphrase = await city.admin.exportSpareRoot(keep)
  expect(passphrase).toMatch(/^([A-Z2-7]{5}-){5}[A-Z2-7]$/)
  expect(Buffer.from(kept).toString()).not.toContain(seed)
  expect(await seeds()).toEqual(['spare-root-public.hex'])
  expect((await start()).admin.config().roots).toEqual(roots)
  expect(await city.admin.publishTrustList()).toBeGreaterThan(0)
  await expect(city.admin.exportSpareRoot(keep)).rejects.toThrow('not in this folder any more')
  expect((await city.admin.audit())[0]).toMatchObject({ act: 'spare-root.exported' })
})

test('the first root is withdrawn only with the file of this city and its passphrase', async () => {
  const command = await start()
  const passphrase = await command.admin.exportSpareRoot(keep)
  await expect(command.admin.rotateRoot()).rejects.toThrow('say the file')
  await expect(command.admin.rotateRoot({ bytes: kept, passphrase: 'AAAAA' })).rejects.toThrow(
    'does not open',
  )
  const other = await start(join(dataDir, 'other'))
  const foreign = { passphrase: await other.admin.exportSpareRoot(keep), bytes: kept }
  await expect(command.admin.rotateRoot(foreign)).rejects.toThrow('another city')
  await expect(command.admin.rotateRoot({ bytes: Buffer.from('{}'), passphrase })).rejects.toThrow('no file')
  expect(await seeds()).toEqual(['spare-root-public.hex'])
})

test('after it came back the spare root signs what every office takes that has pinned both, also on a running server', async () => {
  const [server, command] = [await start(), await start()]
  const passphrase = await command.admin.exportSpareRoot(keep)
  const closed = await start()
  const both = pinned(server)
  await command.admin.rotateRoot({ bytes: kept, passphrase: passphrase.toLowerCase().replaceAll('-', ' ') })
  for (const city of [server, closed]) {
    await city.admin.publishTrustList()
    const { trust } = await city.admin.lists()
    const accepted = acceptTrustList(trust.bytes, both, 0)
    expect(accepted).toMatchObject({ accepted: true, list: { withdrawnRoots: [expect.any(String)] } })
  }
  await expect(command.admin.exportSpareRoot(keep)).rejects.toThrow('signs now')
})

test('where the file does not come back as it was written, nothing is removed', async () => {
  const city = await start()
  await expect(city.admin.exportSpareRoot(async () => Buffer.from('half'))).rejects.toThrow('no file')
  expect(await seeds()).toEqual(['spare-root-ed25519.hex'])
  await city.admin.rotateRoot()
})

import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syncBase } from '../contract/sync/base.ts'
import { signRequest } from '../office/sync/signature.ts'
import { enrolledDesk, startCity } from './testing/desk.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

const addressOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url')

/** Asks as a PC does. */
async function ask(
  { connection }: Awaited<ReturnType<typeof enrolledDesk>>,
  method: string,
  sha256: string,
  body: Buffer | null = null,
) {
  const url = `${city.address}${syncBase}/blobs/${sha256}`
  const headers = new Headers(body === null ? {} : { 'content-type': 'application/octet-stream' })
  const meta = await fetch(`${city.address}${syncBase}/meta`)
  const nonce = meta.headers.get('psp-nonce') ?? ''
  signRequest({ method, url, headers }, body, {
    keyId: connection.deviceId,
    key: connection.deviceKey,
    nonce,
  })
  return fetch(url, { method, headers, body: body === null ? null : Uint8Array.from(body) })
}

test('a blob is kept under its hash, byte for byte, for the PCs of its ward only', async () => {
  await city.city.admin.addWard({ code: '39902', name: 'Phường Thứ Hai' })
  const [desk, colleague] = [await enrolledDesk(city), await enrolledDesk(city)]
  const stranger = await enrolledDesk(city, city.address, '39902')
  const bytes = randomBytes(100_000)
  const sha256 = addressOf(bytes)
  expect((await ask(desk, 'HEAD', sha256)).status).toBe(404)
  expect((await ask(desk, 'PUT', sha256, bytes)).status).toBe(204)
  expect((await ask(desk, 'PUT', sha256, bytes)).status).toBe(204)
  const head = await ask(colleague, 'HEAD', sha256)
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '100000'])
  expect(Buffer.from(await (await ask(colleague, 'GET', sha256)).arrayBuffer())).toEqual(bytes)
  expect((await ask(stranger, 'GET', sha256)).status).toBe(404)
})

test('other bytes than those of the address, and too many, are refused', async () => {
  const desk = await enrolledDesk(city)
  const bytes = randomBytes(1000)
  const wrong = await ask(desk, 'PUT', addressOf(bytes), randomBytes(1000))
  expect([wrong.status, (await wrong.json()).code]).toEqual([400, 'bad-digest'])
  const large = randomBytes(1024 * 1024 + 1)
  expect((await ask(desk, 'PUT', addressOf(large), large)).status).toBe(413)
  expect((await ask(desk, 'GET', addressOf(bytes))).status).toBe(404)
})

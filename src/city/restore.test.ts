import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ndjson, pspJson, syncBase } from '../contract/sync/base.ts'
import { signRequest } from '../office/sync/signature.ts'
import { openCity } from './city.ts'
import { clientOf, enrolledDesk, ward } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

test('the city comes back from yesterday’s backup: the PC sends again what it lost, nobody does anything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'city-restore-'))
  const dataDir = join(folder, 'live')
  const backup = join(folder, 'backup')
  const clock = { now: Date.now }
  try {
    let city = await openCity({ dataDir, clock })
    await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
    const address = await city.listen(0)
    const port = Number(new URL(address).port)
    const desk = await enrolledDesk({ city, address })
    const client = clientOf(desk)
    for (let n = 0; n < 5; n += 1) desk.journal.append(acts.register(`case-${n}`))
    await client.runOnce()
    await city.close()
    await cp(dataDir, backup, { recursive: true })

    city = await openCity({ dataDir, clock })
    await city.listen(port)
    for (let n = 5; n < 10; n += 1) desk.journal.append(acts.register(`case-${n}`))
    expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 5 })
    await city.close()

    city = await openCity({ dataDir: backup, clock, restored: true })
    await city.listen(port)
    expect(await client.runOnce()).toMatchObject({
      phase: { state: 'idle' },
      truth: 'equal',
      sent: 5,
      received: 5,
    })
    expect(desk.journal.feed.map((item) => item.kind === 'line' && item.line)).toEqual(desk.journal.all)
    await city.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('what a PC signed before the city came back from a backup counts no more, however late it comes', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'city-restore-'))
  const clock = { now: Date.now }
  let city = await openCity({ dataDir, clock })
  try {
    await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
    const address = await city.listen(0)
    const { connection, journal } = await enrolledDesk({ city, address })
    const nonce = (await city.fetch(new Request(`${address}${syncBase}/meta`))).headers.get('psp-nonce') ?? ''
    const signed = (method: string, path: string, type: string, body: string) => {
      const headers = new Headers({ 'content-type': type })
      const url = `${address}${syncBase}/streams/${journal.streamId}${path}`
      const { deviceId: keyId, deviceKey: key } = connection
      signRequest({ method, url, headers }, Buffer.from(body), { keyId, key, nonce })
      return () => new Request(url, { method, headers, body })
    }
    journal.append(acts.register('case-1'))
    const opening = signed('PUT', '', pspJson, journal.stream()?.openingLine ?? '')
    const push = signed('POST', '/events', ndjson, `${journal.all[0]}\n`)
    expect((await city.fetch(opening())).status).toBe(200)
    await city.close()

    city = await openCity({ dataDir, clock })
    expect((await city.fetch(push())).status).toBe(200)
    await city.close()

    // Its key went to the city before, which has lost it: the line may not come without it.
    city = await openCity({ dataDir, clock, restored: true })
    const late = await city.fetch(push())
    expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([401, 'use-nonce'])
  } finally {
    await city.close()
    await rm(dataDir, { recursive: true, force: true })
  }
})

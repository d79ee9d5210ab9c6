import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCity } from '../../city/city.ts'
import { clientOf, enrolledDesk, ward } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

test('lines a restored city lost are sent again, also when the line breaks while they are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sent-again-'))
  const [dataDir, backup] = [join(folder, 'live'), join(folder, 'backup')]
  const clock = { now: Date.now }
  let city = await openCity({ dataDir, clock })
  try {
    await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
    const desk = await enrolledDesk({ city, address: await city.listen(0) })
    const toCity = ((url: string, init: RequestInit) => city.fetch(new Request(url, init))) as typeof fetch // the form the client uses
    await city.close()
    await cp(dataDir, backup, { recursive: true })
    city = await openCity({ dataDir, clock })
    let isBroken = false
    const breaking: typeof fetch = async (input, init) => {
      if (isBroken && (input as string).endsWith('/events')) throw new TypeError('fetch failed') // the client asks by text
      return toCity(input, init)
    }
    const client = clientOf(desk, { fetch: breaking })
    desk.journal.append(acts.register('case-1'))
    await client.runOnce()
    await city.close()
    city = await openCity({ dataDir: backup, clock, restored: true })
    isBroken = true
    await client.runOnce()
    isBroken = false
    expect(await client.runOnce()).toMatchObject({ truth: 'equal' })
    expect(desk.journal.feed).toMatchObject([{ kind: 'line', line: desk.journal.all[0] }])
  } finally {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  }
})

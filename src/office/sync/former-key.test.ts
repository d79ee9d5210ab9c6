import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCity } from '../../city/city.ts'
import { clientOf, enrolledDesk, ward } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

test.each(['before it knew the stream of the former key', 'before the former key was revoked'])(
  'a city that comes back from %s hears everything again from the PC that has another key now, once',
  async (how) => {
    const folder = await mkdtemp(join(tmpdir(), 'former-key-'))
    const [dataDir, backup] = [join(folder, 'live'), join(folder, 'backup')]
    const clock = { now: Date.now }
    let city = await openCity({ dataDir, clock })
    const backUp = async () => {
      await city.close()
      await cp(dataDir, backup, { recursive: true })
      city = await openCity({ dataDir, clock })
    }
    try {
      await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
      const address = await city.listen(0)
      const desk = await enrolledDesk({ city, address })
      const { connection } = await enrolledDesk({ city, address })
      const toCity = ((url: string, init: RequestInit) => city.fetch(new Request(url, init))) as typeof fetch // the form the client uses
      if (how.includes('stream')) await backUp()
      const ids = [desk.journal.append(acts.register('case-1', 'clerk-1', new Uint8Array(32).fill(7)))]
      await clientOf(desk, { fetch: toCity }).runOnce()
      if (how.includes('revoked')) await backUp()
      await city.admin.revokeDevice(desk.connection.deviceId)
      const present = { ...desk, connection }
      desk.journal.changeDevice(connection.deviceId)
      ids.push(desk.journal.append(acts.verify('case-1')), desk.journal.append(acts.register('case-2')))
      const client = clientOf(present, { fetch: toCity })
      expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
      await city.close()

      city = await openCity({ dataDir: backup, clock, restored: true })
      expect(await client.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
      await client.runOnce()
      const told = desk.journal.feed.map((item) => item.kind === 'line' && JSON.parse(item.line).id)
      expect(told).toEqual(ids)
      expect(await city.admin.subjectKey(ward, 'case-1')).toEqual(new Uint8Array(32).fill(7))
      // After that there is nothing more to tell, also when the PC is started anew.
      const later = clientOf(present, { fetch: toCity })
      expect(await later.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal', sent: 0 })
    } finally {
      await city.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
)

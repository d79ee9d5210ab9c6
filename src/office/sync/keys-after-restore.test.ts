import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCity } from '../../city/city.ts'
import { clientOf, enrolledDesk, ward } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

test('a city that comes back from a backup between the keys and their lines gets the keys again, and never has a line without', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keys-restore-'))
  const [dataDir, backup] = [join(folder, 'live'), join(folder, 'backup')]
  const clock = { now: Date.now }
  let city = await openCity({ dataDir, clock })
  try {
    await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
    const desk = await enrolledDesk({ city, address: await city.listen(0) })
    const toCity = ((url: string, init: RequestInit) => city.fetch(new Request(url, init))) as typeof fetch // the form the client uses
    const first = clientOf(desk, { fetch: toCity })
    await first.runOnce()
    await city.close()
    await cp(dataDir, backup, { recursive: true })
    city = await openCity({ dataDir, clock })
    let place = dataDir
    const key = new Uint8Array(32).fill(7)
    const restoring: typeof fetch = async (input, init) => {
      const answer = await toCity(input, init)
      // At no moment has the city a line without its key: it may be backed up just then.
      if ((input as string).endsWith('/events') && answer.ok)
        // the client asks by text
        expect(await city.admin.subjectKey(ward, 'case-1')).toEqual(key)
      if (!(input as string).endsWith('/subject-keys') || !answer.ok) return answer // the client asks by text
      if (backup !== place) {
        await city.close()
        place = backup
        city = await openCity({ dataDir: backup, clock, restored: true })
      }
      return answer
    }
    desk.journal.append(acts.register('case-1', 'clerk-1', key))
    expect(await clientOf(desk, { fetch: restoring }).runOnce()).toMatchObject({ truth: 'equal', sent: 1 })
    expect(place).toBe(backup)
    expect(await city.admin.subjectKey(ward, 'case-1')).toEqual(key)
  } finally {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  }
})

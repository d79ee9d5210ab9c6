import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restoreCity } from './backup.ts'
import { openCity } from './city.ts'
import { anotherStore, clientOf, enrolledDesk, startCity } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

let city: Awaited<ReturnType<typeof startCity>>
let folder: string
beforeEach(async () => {
  city = await startCity()
  folder = await mkdtemp(join(tmpdir(), 'city-backup-'))
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

test('a backup made while the city runs is brought back elsewhere; the PCs heal what it lost by themselves', async () => {
  const desk = await enrolledDesk(city)
  const key = new Uint8Array(32).fill(5)
  for (let n = 0; n < 5; n += 1) desk.journal.append(acts.register(`case-${n}`, 'clerk-1', key))
  await clientOf(desk).runOnce()
  const backup = join(folder, 'backup')
  expect(await city.city.admin.backUp(backup)).toMatchObject({ folder: backup })
  await expect(city.city.admin.backUp(backup)).rejects.toThrow('is there already')
  for (let n = 5; n < 9; n += 1) desk.journal.append(acts.register(`case-${n}`))
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal', sent: 4 })

  const place = { dataDir: join(folder, 'restored'), store: await anotherStore() }
  expect(await restoreCity(place, backup)).toMatchObject({ folder: place.dataDir })
  const again = await openCity({ ...place, clock: { now: Date.now }, restored: true })
  const address = await again.listen(0)
  const moved = { ...desk, connection: { ...desk.connection, address } }
  expect(await clientOf(moved).runOnce()).toMatchObject({
    phase: { state: 'idle' },
    truth: 'equal',
    sent: 4,
    // What came again was received at another time, and is read again for it; what came before is not.
    received: 4,
  })
  expect(desk.journal.feed.map((item) => item.kind === 'line' && item.line)).toEqual(desk.journal.all)
  expect(await again.admin.subjectKey('39901', 'case-0')).toEqual(key)
  expect((await again.admin.audit()).map(({ act }) => act)).toContain('city.restored')
  expect((await city.audit())[0]).toMatchObject({ act: 'city.backed-up' })
  await again.close()
  await expect(restoreCity(place, backup)).rejects.toThrow('already')
})

test('a damaged backup, and one that is none, bring nothing back', async () => {
  const backup = join(folder, 'backup')
  await city.city.admin.backUp(backup)
  await appendFile(join(backup, 'database'), 'x')
  const place = { dataDir: join(folder, 'restored'), store: await anotherStore() }
  await expect(restoreCity(place, backup)).rejects.toThrow('database of that backup is damaged')
  await expect(restoreCity(place, folder)).rejects.toThrow('not a whole backup')
})

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCity } from '../../city/city.ts'
import { clientOf, enrolledDesk, ward } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

test.each(['goes on', 'is started again'])(
  'a city that comes back from a backup between two streams of a PC gets the first one again when the PC %s',
  async (how) => {
    const folder = await mkdtemp(join(tmpdir(), 'stream-before-'))
    const [dataDir, backup] = [join(folder, 'live'), join(folder, 'backup')]
    const clock = { now: Date.now }
    let city = await openCity({ dataDir, clock })
    try {
      await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
      const desk = await enrolledDesk({ city, address: await city.listen(0) })
      const toCity = ((url: string, init: RequestInit) => city.fetch(new Request(url, init))) as typeof fetch // the form the client uses
      desk.journal.append(acts.register('case-1'))
      await clientOf(desk, { fetch: toCity }).runOnce()
      await city.close()
      await cp(dataDir, backup, { recursive: true })
      city = await openCity({ dataDir, clock })
      // An old disk, on which somebody worked: its line is told again in a stream of its own, behind which one is opened.
      desk.journal.cutTo(0)
      const id = desk.journal.append(acts.register('case-2'))
      let place = dataDir
      const restoring: typeof fetch = async (input, init) => {
        const isLast = init?.method === 'PUT' && (input as string).endsWith(desk.journal.streamId) // the client asks by text
        if (isLast && place !== backup) {
          await city.close()
          place = backup
          city = await openCity({ dataDir: backup, clock, restored: true })
        }
        return toCity(input, init)
      }
      const client = clientOf(desk, { fetch: restoring })
      await client.runOnce()
      expect(place).toBe(backup)
      const later = how === 'goes on' ? client : clientOf(desk, { fetch: toCity })
      expect(await later.runOnce()).toMatchObject({ phase: { state: 'idle' }, truth: 'equal' })
      expect(desk.journal.feed.filter((item) => item.kind === 'line' && item.line.includes(id))).toHaveLength(
        1,
      )
    } finally {
      await city.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
)

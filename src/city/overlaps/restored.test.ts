import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLine } from '../../office/journal/line.ts'
import { openCity } from '../city.ts'
import { clientOf, enrolledDesk } from '../testing/desk.ts'
import { sealPaper } from './testing/seal-paper.ts'

type Desk = Awaited<ReturnType<typeof enrolledDesk>>

test('a city that comes back from a backup compares what is sent again, and says the same under the same id', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'city-'))
  const backup = await mkdtemp(join(tmpdir(), 'backup-'))
  const clock = { now: Date.now }
  const city = await openCity({ dataDir, clock })
  for (const code of ['39901', '39902']) await city.admin.addWard({ code, name: 'Phường Ví Dụ' })
  const place = { city, address: await city.listen(0) }
  const desks = [
    await enrolledDesk(place, place.address, '39901'),
    await enrolledDesk(place, place.address, '39902'),
  ]
  await city.close()
  await cp(dataDir, backup, { recursive: true })
  for (const [at, { journal }] of desks.entries()) sealPaper(journal, `case-${at}`, {}, Date.now())

  const told = async (folder: string, restored: boolean) => {
    const open = await openCity({ dataDir: folder, clock, restored })
    const address = await open.listen(0)
    const sendAll = async () => {
      for (const desk of desks)
        await clientOf({ ...desk, connection: { ...desk.connection, address } }).runOnce()
    }
    await sendAll()
    await open.admin.keepHouse()
    await sendAll()
    await open.close()
    return desks.map(idsIn)
  }
  const before = await told(dataDir, false)
  expect(before.map(({ length }) => length)).toEqual([1, 1])
  expect(await told(backup, true)).toEqual(before)
  for (const folder of [dataDir, backup]) await rm(folder, { recursive: true })
})

function idsIn({ journal }: Desk): (string | undefined)[] {
  return journal.feed.flatMap((item) =>
    item.kind === 'line' && item.line.includes('"type":"city.overlap"') ? [readLine(item.line)?.id] : [],
  )
}

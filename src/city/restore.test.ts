import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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

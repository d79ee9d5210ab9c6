import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCity } from '../../city/city.ts'
import { clientOf, enrolledDesk, ward } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'

test('a line that stands at its old position by chance hides none that came before it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'common-position-'))
  const [dataDir, backup] = [join(folder, 'live'), join(folder, 'backup')]
  const clock = { now: Date.now }
  let city = await openCity({ dataDir, clock })
  const toCity = ((url: string, init: RequestInit) => city.fetch(new Request(url, init))) as typeof fetch // the form the client uses
  try {
    await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
    const address = await city.listen(0)
    const enrolled = () => enrolledDesk({ city, address })
    const [first, second, third, reader] = [
      await enrolled(),
      await enrolled(),
      await enrolled(),
      await enrolled(),
    ]
    const run = (desk: typeof first) => clientOf(desk, { fetch: toCity }).runOnce()
    await city.close()
    await cp(dataDir, backup, { recursive: true })
    city = await openCity({ dataDir, clock })
    for (const [desk, subject] of [
      [first, 'case-1'],
      [second, 'case-2'],
      [first, 'case-3'],
    ] as const) {
      desk.journal.append(acts.register(subject))
      await run(desk)
    }
    await run(reader)
    await city.close()

    city = await openCity({ dataDir: backup, clock, restored: true })
    third.journal.append(acts.register('case-new'))
    for (const desk of [third, second, first, reader]) await run(desk)
    const subjects = reader.journal.feed.map(
      (item) => item.kind === 'line' && (JSON.parse(item.line) as { subject: string }).subject,
    )
    expect(subjects).toEqual(['case-new', 'case-2', 'case-1', 'case-3'])
  } finally {
    await city.close()
    await rm(folder, { recursive: true, force: true })
  }
})

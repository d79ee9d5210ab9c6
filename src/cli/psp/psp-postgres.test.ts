import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openCity } from '../../city/city.ts'
import { ask, startPostgres, whyNoPostgres } from '../../city/store/postgres/testing/server.ts'
import { storeAt } from '../../city/store/registry.ts'
import { clientOf, enrolledDesk, ward } from '../../city/testing/desk.ts'
import { acts } from '../../city/testing/journal.ts'
import { quay } from '../testing/run-quay.ts'

const reason = whyNoPostgres()

describe.skipIf(reason !== null)(`a city in PostgreSQL${reason === null ? '' : `: ${reason}`}`, () => {
  test('is proven from its folder and its database, and an altered line in the database is found', async () => {
    const server = await startPostgres()
    const dataDir = await mkdtemp(join(tmpdir(), 'city-'))
    const address = await server.database()
    const city = await openCity({ dataDir, clock: { now: Date.now }, store: storeAt(address) })
    try {
      await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
      const desk = await enrolledDesk({ city, address: await city.listen(0) })
      for (const subject of ['case-1', 'case-2', 'case-3']) desk.journal.append(acts.register(subject))
      await clientOf(desk).runOnce()
      const verify = () =>
        quay(['psp', 'verify', dataDir, '--json'], '', '/nowhere', { DATABASE_URL: address })
      expect(await verify()).toMatchObject({ code: 0, err: '', json: [{ holds: true, streams: 1 }] })
      await ask(address, 'ALTER TABLE quay_city.line DISABLE TRIGGER ALL')
      await ask(address, `UPDATE quay_city.line SET line = replace(line, '"tv":1', '"tv":9') WHERE seq = 2`)
      expect(await verify()).toMatchObject({ code: 1, json: [{ holds: false }] })
    } finally {
      await city.close()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  })
})

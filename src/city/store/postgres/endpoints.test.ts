import { afterAll, describe, test } from 'vitest'
import { keepCitiesIn } from '../../testing/desk.ts'
import { storeAt } from '../registry.ts'
import { startPostgres, whyNoPostgres } from './testing/server.ts'

/** The suites of the city's endpoints that start their cities by `startCity`, once more with PostgreSQL below. */
const suites = {
  endpoints: () => import('../../endpoints.test.ts'),
  backup: () => import('../../backup.test.ts'),
  clones: () => import('../../clones.test.ts'),
  snapshots: () => import('../../snapshots.test.ts'),
  sync: () => import('../../sync.test.ts'),
  judgement: () => import('../../judgement.test.ts'),
  enrolment: () => import('../../enrolment.test.ts'),
  faults: () => import('../../faults.test.ts'),
  wire: () => import('../../wire.test.ts'),
  packs: () => import('../../packs/packs.test.ts'),
  operators: () => import('../../operators/api.test.ts'),
  withdrawals: () => import('../../withdrawals/withdrawals.test.ts'),
  overlaps: () => import('../../overlaps/overlaps.test.ts'),
}

const reason = whyNoPostgres()
if (reason !== null) test.skip(`the endpoints on PostgreSQL: ${reason}`, () => undefined)
else {
  const server = await startPostgres()
  keepCitiesIn(async () => storeAt(await server.database()))
  afterAll(() => server.stop())
  // Each in a group of its own, so that the hooks of one suite do not run for the tests of another.
  for (const [name, suite] of Object.entries(suites))
    describe(`${name}, on PostgreSQL`, async () => void (await suite()))
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { startPostgres, type TestPostgres, whyNoPostgres } from './postgres/testing/server.ts'
import { storeKinds } from './registry.ts'
import type { CityStore } from './store.ts'
import { storeConformance } from './testing/conformance.ts'

/** Where a kind of store is tried: a new place for each test, and what is to be done before and after all of them. */
type Ground = {
  whyNot(): string | null
  prepare(): Promise<void>
  place(): Promise<string>
  leave(place: string): Promise<void>
  tidy(): Promise<void>
}

const nothing = async () => undefined
let server: TestPostgres | null = null
const grounds: Readonly<Record<string, Ground>> = {
  sqlite: {
    whyNot: () => null,
    prepare: nothing,
    place: () => mkdtemp(join(tmpdir(), 'store-')),
    leave: (place) => rm(place, { recursive: true, force: true }),
    tidy: nothing,
  },
  postgres: {
    whyNot: whyNoPostgres,
    prepare: async () => void (server = await startPostgres()),
    place: async () => (await server?.database()) ?? '',
    leave: nothing,
    tidy: async () => server?.stop(),
  },
}

for (const kind of storeKinds) {
  const ground = grounds[kind.name]
  if (!ground) throw new Error(`say where the ${kind.name} store is tried`)
  const reason = ground.whyNot()
  describe.skipIf(reason !== null)(`the ${kind.name} store${reason === null ? '' : `: ${reason}`}`, () => {
    beforeAll(ground.prepare)
    afterAll(ground.tidy)
    storeConformance(async (run) => {
      const place = await ground.place()
      const opened: CityStore[] = []
      const open = async () => {
        const store = await kind.open(place)
        opened.push(store)
        return store
      }
      try {
        await run(await open(), open)
      } finally {
        await opened.at(-1)?.close()
        await ground.leave(place)
      }
    })
  })
}

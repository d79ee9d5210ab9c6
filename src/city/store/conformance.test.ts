import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { storeKinds } from './registry.ts'
import type { CityStore } from './store.ts'
import { storeConformance } from './testing/conformance.ts'

for (const kind of storeKinds) {
  describe(`the ${kind.name} store`, () => {
    storeConformance(async (run) => {
      const folder = await mkdtemp(join(tmpdir(), 'store-'))
      const opened: CityStore[] = []
      const open = async () => {
        const store = await kind.open(folder)
        opened.push(store)
        return store
      }
      try {
        await run(await open(), open)
      } finally {
        await opened.at(-1)?.close()
        await rm(folder, { recursive: true, force: true })
      }
    })
  })
}

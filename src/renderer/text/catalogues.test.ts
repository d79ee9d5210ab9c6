import { expect, it } from 'vitest'
import { catalogueOf, loadCatalogue, onCatalogue } from './catalogues.ts'
import { en } from './en.ts'
import { vi } from './vi.ts'

it('the screen is Vietnamese until the other language has arrived, and is told when it has', async () => {
  let told = 0
  const stop = onCatalogue(() => (told += 1))
  expect(catalogueOf('vi')).toBe(vi)
  expect(catalogueOf('en')).toBe(vi)
  await loadCatalogue('en')
  await loadCatalogue('en')
  expect(catalogueOf('en')).toBe(en)
  expect(told).toBe(1)
  stop()
})

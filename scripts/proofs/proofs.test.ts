import { describe, expect, test } from 'vitest'
import { proofs, shortExtent, stands } from './proofs.ts'

/** The short form of `npm run prove`. */
describe('nothing confirmed is lost, and the control loses', () => {
  for (const { name, whyNot, prove } of proofs) {
    const reason = whyNot()
    test.skipIf(reason !== null)(
      reason === null ? name : `${name}: ${reason}`,
      { timeout: 120_000 },
      async () => {
        const verdict = await prove(shortExtent)
        expect(stands(verdict), JSON.stringify(verdict)).toBe(true)
      },
    )
  }
})

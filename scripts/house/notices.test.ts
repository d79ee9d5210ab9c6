import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { notices, noticesPath } from '../notices.ts'

test('the third-party notices name exactly what is shipped (npm run notices writes them)', () => {
  expect(readFileSync(noticesPath, 'utf8')).toBe(notices())
})

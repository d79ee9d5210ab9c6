import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { createBlobQuota, standardBlobLimits } from './blob-quota.ts'
import { RequestRefused } from './refusal.ts'

const refusalOf = (taking: Promise<void>) =>
  taking.then(
    () => null,
    (error: unknown) =>
      error instanceof RequestRefused ? [error.problem.code, error.retryAfterS] : ['fault', null],
  )

test('a PC brings so many bytes a day; others are not held up, and the next day it goes on', async () => {
  const clock = { ms: Date.parse('2026-11-21T23:00:00Z') }
  const take = createBlobQuota(() => clock.ms, tmpdir(), { perDay: 100, leastFree: 0 })
  expect(await refusalOf(take('a', 80))).toBeNull()
  expect(await refusalOf(take('a', 21))).toEqual(['too-many-requests', 3600])
  expect(await refusalOf(take('b', 100))).toBeNull()
  expect(await refusalOf(take('a', 20))).toBeNull()
  clock.ms += 3_600_000
  expect(await refusalOf(take('a', 100))).toBeNull()
})

test('a disk that is nearly full takes no blobs: what is left is for the lines', async () => {
  const full = { ...standardBlobLimits, leastFree: Number.MAX_SAFE_INTEGER }
  expect(await refusalOf(createBlobQuota(Date.now, tmpdir(), full)('a', 1))).toEqual(['busy', 3600])
})

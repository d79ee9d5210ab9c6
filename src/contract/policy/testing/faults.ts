import { expect } from 'vitest'
import { type Edit, edited, judged } from './shipped.ts'

/** What is wrong, the pack's text, the edits, the path it is reported at, what stands on that line, and the reason. */
export type FaultCase = readonly [string, string, readonly Edit[], string, string, RegExp]

/** A good pack with the edits is refused at that path, on that line, for that reason in words. */
export function expectFault([, text, edits, path, onLine, reason]: FaultCase): void {
  const wrong = edited(text, ...edits)
  const verdict = judged(wrong)
  const faults = verdict.outcome === 'refused' ? verdict.faults : []
  expect(faults.map((fault) => fault.path)).toContain(path)
  const fault = faults.find((one) => one.path === path && reason.test(one.reason))
  expect(fault?.reason ?? faults).toMatch(reason)
  expect(wrong.split('\n')[(fault?.line ?? 0) - 1]).toContain(onLine)
  expect(fault?.reasonEn).not.toBe('')
}

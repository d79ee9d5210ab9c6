import type { ReaderVerdict } from '../../../domain/identity/reader-check.ts'
import type { TestOutcome } from '../../../domain/identity/test-scan.ts'
import type { Tone } from '../../ui/tones.ts'

/** What the answer of a check means. */
export const verdictTones = {
  good: 'success',
  usable: 'info',
  'letters-lost': 'warning',
  'input-method': 'error',
  unreliable: 'error',
  unfinished: 'neutral',
} as const satisfies Readonly<Record<ReaderVerdict, Tone>>

/** Whether a test code arrived well. */
export function outcomeTone(outcome: TestOutcome | null): Tone {
  if (outcome === null) return 'neutral'
  if (outcome === 'whole') return 'success'
  return outcome === 'repaired' || outcome === 'layout-mismatch' ? 'info' : 'warning'
}

import { type Finding, rowReasons } from './reasons.ts'

/** What becomes of a row: it may be taken, somebody looks first, or it has to be mended. */
export const verdicts = ['good', 'to-check', 'bad'] as const
export type Verdict = (typeof verdicts)[number]

/** The verdict that a row's findings come to: the heaviest. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const weighs = (weight: Verdict) => findings.some(({ code }) => rowReasons[code].weight === weight)
  return weighs('bad') ? 'bad' : weighs('to-check') ? 'to-check' : 'good'
}

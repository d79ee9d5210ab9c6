import { dayNumber, type CivilDate } from '../../../domain/calendar.ts'

/** One earlier check of a paper that was let in. `at` in milliseconds. */
type Entry = { readonly at: number; readonly day: CivilDate }

/** Answers with which a person is let in; in the training office a training paper is one of them. */
const letIn: readonly string[] = ['valid', 'valid-revocation-stale', 'training']

/** Whether the answer lets somebody in, if visits are left. */
export function isGood({ answer }: { readonly answer: string }): boolean {
  return letIn.includes(answer)
}

/** Whether a check may have been the beginning of a visit: whoever is sent away has not been shopping. */
export function isLetIn(check: { readonly answer: string; readonly used_up: 0 | 1 }): boolean {
  return isGood(check) && check.used_up === 0
}

/** Going in and out of a market, and being checked twice on the way, is one visit; the city counts the same. */
const visitMs = 2 * 3_600_000

/** The first check of each visit, from checks in the order of time. */
export function visitsOf<Checked extends Pick<Entry, 'at'>>(checks: readonly Checked[]): Checked[] {
  const visits: Checked[] = []
  for (const check of checks) {
    const current = visits.at(-1)
    if (!current || check.at - current.at >= visitMs) visits.push(check)
  }
  return visits
}

/**
 * How many visits a market card has made before the check made now, in its days (today is the last of them). The check
 * of now belongs to the visit that began within the last two hours, which is then not counted.
 */
export function visitsBefore(
  earlier: readonly Entry[],
  now: { readonly at: number; readonly today: CivilDate },
  days: number,
): number {
  return visitsOf(earlier).filter(
    ({ at, day }) => now.at - at >= visitMs && dayNumber(now.today) - dayNumber(day) < days,
  ).length
}

const hourMs = 3_600_000

/** An instant (ms) that was right at a moment of the monotonic clock. */
export type KnownTime = { readonly wall: number; readonly mono: number }

/** The last time that was sure, and how far ahead of what is counted on from there the clock may be (ms). */
export type SureTime = KnownTime & { readonly slackMs: number }

/** How a clock stands: what it says, what it should say by the city or by counting on, and whether it is doubted. */
export type Reading = KnownTime & {
  readonly by: 'city' | 'count'
  readonly expected: number
  readonly isDoubted: boolean
}

/** Half a watch's mistake: what a clock may be away from the city's, or ahead of what was counted on from here. */
export const toleranceMs = 3 * hourMs
/** After a long weekend nobody is asked; after the days of Tết somebody is, unless the city says what day it is. */
export const longestOffMs = 96 * hourMs

/** Reads a clock. Of the city's word and the last sure time the later counts. */
export function readClock(now: KnownTime, sure: SureTime, city: KnownTime | null): Reading {
  const isByCity = city !== null && city.mono > sure.mono
  const from = isByCity ? city : sure
  const expected = from.wall + now.mono - from.mono
  const ahead = now.wall - expected
  const isDoubted = isByCity ? Math.abs(ahead) > toleranceMs : ahead > sure.slackMs
  return { ...now, by: isByCity ? 'city' : 'count', expected, isDoubted }
}

/**
 * The sure time after a reading that is not doubted. A clock that stands behind is no news: it will be set right, and
 * that is no leap. Nor is counting on: many small steps would add up to a leap that nobody notices.
 */
export function sureAfter({ wall, mono, by, expected }: Reading, sure: SureTime): SureTime {
  const isNews = by === 'city' || (sure.slackMs > toleranceMs && wall >= expected)
  return isNews ? { wall, mono, slackMs: toleranceMs } : sure
}

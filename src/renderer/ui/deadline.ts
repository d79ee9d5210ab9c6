/** How a deadline stands: a state and the span to or since it, in the largest fitting unit. */
export type DeadlineStanding = {
  readonly state: 'onTime' | 'soon' | 'overdue'
  readonly amount: number
  readonly unit: 'minutes' | 'hours' | 'days'
}

const minuteMs = 60_000

/**
 * How the deadline `due` stands at `now` (instants in ms). `soonMs` before it, it is soon; from the instant itself on,
 * overdue. The span is rounded up while it lasts, so that nobody reads "0 minutes left" before the time is up.
 */
export function deadlineStanding(now: number, due: number, soonMs: number): DeadlineStanding {
  const left = due - now
  const state = left <= 0 ? 'overdue' : left <= soonMs ? 'soon' : 'onTime'
  const minutes = left > 0 ? Math.ceil(left / minuteMs) : Math.floor(Math.abs(left) / minuteMs)
  if (minutes < 60) return { state, amount: minutes, unit: 'minutes' }
  const round = left > 0 ? Math.ceil : Math.floor
  if (minutes < 48 * 60) return { state, amount: round(minutes / 60), unit: 'hours' }
  return { state, amount: round(minutes / (24 * 60)), unit: 'days' }
}

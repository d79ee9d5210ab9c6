import type { RegisterCover, RegisterEntry } from './data.ts'

/** How many dossiers of a register are where. */
export type RegisterTotals = {
  entries: number
  sets: number
  resolved: number
  resolvedLate: number
  refused: number
  stopped: number
  transferred: number
  open: number
  openLate: number
}

/** Nothing counted yet. */
export function noTotals(): RegisterTotals {
  return {
    entries: 0,
    sets: 0,
    resolved: 0,
    resolvedLate: 0,
    refused: 0,
    stopped: 0,
    transferred: 0,
    open: 0,
    openLate: 0,
  }
}

/** Adds a dossier to the totals, in place. */
export function count(totals: RegisterTotals, entry: RegisterEntry, asOf: RegisterCover['asOf']): void {
  totals.entries++
  totals.sets += entry.sets
  totals[entry.state]++
  if (entry.state === 'resolved' && isReturnedLate(entry)) totals.resolvedLate++
  if (isOverdue(entry, asOf)) totals.openLate++
}

/** Whether the result, or the notice that there will be none, was handed over past its time. */
export function isReturnedLate({ returnedAt, dueAt }: RegisterEntry): boolean {
  return returnedAt !== undefined && isAfter(returnedAt, dueAt)
}

/** Whether a dossier was still open past its time. */
export function isOverdue({ state, dueAt }: RegisterEntry, asOf: RegisterCover['asOf']): boolean {
  return state === 'open' && isAfter(asOf, dueAt)
}

type Moment = RegisterCover['asOf']

function isAfter(one: Moment, other: Moment): boolean {
  return one.date === other.date ? one.minute > other.minute : one.date > other.date
}

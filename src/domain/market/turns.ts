import type { Household } from './roster.ts'
import type { Allowed } from './seats.ts'

/** A household that needs a place, and where it may have one. */
export type Newcomer = { readonly household: Household; readonly allowed: Allowed }

type Group = { readonly waiting: Newcomer[]; readonly all: number; placed: number; next: number }

/**
 * Newcomers in the order in which a short supply of places is given out, along the streets within each residential group:
 * after any number of places every group has its share of them to within one household, whatever it is called. A group
 * that has more from before waits for the others. Source: the quota method of Balinski and Young (1975).
 */
export function groupsInTurn(
  newcomers: readonly Newcomer[],
  seated: ReadonlyMap<string, unknown>,
  roster: readonly Household[],
): Newcomer[] {
  const groups = groupsOf(newcomers, seated, roster)
  const order: Newcomer[] = []
  let given = seated.size
  while (order.length < newcomers.length) {
    given += 1
    const waiting = groups.filter(({ waiting: own, next }) => next < own.length)
    // Nobody gets more than their share, rounded up.
    const due = waiting.filter(({ placed, all }) => placed * roster.length < given * all)
    const group = (due.length > 0 ? due : waiting).reduce((best, one) =>
      isMoreUrgent(one, best) ? one : best,
    )
    const newcomer = group.waiting[group.next]
    if (!newcomer) break
    order.push(newcomer)
    group.next += 1
    group.placed += 1
  }
  return order
}

function isMoreUrgent(one: Group, other: Group): boolean {
  return one.all * (other.placed + 1) > other.all * (one.placed + 1)
}

function groupsOf(
  newcomers: readonly Newcomer[],
  seated: ReadonlyMap<string, unknown>,
  roster: readonly Household[],
): Group[] {
  const groups = new Map<string, { waiting: Newcomer[]; all: number; placed: number; next: number }>()
  for (const { id, group: name } of roster) {
    const group = groups.get(name) ?? { waiting: [], all: 0, placed: 0, next: 0 }
    groups.set(name, group)
    group.all += 1
    if (seated.has(id)) group.placed += 1
  }
  for (const newcomer of newcomers) groups.get(newcomer.household.group)?.waiting.push(newcomer)
  return [...groups.values()]
}

import { z } from 'zod'
import { isEventName } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { addDays, type CivilDate, dateAt } from '../../domain/calendar.ts'
import type { CategoryRow, RollupRow } from '../store/rollup-rows.ts'
import type { Rows } from '../store/store.ts'
import { resultOfEvent } from './results.ts'

/** How long a PC may have been without a network and still have its own days believed. */
const mostDaysLate = 62

/**
 * Counts accepted events of one ward in the transaction that accepts them, in the order of the feed; `at`: when they
 * were accepted. What it comes to depends on the feed alone, so `rebuildRollups` makes the same.
 */
export async function countAccepted(rows: Rows, accepted: readonly EventLine[], at: string): Promise<void> {
  const ward = accepted[0]?.ward
  if (ward === undefined) return
  const said = new Map<string, CategoryRow>()
  const asked = accepted.filter((event) => resultOf(event) !== null).map(({ subject }) => subject)
  const known = asked.length === 0 ? [] : await rows.categories(ward, asked)
  const categories = new Map(known.map(({ subject, category }) => [subject, category]))
  const counts = new Map<string, RollupRow>()
  for (const event of accepted) {
    const { subject } = event
    const category = categoryOf(event)
    if (category !== null) {
      categories.set(subject, category)
      said.set(subject, { ward, subject, category })
    }
    const result = resultOf(event)
    if (result === null) continue
    const row = { ward, day: dayOf(event, at), category: categories.get(subject) ?? 0, result }
    const key = `${row.day} ${row.category} ${result}`
    counts.set(key, { ...row, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  await rows.saveCategories([...said.values()])
  await rows.addRollups([...counts.values()])
}

function resultOf({ type }: EventLine): string | null {
  return (isEventName(type) ? resultOfEvent[type] : null) ?? null
}

const categorySchema = z.object({ category: z.int().min(1).max(31) })

/** The category that a registration or a completion says; null where an event says none. */
function categoryOf({ type, body }: EventLine): number | null {
  if (type !== 'case.registered' && type !== 'case.completed') return null
  return categorySchema.safeParse(body).data?.category ?? null
}

/**
 * The day an event counts for: the PC's, because an office without a network goes on working and sends later. A day that
 * is still to come or too long ago is a clock that stood wrong: then the day it was accepted counts.
 */
function dayOf(event: EventLine, at: string): CivilDate {
  const accepted = dateAt(Date.parse(at))
  const own = Date.parse(event.at.wall)
  if (Number.isNaN(own)) return accepted
  const day = dateAt(own)
  return day > accepted || day < addDays(accepted, -mostDaysLate) ? accepted : day
}

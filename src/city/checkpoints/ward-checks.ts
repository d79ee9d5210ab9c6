import { type CheckCount, longestChecksDays, type WardChecks } from '../../contract/sync/checks.ts'
import { addDays, type CivilDate, dateAt } from '../../domain/calendar.ts'
import { type Desk, serverTime } from '../desk.ts'
import type { CheckCountRow } from '../store/check-rows.ts'
import type { Rows } from '../store/store.ts'

const mostFlags = 500
/** A card's visits in its days (at most 31) need the days before the first one asked for. */
const visitDaysBefore = 31

/** How often the ward's papers were checked, where and with which answers, and what looks like a copy. */
export async function wardChecks(desk: Desk, ward: string, since: CivilDate): Promise<WardChecks> {
  const earliest = addDays(dateAt(desk.now()), -longestChecksDays)
  const from = since < earliest ? earliest : since
  return desk.store.read(async (rows) => {
    return {
      since: from,
      ours: countsOf(await rows.checkCounts('issuerWard', ward, from)),
      here: countsOf(await rows.checkCounts('placeWard', ward, from)),
      flags: await rows.copyFlags(ward, from, mostFlags),
      serverTime: serverTime(desk),
    }
  })
}

/** Old checks no longer say which paper they saw: where a paper went is nobody's business for longer. */
export async function forgetCheckedPapers(desk: Desk, rows: Rows): Promise<void> {
  await rows.forgetCheckedPapers(addDays(dateAt(desk.now()), -(longestChecksDays + visitDaysBefore)))
}

/** Rows come ordered by day and place: those of one belong together. */
function countsOf(rows: readonly CheckCountRow[]): CheckCount[] {
  const counts = new Map<string, CheckCount>()
  for (const { day, place, placeWard, answer, compared, count } of rows) {
    const key = JSON.stringify([day, place, placeWard])
    const so = counts.get(key) ?? { day, place: { name: place, ward: placeWard }, answers: {}, differs: 0 }
    const answers = { ...so.answers, [answer]: (so.answers[answer] ?? 0) + count }
    counts.set(key, { ...so, answers, differs: so.differs + (compared === 'differs' ? count : 0) })
  }
  return [...counts.values()]
}

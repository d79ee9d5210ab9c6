import { dateAt } from '../../../domain/calendar.ts'
import type { EventBody } from '../../../contract/events.ts'
import type { Desk } from '../../desk.ts'
import { systemActor } from '../../journal/journal.ts'
import { endedPapers, endings, type LivePaper, livePapers } from './earlier-papers.ts'

type Item = EventBody<'papers.withdrawn'>['items'][number]

/** Most runs one event names. */
const mostItems = 1000
/** The code under which the journal says that rules ended papers. */
const reasonCode = 'rule-pack'

/**
 * Withdraws the papers that rule packs in force have ended by now, as packs say it of papers issued under earlier ones.
 * Doing it again changes nothing, so it is done at every start and whenever a moment named by a pack is reached. Answers
 * how many papers were withdrawn.
 */
export function endPapers(desk: Desk): number {
  const now = desk.sureTime.sure()
  const due = endings(desk.policies, now).filter(({ at }) => at <= now)
  let count = 0
  for (const ending of due) {
    const papers = endedPapers(desk.policies, ending, livePapers(desk.store, dateAt(now)), now)
    if (papers.length === 0) continue
    count += papers.length
    withdraw(desk, papers)
  }
  if (count > 0) desk.notify('cases')
  return count
}

/** The next instant at which a pack that stands ends papers; null when none does. */
export function nextEnding(desk: Desk): number | null {
  const now = desk.sureTime.sure()
  const ahead = endings(desk.policies, now).flatMap(({ at }) => (at > now ? [at] : []))
  return ahead.length === 0 ? null : Math.min(...ahead)
}

function withdraw(desk: Desk, papers: readonly LivePaper[]): void {
  const lastDay = papers.reduce((latest, paper) => (paper.lastDay > latest ? paper.lastDay : latest), '')
  const items = runsOf(papers)
  desk.journal.command((writing) => {
    for (let at = 0; at < items.length; at += mostItems)
      writing.append({
        type: 'papers.withdrawn',
        subject: 'office',
        baseVer: 0,
        actor: systemActor,
        body: {
          scope: 'pack',
          items: items.slice(at, at + mostItems),
          reason: 'withdrawn',
          reasonCode,
          lastDay,
        },
        personal: null,
      })
  })
}

/** Papers as runs of one key and series: neighbours are one item. */
export function runsOf(papers: readonly Pick<LivePaper, 'kid' | 'series' | 'index'>[]): Item[] {
  const sorted = papers.toSorted(
    (one, other) => one.kid.localeCompare(other.kid) || one.series - other.series || one.index - other.index,
  )
  const runs: (Item & { first: number; count: number })[] = []
  for (const { kid, series, index } of sorted) {
    const run = runs.at(-1)
    if (run && run.kid === kid && run.series === series && run.first + run.count === index) run.count += 1
    else runs.push({ kid, series, first: index, count: 1 })
  }
  return runs
}

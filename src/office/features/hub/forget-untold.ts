import type { Desk } from '../../desk.ts'
import { sql } from '../../database/store.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { dropPassed } from '../../journal/others.ts'
import { project } from '../../projection.ts'
import { metOthers, reportMissed, wholeStream } from '../sync/shared-lines.ts'

const name = 'neighbours-untold'
const patienceMs = 86_400_000
/** Streams with lines known by a hub alone: the last of each, and when the city was met first while it was here. */
type Waiting = Readonly<Record<string, { readonly seq: number; readonly since: number }>>

/**
 * To be called when the city has just been heard. Lines of neighbours that it still does not tell a day after it was
 * met first with them here do not come any more (their PC lost them with its disk): they are gone here, too, and so are
 * the keys wanted for them.
 */
export function forgetUntold(desk: Desk): void {
  const { store, ports } = desk
  const rows = store.all(
    sql
      .selectFrom('neighbour_line')
      .select(({ fn }) => ['stream', fn.max('seq').as('seq')])
      .groupBy('stream'),
  )
  const before = readMeta<Waiting>(store, name) ?? {}
  const now = ports.clock.now()
  const waiting: Waiting = Object.fromEntries(
    rows.map(({ stream, seq }) => {
      const one = before[stream]
      // A clock that was set back must not keep anything for ever.
      const since = one?.seq === seq && one.since <= now ? one.since : now
      return [stream, { seq, since }]
    }),
  )
  if (JSON.stringify(waiting) === JSON.stringify(before) && rows.length === 0) return
  const over = Object.keys(waiting).filter((stream) => now - (waiting[stream]?.since ?? now) >= patienceMs)
  const missed = store.transact((tx) => {
    writeMeta(tx, name, waiting)
    if (over.length === 0) return null
    const told = dropPassed(tx, over.map(wholeStream), project)
    const known = sql.selectFrom('known_line').select('subject')
    tx.run(sql.deleteFrom('key_wanted').where('subject', 'not in', known))
    return told
  })
  if (!missed) return
  reportMissed(desk, missed)
  metOthers(desk, 0)
}

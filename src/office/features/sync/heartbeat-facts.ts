import { isDamagedByCheck, soundOn } from '../../database/daily-check.ts'
import { freeBytes } from '../../database/open.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readLine } from '../../journal/line.ts'
import { pastLines, pastStreams } from '../../journal/past-streams.ts'

/** What only the office knows of the five-minute heartbeat. */
export function heartbeatFacts(desk: Desk) {
  const { unsent, oldestMs } = outboxOf(desk)
  const { backupS, drillS } = desk.backups.ages()
  const ageMs = oldestMs === null ? null : desk.ports.clock.now() - oldestMs
  return {
    unsent,
    oldestUnsentS: ageMs === null ? null : Math.max(0, Math.floor(ageMs / 1000)),
    lastBackupS: backupS,
    lastRestoreDrillS: drillS,
    quickCheck: quickCheck(desk),
    freeDiskMiB: Math.floor(freeBytes(desk.ports.dataDir) / 1024 / 1024),
    appVersion: desk.ports.version,
  }
}

/** How many lines of all streams the city has not signed for, and when the oldest was written. */
function outboxOf({ store, journal }: Desk): { readonly unsent: number; readonly oldestMs: number | null } {
  const acked = store.first(sql.selectFrom('sync').select('acked_seq'))?.acked_seq ?? 0
  const waiting = pastStreams(store).filter(({ acked_seq, end_seq }) => acked_seq < end_seq)
  const unsent = waiting.reduce(
    (sum, { acked_seq, end_seq }) => sum + end_seq - acked_seq,
    Math.max(0, journal.head().seq - acked),
  )
  const [past] = waiting
  if (past) {
    const [line] = pastLines(store, past, past.acked_seq + 1, 1)
    const wall = line ? readLine(line.line)?.at.wall : undefined
    return { unsent, oldestMs: wall === undefined ? null : Date.parse(wall) }
  }
  const oldest = store.first(
    sql
      .selectFrom('event')
      .select('at')
      .where('stream', '=', journal.head().stream)
      .where('seq', '>', acked)
      .orderBy('seq')
      .limit(1),
  )
  return { unsent, oldestMs: oldest ? Date.parse(oldest.at) : null }
}

function quickCheck({ store }: Desk): 'ok' | 'failed' | 'not-yet' {
  if (isDamagedByCheck(store)) return 'failed'
  return soundOn(store) === null ? 'not-yet' : 'ok'
}

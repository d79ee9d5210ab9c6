import { soundOn } from '../../database/daily-check.ts'
import { freeBytes } from '../../database/open.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'

/** What only the office knows of the five-minute heartbeat. */
export function heartbeatFacts(desk: Desk) {
  const acked = desk.store.first(sql.selectFrom('sync').select('acked_seq'))?.acked_seq ?? 0
  const oldest = desk.store.first(
    sql
      .selectFrom('event')
      .select('at')
      .where('stream', '=', desk.journal.head().stream)
      .where('seq', '>', acked)
      .orderBy('seq')
      .limit(1),
  )
  const age = oldest ? Math.max(0, Math.floor((desk.ports.clock.now() - Date.parse(oldest.at)) / 1000)) : null
  return {
    oldestUnsentS: age,
    lastBackupS: desk.backups.ageS(),
    lastRestoreDrillS: null,
    quickCheck: soundOn(desk.store) === null ? ('not-yet' as const) : ('ok' as const),
    freeDiskMiB: Math.floor(freeBytes(desk.ports.dataDir) / 1024 / 1024),
    appVersion: desk.ports.version,
  }
}

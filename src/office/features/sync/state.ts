import { sql as raw } from 'kysely'
import type { SyncState } from '../../../contract/desk/sync.ts'
import { syncReasons } from '../../../contract/sync-reasons.ts'
import type { EventProblem } from '../../../contract/sync/problem.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { SyncPhase } from '../../sync/types.ts'
import { pastStreams } from '../../journal/past-streams.ts'
import { shownAside } from './lines-aside.ts'
import { vietnamTime } from '../../journal/time.ts'

/**
 * The sync page's truth: what the journal, the receipts and the client say, nothing remembered beside them. `ended` is
 * how the try ended that somebody waits for; left out, what the client does now.
 */
export function syncState(desk: Desk, ended?: SyncPhase): SyncState {
  const status = desk.sync.status()
  const phase = ended ?? status.phase
  const row = desk.store.first(sql.selectFrom('sync').selectAll())
  const head = desk.journal.head()
  const sentSeq = row?.acked_seq ?? 0
  const reason = 'reason' in phase ? phase.reason : null
  return {
    state: phase.state,
    problem: reason,
    problemText: reason ? syncReasons[reason] : null,
    city: desk.sync.city(),
    headSeq: head.seq,
    sentSeq,
    waiting: head.seq - sentSeq + waitingAgain(desk),
    oldestWaitingAt: oldestWaiting(desk, head.stream, sentSeq),
    lastReceiptAt: row?.receipt_at ?? null,
    nextTryAt:
      phase.state === 'waiting-retry'
        ? vietnamTime(desk.ports.clock.now() + phase.nextTryAt - desk.ports.clock.monotonic())
        : null,
    clockOffsetMs: status.offsetMs === null ? null : Math.round(status.offsetMs),
    truth: status.truth,
    unread: unread(desk),
    attention: [...shownAside(desk), ...attention(desk)],
  }
}

function oldestWaiting(desk: Desk, stream: string, sentSeq: number): string | null {
  const row = desk.store.first(
    sql
      .selectFrom('event')
      .select('at')
      .where('stream', '=', stream)
      .where('seq', '>', sentSeq)
      .orderBy('seq')
      .limit(1),
  )
  return row?.at ?? null
}

function unread({ store }: Desk): number {
  const counted = (table: 'key_wanted' | 'blob_wanted' | 'not_shown') =>
    store.first(sql.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('rows')))?.rows ?? 0
  return counted('key_wanted') + counted('blob_wanted') + counted('not_shown')
}

/** Lines of earlier streams that the city has not signed for yet. */
function waitingAgain({ store }: Desk): number {
  return pastStreams(store).reduce((sum, { end_seq, acked_seq }) => sum + end_seq - acked_seq, 0)
}

function attention(desk: Desk): SyncState['attention'] {
  const rows = desk.store.all(
    sql
      .selectFrom('event_result')
      .innerJoin('event', (join) =>
        join.onRef('event.stream', '=', 'event_result.stream').onRef('event.seq', '=', 'event_result.seq'),
      )
      .leftJoin('permit_case', 'permit_case.id', 'event.subject')
      .select([
        'event_result.seq as seq',
        'event.type as type',
        'event_result.status as status',
        'event_result.problem as problem',
        'permit_case.id as caseId',
        'permit_case.number as caseNumber',
      ])
      // Written as the partial index of migration 0001 is, or SQLite would read the whole journal.
      .where(raw<boolean>`event_result.status NOT IN ('accepted', 'duplicate')`)
      .orderBy('event.at'),
  )
  return rows.map((row) => {
    // Validated by the sync client before it was stored.
    const problem = row.problem ? (JSON.parse(row.problem) as EventProblem) : null
    return {
      seq: row.seq,
      line: null,
      type: row.type,
      // The query leaves only these three.
      status: row.status as 'refused' | 'quarantined' | 'parked',
      code: problem?.code ?? row.status,
      detail: problem?.detail ?? '',
      caseId: row.caseId,
      caseNumber: row.caseNumber,
      batchId: null,
      overlap: null,
    }
  })
}

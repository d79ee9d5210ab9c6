import { syncBase } from '../../contract/sync/base.ts'
import { type FeedItem, type FeedPage, feedPageSchema } from '../../contract/sync/feed.ts'
import { type Halt, haltOf } from './run.ts'
import type { Transport } from './transport.ts'
import type { Connection, SyncJournal } from './types.ts'

/**
 * The city came back from a backup: the last position of its new epoch that this PC has just so. A feed only ever
 * grows, so what is alike at a position is alike before it, and halving finds it. Alike is only what was received at the
 * same time: a line sent again after the restore may stand at its old position by chance. 0 for a journal that cannot tell.
 */
export async function lastCommonPosition(
  connection: Connection,
  journal: SyncJournal,
  transport: Transport,
  page: FeedPage,
  signal: AbortSignal,
): Promise<number | Halt> {
  if (!journal.feedAt) return 0
  let alike = 0
  let apart = Math.min(page.headPos, journal.feedCursor().pos) + 1
  while (apart - alike > 1) {
    const middle = Math.floor((alike + apart) / 2)
    const reply = await transport.ask(
      {
        method: 'GET',
        path: `${syncBase}/wards/${connection.ward}/feed`,
        query: `after=${middle - 1}&limit=1&wait=0`,
        answer: feedPageSchema,
      },
      signal,
    )
    if (reply.kind !== 'answer') return haltOf(reply)
    if (isSame(reply.value.items[0], journal.feedAt(middle))) alike = middle
    else apart = middle
  }
  return alike
}

function isSame(item: FeedItem | undefined, own: ReturnType<NonNullable<SyncJournal['feedAt']>>): boolean {
  return (
    item !== undefined &&
    own !== null &&
    item.stream === own.stream &&
    item.seq === own.seq &&
    item.hash === own.hash &&
    item.status === own.status &&
    item.receivedAt === own.receivedAt
  )
}

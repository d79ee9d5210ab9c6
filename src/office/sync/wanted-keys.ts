import { pspJson, syncBase } from '../../contract/sync/base.ts'
import {
  maxKeysWanted,
  subjectKeysFoundSchema,
  type SubjectKeysWanted,
} from '../../contract/sync/subject-key.ts'
import { answerKeyOf, answerRecipientOf } from './bundle/answer-key.ts'
import { openSubjectKey } from './subject-key.ts'
import type { Transport } from './transport.ts'
import type { Connection, SyncJournal } from './types.ts'

/** So many questions in one run at most: a new PC of a large ward asks on in the next. */
const mostRounds = 50

/**
 * Asks the city for the keys by which lines of the ward's other PCs are read. What goes wrong here is no failure of the
 * sync: what did not come is asked for again.
 */
export async function fetchWantedKeys(
  connection: Connection,
  journal: SyncJournal,
  transport: Transport,
  signal: AbortSignal,
): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const wanted = journal.keysWanted?.(maxKeysWanted) ?? []
    if (wanted.length === 0) return
    const ask: SubjectKeysWanted = { to: answerRecipientOf(connection.deviceKey), wanted }
    const reply = await transport.ask(
      {
        method: 'POST',
        path: `${syncBase}/wards/${connection.ward}/subject-keys/wanted`,
        headers: { 'content-type': pspJson },
        body: Buffer.from(JSON.stringify(ask)),
        answer: subjectKeysFoundSchema,
      },
      signal,
    )
    if (reply.kind !== 'answer') return
    const own = answerKeyOf(connection.deviceKey)
    const keys = await Promise.all(
      reply.value.keys.map(async (sealed) => {
        const key = await openSubjectKey(sealed, own)
        return key ? [{ subject: sealed.subject, sha256: sealed.sha256, key }] : []
      }),
    )
    journal.keepKeys?.(wanted, keys.flat())
  }
}

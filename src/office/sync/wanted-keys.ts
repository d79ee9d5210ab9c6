import { pspJson, syncBase } from '../../contract/sync/base.ts'
import {
  type SealedSubjectKey,
  subjectKeysFoundSchema,
  type SubjectKeysWanted,
  type WantedKey,
} from '../../contract/sync/subject-key.ts'
import { answerKeyOf, answerRecipientOf } from './bundle/answer-key.ts'
import { openSubjectKey } from './subject-key.ts'
import type { Transport } from './transport.ts'
import type { Connection, SyncJournal } from './types.ts'

/** So many keys at once: what they open is told in one transaction, and people at the desk must not wait for it. */
const keysAtOnce = 50
/** So many questions in one run at most: a new PC of a large ward asks on in the next. */
const mostRounds = 200

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
    const wanted = journal.keysWanted?.(keysAtOnce) ?? []
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
    journal.keepKeys?.(wanted, await openKeys(connection, reply.value.keys))
  }
}

/** Opens keys that were sealed to this PC; what is not its, or breaks its commitment, is left out. */
export async function openKeys(
  { deviceKey }: Connection,
  sealed: readonly SealedSubjectKey[],
): Promise<(WantedKey & { readonly key: Uint8Array })[]> {
  const own = answerKeyOf(deviceKey)
  const keys = await Promise.all(
    sealed.map(async (one) => {
      const key = await openSubjectKey(one, own)
      return key ? [{ subject: one.subject, sha256: one.sha256, key }] : []
    }),
  )
  return keys.flat()
}

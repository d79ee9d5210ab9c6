import { z } from 'zod'
import { syncBase } from '../../contract/sync/base.ts'
import type { Transport } from './transport.ts'
import type { SyncJournal } from './types.ts'

/** Files exchanged in one run at most: lines come first. */
const mostFiles = 16

/**
 * Sends files that wait for the city and fetches those this PC lacks. They may lag behind the lines: what goes wrong
 * here is no failure of the sync, and is tried again.
 */
export async function exchangeFiles(
  journal: SyncJournal,
  transport: Transport,
  signal: AbortSignal,
): Promise<void> {
  for (const { sha256, bytes } of journal.filesToSend?.(mostFiles) ?? []) {
    const path = `${syncBase}/blobs/${sha256}`
    const headers = { 'content-type': 'application/octet-stream' }
    const reply = await transport.ask(
      { method: 'PUT', path, headers, body: bytes, answer: z.undefined() },
      signal,
    )
    if (reply.kind !== 'answer') return
    journal.fileSent?.(sha256)
  }
  for (const sha256 of journal.filesWanted?.(mostFiles) ?? []) {
    const reply = await transport.bytes({ method: 'GET', path: `${syncBase}/blobs/${sha256}` }, signal)
    const isAbsent = reply.kind === 'problem' && reply.problem.code === 'not-found'
    if (reply.kind !== 'answer' && !isAbsent) return
    journal.keepFile?.(sha256, reply.kind === 'answer' ? reply.value : null)
  }
}

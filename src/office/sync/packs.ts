import { createHash } from 'node:crypto'
import { syncBase } from '../../contract/sync/base.ts'
import { maxEnvelopeBytes } from '../../contract/sync/pack.ts'
import { standardTimeouts } from './backoff.ts'
import type { Connection } from './types.ts'

/**
 * Fetches a published pack's envelope by its address; null when there is none, no answer, or other bytes than the
 * address says. Packs are signed and public: fetched without a signature of ours. Never throws for what the line does.
 */
export async function fetchPack(
  connection: Pick<Connection, 'address'>,
  sha256: string,
): Promise<Uint8Array | null> {
  try {
    const response = await fetch(new URL(`${syncBase}/packs/${sha256}`, connection.address), {
      redirect: 'manual',
      signal: AbortSignal.timeout(standardTimeouts.answer),
    })
    if (!response.ok) return null
    const bytes = await readAtMost(response, maxEnvelopeBytes)
    const isIt = bytes !== null && createHash('sha256').update(bytes).digest('base64url') === sha256
    return isIt ? bytes : null
  } catch {
    return null
  }
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > most) return null
    parts.push(part)
  }
  return Uint8Array.from(Buffer.concat(parts))
}

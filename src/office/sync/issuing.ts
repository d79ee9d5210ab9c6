import { syncBase } from '../../contract/sync/base.ts'
import { issuerAnswerSchema } from '../../contract/sync/issuer.ts'
import type { Clock } from '../ports.ts'
import { standardTimeouts } from './backoff.ts'
import { questionsTo } from './transport.ts'
import type { Connection } from './types.ts'

/** What an issuing PC exchanges with its city about keys and lists. None of it throws for what the line does. */
export type Issuing = {
  /** Sends a kind-6 request; true when the city has it. */
  submit(request: Uint8Array): Promise<boolean>
  /** The newest lists; null when there is none, or no answer. */
  trustList(): Promise<Uint8Array | null>
  revocations(): Promise<Uint8Array | null>
}

const longestList = 4 * 1024 * 1024

/** The exchange over one connection. */
export function createIssuing(connection: Connection, clock: Clock): Issuing {
  const ask = questionsTo(connection, clock)
  return {
    async submit(request) {
      const answer = await ask({
        method: 'POST',
        path: `${syncBase}/issuer-requests`,
        headers: { 'content-type': 'application/cose' },
        body: request,
        answer: issuerAnswerSchema,
      })
      return answer !== null
    },
    trustList: () => list(connection.address, 'trust-list'),
    revocations: () => list(connection.address, 'revocations'),
  }
}

/** Lists are signed and public: they are fetched without a signature of ours. */
async function list(address: string, name: string): Promise<Uint8Array | null> {
  try {
    const response = await fetch(new URL(`${syncBase}/${name}`, address), {
      redirect: 'manual',
      signal: AbortSignal.timeout(standardTimeouts.answer),
    })
    if (!response.ok) return null
    const bytes = new Uint8Array(await response.arrayBuffer())
    return bytes.length <= longestList ? bytes : null
  } catch {
    return null
  }
}

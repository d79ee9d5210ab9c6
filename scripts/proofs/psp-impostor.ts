import { generateKeyPairSync } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import type { ReceiptKey } from '../../src/contract/sync/base.ts'
import { lineHash } from '../../src/office/journal/line.ts'
import { makeReceipt } from '../../src/office/sync/receipt.ts'
import type { Connection } from '../../src/office/sync/types.ts'
import type { Parcel } from './psp-city.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const kid = 'impostor'
/** The key of somebody who answers in the city's place. No PC has pinned it. */
export const impostorKey: ReceiptKey = { kid, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' }

/** Answers a push as the city would, with everything right but the key; anything else is told to wait. */
export function imitate(
  { method, url, body }: Pick<Parcel, 'method' | 'url' | 'body'>,
  { ward }: Pick<Connection, 'ward'>,
): Response {
  const stream = /\/streams\/([^/]+)\/events$/.exec(url)?.[1]
  if (method !== 'POST' || stream === undefined || !body) return new Response('', { status: 503 })
  const lines = zstdDecompressSync(body).toString().trimEnd().split('\n')
  const results = lines.map((line) => {
    const { seq, id = null } = JSON.parse(line) as { seq: number; id?: string } // as the client has just sent it
    return { seq, id, status: 'accepted', pos: seq }
  })
  const head = { stream, headSeq: results.at(-1)?.seq ?? 0, headHash: lineHash(lines.at(-1) ?? '') }
  const serverTime = '2026-11-21T01:00:00.000Z'
  const receipt = makeReceipt(
    { v: 1, ...head, ward, pos: head.headSeq, serverTime, previous: null },
    kid,
    privateKey,
  )
  return Response.json({ ...head, serverTime, feedEpoch: 'e-000000000000', results, receipt })
}

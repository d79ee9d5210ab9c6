import type { KeyObject } from 'node:crypto'
import type { z } from 'zod'
import type { BundleHeader } from '../../../contract/sync/bundle.ts'
import { maxNeighbourBytes, maxNeighbourContent, neighbourKeySchema } from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { sql } from '../../database/store.ts'
import { keyCommitment } from '../../journal/personal.ts'
import { answerKeyOf } from '../../sync/bundle/answer-key.ts'
import { contentOf, isSignedBundle, openBundle, readBundle, sealBundle } from '../../sync/bundle/seal.ts'
import { createSyncJournal } from '../sync/sync-journal.ts'

/** A subject's key with the commitment it fits. */
export type NeighbourKey = { readonly subject: string; readonly sha256: string; readonly key: Uint8Array }
/** What one PC tells another in the ward: what it asks or says, keys, exact lines. */
export type NeighbourFile<Head> = {
  readonly head: Head
  readonly keys: readonly NeighbourKey[]
  readonly lines: readonly string[]
}

/** Never a bundle for the city: of the other kind, and to nobody it knows. */
const place = { format: 'psp-bundle/1', kind: 'answer', to: 'neighbours', part: 1, isLast: true } as const

/** Seals it as a bundle is sealed: signed by the sender, readable by one receiver alone. */
export function sealFile(
  { ward, device }: { readonly ward: string; readonly device: string },
  file: NeighbourFile<object>,
  signingKey: KeyObject,
  recipient: string,
): Promise<Uint8Array> {
  const header: BundleHeader = { ...place, ward, device, first: 0, last: 0 }
  const keys = file.keys.map(({ subject, key }) =>
    JSON.stringify({ subject, key: Buffer.from(key).toString('base64url') }),
  )
  return sealBundle(header, [JSON.stringify(file.head), ...keys, ...file.lines], signingKey, recipient)
}

/** Opens what was sealed to this PC; null when it is no such thing. `signer` null: whoever carried it has signed it as a whole. */
export async function openFile<Head extends { readonly keys: number; readonly lines: number }>(
  deviceKey: KeyObject,
  bytes: Uint8Array,
  schema: z.ZodType<Head>,
  signer: KeyObject | null,
): Promise<NeighbourFile<Head> | null> {
  const bundle = bytes.length > maxNeighbourBytes ? 'too-large' : readBundle(bytes)
  if (typeof bundle === 'string' || bundle.header.to !== place.to) return null
  const opened = await openBundle(bundle, answerKeyOf(deviceKey))
  if (typeof opened === 'string' || (signer && !isSignedBundle(opened, signer))) return null
  const content = contentOf(opened, maxNeighbourContent)
  if (!content) return null
  const [first = '', ...rest] = content
  const head = schema.safeParse(parse(first)).data
  if (!head || rest.length !== head.keys + head.lines) return null
  const keys = rest.slice(0, head.keys).flatMap((line) => keyIn(line) ?? [])
  return { head, keys, lines: rest.slice(head.keys) }
}

/** Hears keys: only those somebody waits for are kept, and only where they fit. */
export function hearKeys(desk: Desk, keys: readonly NeighbourKey[]): void {
  if (keys.length === 0) return
  const asked = keys.map(({ subject, sha256 }) => ({ subject, sha256 }))
  createSyncJournal(desk, () => undefined).keepKeys?.(asked, keys)
}

/** Keys that fit their commitments, as far as this PC has them: whoever asks has met the line that brings them in. */
export function keysFor(
  { store }: Desk,
  asked: readonly { readonly subject: string; readonly sha256: string }[],
): NeighbourKey[] {
  if (asked.length === 0) return []
  const commitments = new Set(asked.map(({ subject, sha256 }) => `${subject} ${sha256}`))
  const rows = store.all(
    sql
      .selectFrom('subject_key')
      .select(['subject', 'key'])
      .where('subject', 'in', [...new Set(asked.map(({ subject }) => subject))]),
  )
  return rows
    .map(({ subject, key }) => ({ subject, sha256: keyCommitment(key), key }))
    .filter(({ subject, sha256 }) => commitments.has(`${subject} ${sha256}`))
}

function keyIn(line: string): NeighbourKey | null {
  const read = neighbourKeySchema.safeParse(parse(line)).data
  if (!read) return null
  const key = Buffer.from(read.key, 'base64url')
  return { subject: read.subject, sha256: keyCommitment(key), key }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

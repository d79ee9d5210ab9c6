import { type BundleHeader, type BundleManifest, usualPartBytes } from '../../../contract/sync/bundle.ts'
import type { WantedKey } from '../../../contract/sync/subject-key.ts'
import { sealSubjectKey } from '../subject-key.ts'
import type { Connection, SyncJournal } from '../types.ts'
import { answerRecipientOf } from './answer-key.ts'
import { sealBundle } from './seal.ts'

/** What to put into one file: lines from `from` on, as part `part` of an export. */
export type PartWanted = {
  readonly from: number
  readonly part: number
  /** Addresses of packs this PC waits for. */
  readonly packs: readonly string[]
  /** SHA-256 of the lists it has. */
  readonly has?: readonly string[]
  /** Keys it lacks to read lines of the ward's other PCs. */
  readonly wanted?: readonly WantedKey[]
  /** Kind-6 requests of sealing keys that wait for the city. */
  readonly issuerRequests: readonly Uint8Array[]
  readonly mostBytes?: number
}

/** One file of an export. `next` is where the next part begins; null after the last. */
export type LinesPart = {
  readonly header: BundleHeader
  readonly bytes: Uint8Array
  readonly next: number | null
}

type Lines = ReturnType<SyncJournal['lines']>

/** Lines are read in pages of this size. */
const page = 500

/**
 * Makes one file for the city: the stream's opening record, consecutive lines, and the subject keys these bring in,
 * each sealed to the city as over the line; signed by the device key, sealed to the city. A file without lines is
 * one that only asks for an answer. Null when this PC has no stream. Throws RangeError when `from` is not ours to send.
 */
export async function makeLinesPart(
  connection: Connection,
  journal: SyncJournal,
  { from, part, packs, has = [], wanted = [], issuerRequests, mostBytes = usualPartBytes }: PartWanted,
): Promise<LinesPart | null> {
  const stream = journal.stream()
  if (!stream) return null
  const head = journal.head()
  if (!Number.isSafeInteger(from) || from < 1 || from > head.seq + 1)
    throw new RangeError(`lines go from 1 to ${head.seq}`)
  const lines = gather(journal, from, head.seq, mostBytes)
  const last = lines.at(-1)?.seq ?? 0
  const keys = lines.length === 0 ? [] : journal.subjectKeys(from, last)
  const sealed = await Promise.all(
    keys.map(({ subject, key }) => sealSubjectKey(subject, key, connection.subjectKey)),
  )
  const manifest: BundleManifest = {
    stream: stream.id,
    headSeq: head.seq,
    ackedSeq: journal.ackedSeq(),
    cursor: journal.feedCursor(),
    answerKey: answerRecipientOf(connection.deviceKey),
    packs: packs.slice(0, 64),
    has: [...has],
    wanted: [...wanted],
    issuerRequests: issuerRequests.slice(0, 16).map((request) => Buffer.from(request).toString('base64url')),
    keys: sealed.length,
    lines: lines.length,
  }
  const { ward, deviceId: device } = connection
  const { to, publicKey } = connection.subjectKey
  const isLast = lines.length === 0 || last >= head.seq
  const place = { part, isLast, first: lines[0]?.seq ?? 0, last }
  const header: BundleHeader = { format: 'psp-bundle/1', kind: 'lines', ward, device, to, ...place }
  const content = [
    JSON.stringify(manifest),
    stream.openingLine,
    ...sealed.map((key) => JSON.stringify(key)),
    ...lines.map(({ line }) => line),
  ]
  const bytes = await sealBundle(header, content, connection.deviceKey, publicKey)
  return { header, bytes, next: isLast ? null : last + 1 }
}

function gather(journal: SyncJournal, from: number, to: number, mostBytes: number): Lines {
  const gathered: Lines = []
  let bytes = 0
  for (let next = from; next <= to; ) {
    const lines = journal.lines(next, Math.min(page, to - next + 1))
    if (lines[0]?.seq !== next) throw new Error(`the journal lacks line ${next}`)
    for (const line of lines) {
      bytes += Buffer.byteLength(line.line) + 1
      if (bytes > mostBytes && gathered.length > 0) return gathered
      gathered.push(line)
    }
    next = (gathered.at(-1)?.seq ?? to) + 1
  }
  return gathered
}

import type { KeyObject } from 'node:crypto'
import type { BundleHeader, BundleManifest, BundleTaken } from '../../contract/sync/bundle.ts'
import type { IssuerAnswer } from '../../contract/sync/issuer.ts'
import { streamOpeningSchema } from '../../contract/sync/event-line.ts'
import { maxEventsPerPush } from '../../contract/sync/push.ts'
import {
  contentOf,
  isSignedBundle,
  openBundle,
  type OpenedBundle,
  readBundle,
} from '../../office/sync/bundle/seal.ts'
import { deviceKeyFromSpki } from '../../office/sync/ed25519.ts'
import type { Desk } from '../desk.ts'
import { takeIssuerRequest } from '../enrolment.ts'
import { takeIn } from '../intake.ts'
import { RequestRefused } from '../refusal.ts'
import type { DeviceRow } from '../store/rows.ts'
import type { CityStore, Rows } from '../store/store.ts'
import { openStream } from '../streams.ts'
import { keepSubjectKeys } from '../subject-keys.ts'
import { type LinesContent, readLinesContent } from './content.ts'
import { BundleRefused } from './refused.ts'

/** A bundle that was opened and proven to be an enrolled PC's, not yet taken. */
export type ProvenBundle = {
  readonly device: DeviceRow
  readonly header: BundleHeader
  readonly manifest: BundleManifest
  readonly content: LinesContent
}

/** What taking a bundle in came to. */
export type Taken = Omit<BundleTaken, 'answers'>

/**
 * Opens a bundle and proves who made it: sealed to this city, signed by a device that may send, of that device's ward.
 * Nothing is written. Throws BundleRefused for the file, RequestRefused for its sender.
 */
export async function proveBundle(desk: Desk, bytes: Uint8Array): Promise<ProvenBundle> {
  const bundle = readBundle(bytes)
  if (typeof bundle === 'string') throw new BundleRefused(bundle)
  const { header } = bundle
  if (header.kind !== 'lines') throw new BundleRefused('other-kind')
  if (header.to !== desk.keys.subject.recipient.to) throw new BundleRefused('other-city')
  // Before the seal, which costs more: strangers cannot make the server work.
  const { device, key } = await senderOf(desk, header)
  const opened = await openBundle(bundle, desk.keys.subject.privateKey)
  if (typeof opened === 'string') throw new BundleRefused(opened)
  if (!isSignedBundle(opened, key)) throw new RequestRefused('bad-signature')
  const content = linesOf(opened)
  return { device, header, manifest: content.manifest, content }
}

async function senderOf(desk: Desk, header: BundleHeader): Promise<{ device: DeviceRow; key: KeyObject }> {
  const device = await desk.store.read((rows) => rows.device(header.device))
  const key = device && deviceKeyFromSpki(Buffer.from(device.spki, 'base64url'))
  if (!device || !key) throw new RequestRefused('device-unknown')
  if (device.state === 'revoked') throw new RequestRefused('device-revoked')
  if (device.state === 'suspended') throw new RequestRefused('device-suspended')
  if (device.ward !== header.ward) throw new RequestRefused('ward-mismatch')
  return { device, key }
}

function linesOf(opened: OpenedBundle): LinesContent {
  const text = contentOf(opened)
  const content = text && readLinesContent(text)
  const { first, last } = opened.header
  const isCounted =
    content && (content.lines.length === 0 ? last === 0 : last - first + 1 === content.lines.length)
  if (!content || !isCounted) throw new RequestRefused('malformed')
  return content
}

/**
 * Takes a proven bundle in: opening record, sealed keys and lines go the way of a push (`openStream`, `keepSubjectKeys`,
 * `takeIn`), all in one transaction, so that a bundle is taken whole or not at all. What was there before is recognised
 * by its bytes. Throws RequestRefused as a push does: `gap` (with the line to begin at), `forked`, `stream-closed`,
 * `opening-refused`, `ward-mismatch`, `malformed`; BundleRefused `older-stream`.
 */
export async function takeBundle(desk: Desk, bundle: ProvenBundle): Promise<Taken> {
  const { device, header, manifest, content } = bundle
  const taken = await desk.store.write(async (rows) => {
    const inside: Desk = { ...desk, store: within(desk.store, rows) }
    await mustNotBeReplaced(rows, device, manifest.stream, content.opening)
    const asker = (lines: readonly string[]) => ({ device, body: bytesOf(lines) })
    await openStream(inside, { device, body: Buffer.from(content.opening) }, manifest.stream)
    for (const request of manifest.issuerRequests) await takeRequest(inside, device, request)
    for (const keys of batches(content.keys)) await keepSubjectKeys(inside, asker(keys), device.ward, null)
    const before = (await rows.stream(manifest.stream))?.headSeq ?? 0
    let waiting = 0
    for (const lines of batches(content.lines)) {
      const { results } = await takeIn(inside, rows, device, manifest.stream, lines)
      waiting += results.filter(({ seq, status }) => seq > before && isWaiting(status)).length
    }
    const headSeq = (await rows.stream(manifest.stream))?.headSeq ?? 0
    return { taken: headSeq - before, headSeq, waiting }
  })
  desk.bell.ring(device.ward)
  desk.publisher.poke()
  const { first, last } = header
  return { ward: device.ward, device: device.id, stream: manifest.stream, first, last, ...taken }
}

/** Takes a sealing key's request; null when the city will not have it, which is no fault of the lines beside it. */
export async function takeRequest(
  desk: Desk,
  device: DeviceRow,
  request: string,
): Promise<IssuerAnswer | null> {
  try {
    return await takeIssuerRequest(desk, { device, body: Buffer.from(request, 'base64url') })
  } catch (error) {
    if (error instanceof RequestRefused && error.problem.code === 'issuer-refused') return null
    throw error
  }
}

/** The store as seen from inside a transaction of its own. */
function within(store: CityStore, rows: Rows): CityStore {
  return { write: (work) => work(rows), read: (work) => work(rows), close: () => store.close() }
}

/**
 * Opening a stream closes the one before, and a file may be old. A stream the city does not know is taken for the newer
 * one only if it names an earlier one, and the one that is open does not name it.
 */
async function mustNotBeReplaced(rows: Rows, device: DeviceRow, id: string, opening: string): Promise<void> {
  if ((await rows.stream(id)) !== null) return
  const open = await rows.openStreamOf(device.id)
  if (!open) return
  const isLater = openingOf(opening)?.previous !== null
  if (!isLater || openingOf(open.opening)?.previous?.stream === id) throw new BundleRefused('older-stream')
}

function openingOf(line: string) {
  try {
    return streamOpeningSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function isWaiting(status: string): boolean {
  return status !== 'accepted' && status !== 'duplicate'
}

function* batches(lines: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < lines.length; at += maxEventsPerPush) yield lines.slice(at, at + maxEventsPerPush)
}

function bytesOf(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
}

import { createHash, createPrivateKey } from 'node:crypto'
import {
  type BundleOutcome,
  type BundlePart,
  makeBundle,
  takeBundleAnswer,
} from '../../../contract/desk/bundles.ts'
import { bundleSuffix } from '../../../contract/sync/bundle.ts'
import { cityLineSchema } from '../../../contract/sync/city-lines.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, readSecret } from '../../facts.ts'
import type { Mount } from '../../http.ts'
import { lineHash } from '../../journal/line.ts'
import { openAnswer, rehearse, standingOf } from '../../sync/bundle/answer.ts'
import { type LinesPart, makeLinesPart } from '../../sync/bundle/lines.ts'
import { maxKeysWanted } from '../../../contract/sync/subject-key.ts'
import { openKeys } from '../../sync/wanted-keys.ts'
import type { Replayed } from '../../sync/bundle/replay.ts'
import type { Connection } from '../../sync/types.ts'
import { carryOutCityLines } from './city-lines.ts'
import { linesAside, triedUntil } from './lines-aside.ts'
import { createSyncJournal } from './sync-journal.ts'

/** The line may say something while a file is read; then the file is looked at again, so often at most. */
const mostTries = 5

/** Exchanging with the city by files. */
export function mountBundles(mount: Mount): void {
  mount.staff(makeBundle, async ({ desk, body: { from, part, mostBytes } }) => {
    const made = await exportPart(desk, { from, part, ...(mostBytes === null ? {} : { mostBytes }) })
    return made
      ? { outcome: 'made' as const, ...partOf(desk, made) }
      : { outcome: 'refused' as const, reason: 'not-enrolled' as const }
  })
  mount.staff(takeBundleAnswer, ({ desk, body }) => importAnswer(desk, body))
}

/** Which part of an export; `from` null: from the first line the city has not acknowledged. */
export type PartAsked = { readonly from: number | null; readonly part: number; readonly mostBytes?: number }

/**
 * Makes one file for the city; null while this PC is not enrolled. The journal is only read: making one again, or
 * never bringing it anywhere, changes nothing. Throws `invalid-input` for a line that is not there.
 */
export async function exportPart(desk: Desk, { from, ...asked }: PartAsked): Promise<LinesPart | null> {
  const connection = connectionOf(desk)
  if (!connection) return null
  const journal = createSyncJournal(desk, () => undefined)
  const first = from ?? journal.ackedSeq() + 1
  if (first > journal.head().seq + 1) throw new Refusal('invalid-input', { fields: 'from' })
  return makeLinesPart(connection, journal, {
    ...asked,
    from: first,
    packs: packsWaitedFor(desk),
    has: listsHere(desk),
    wanted: journal.keysWanted?.(maxKeysWanted) ?? [],
    issuerRequests: pendingRequests(desk).map(({ request }) => request),
  })
}

/** Lists that need not come again over a weak line. */
function listsHere({ store }: Desk): string[] {
  return ['trust-list', 'revocations'].flatMap((name) => {
    const bytes = readSecret(store, name)
    return bytes ? [lineHash(bytes)] : []
  })
}

/** How a file of an export is called: ward and letters, line numbers, part. */
export function nameOfPart(desk: Desk, { header: { first, last, part } }: LinesPart): string {
  const { wardCode, letters } = desk.facts()
  return `${wardCode}-${letters}-${first}-${last}-p${part}${bundleSuffix.lines}`
}

/**
 * Takes an answer of the city from a file by the same checks as one from the line, any number of times. What the file
 * brings is found first and written then, so that a refused one has changed nothing.
 */
export async function importAnswer(desk: Desk, bytes: Uint8Array): Promise<BundleOutcome> {
  const connection = connectionOf(desk)
  if (!connection) return { outcome: 'refused', reason: 'not-enrolled' }
  const answer = await openAnswer(connection, bytes)
  if (typeof answer === 'string') return { outcome: 'refused', reason: answer }
  const journal = createSyncJournal(desk, () => undefined)
  const keys = await openKeys(connection, answer.replayed.keys)
  for (let tries = 1; ; tries += 1) {
    const found = await rehearse(connection, journal, answer, lastReceiptOf(desk))
    if (typeof found === 'string') return { outcome: 'refused', reason: found }
    const { acked, epoch, pos } = standingOf(journal)
    const { before, acknowledged, received, more } = found
    const isSame = acked === before.acked && epoch === before.epoch && pos === before.pos
    if (!isSame && tries < mostTries) continue
    if (!isSame) return { outcome: 'refused', reason: 'older' }
    found.write(journal)
    journal.keepKeys?.([], keys)
    noteRequests(desk, answer.replayed)
    await takeFiles(desk, answer.replayed)
    const waiting = journal.head().seq - journal.ackedSeq()
    return { outcome: 'taken', acknowledged, received, more, waiting }
  }
}

/** Sealing keys whose request the city has not taken yet, as far as this PC knows. */
function pendingRequests({ store }: Desk) {
  return store
    .all(sql.selectFrom('issuing_key').select(['kid', 'request']).where('requested', '=', 0))
    .map(({ kid, request }) => ({ kid, request: new Uint8Array(request) }))
}

/** A request the city has taken is not sent again; the rest goes by the trust list, as over the line. */
function noteRequests(desk: Desk, { requests }: Replayed): void {
  for (const { kid, request } of pendingRequests(desk)) {
    if (!requests.has(lineHash(request))) continue
    desk.store.transact((tx) =>
      tx.run(sql.updateTable('issuing_key').set({ requested: 1 }).where('kid', '=', kid)),
    )
  }
}

/** Lists first: by them the city's own lines are proved. */
async function takeFiles(desk: Desk, { files, serverTime }: Replayed): Promise<void> {
  // The city's own clock, which it signed; an older file never takes it back.
  const told = Date.parse(serverTime)
  if (told > (readMeta<number>(desk.store, 'server-time') ?? 0)) desk.tokens.setServerTime(told)
  desk.sureTime.wasAt(told)
  desk.rules.look()
  const lists = [
    ['trust-list', desk.tokens.offerTrustList],
    ['revocations', desk.tokens.offerRevocations],
  ] as const
  for (const [name, offer] of lists) {
    const bytes = files.get(name)
    const refusal = bytes ? offer(bytes) : null
    // `older` only says that the list in hand is as new as the one offered.
    if (refusal !== null && refusal !== 'older')
      desk.ports.log({ level: 'warn', what: 'list-refused', list: name, reason: refusal })
  }
  await carryOutCityLines(desk, async (sha256) => {
    const bytes = files.get(`packs/${sha256}`)
    const isIt = bytes && createHash('sha256').update(bytes).digest('base64url') === sha256
    return isIt ? bytes : null
  })
}

function connectionOf({ store }: Desk): Connection | null {
  const stored = readMeta<Omit<Connection, 'deviceKey'>>(store, 'connection')
  const bytes = readSecret(store, 'device-key')
  if (!stored || !bytes) return null
  return { ...stored, deviceKey: createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' }) }
}

function lastReceiptOf({ store }: Desk): string | null {
  return store.first(sql.selectFrom('sync').select('receipt'))?.receipt ?? null
}

/** Addresses of packs that the feed has named here; those that are here already cost the city a look-up. */
function packsWaitedFor({ store }: Desk): string[] {
  const aside = linesAside(store).map(({ pos }) => pos)
  const rows = store.all(
    sql
      .selectFrom('feed_item')
      .select('line')
      .where(({ eb, or }) => or([eb('pos', '>', triedUntil(store)), eb('pos', 'in', aside)]))
      .where('status', '=', 'accepted')
      .where('line', 'like', '%"type":"city.pack-published"%')
      .orderBy('pos')
      .limit(64),
  )
  return rows.flatMap(({ line }) => {
    const read = cityLineSchema.safeParse(JSON.parse(line ?? 'null')).data
    return read?.type === 'city.pack-published' ? [read.body.sha256] : []
  })
}

function partOf(desk: Desk, made: LinesPart): BundlePart {
  const { part, isLast, first, last } = made.header
  const file = Buffer.from(made.bytes).toString('base64')
  return { name: nameOfPart(desk, made), part, isLast, first, last, next: made.next, file }
}

import { vietnamOffsetMs } from '../domain/calendar.ts'
import { revocationEntries, signRevocationList } from '../office/token/revocation.ts'
import { signTrustList } from '../office/token/trust-list.ts'
import { keyKinds } from '../office/token/types.ts'
import type { Desk } from './desk.ts'
import type { IssuerRow, ListRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'

const dayMs = 86_400_000
const trustListDays = 30
const revocationListHours = 72
/** A list is signed anew at least this often, changed or not. */
const renewAfterMs = 20 * 3_600_000
const longestKeyDays = 800

/** Today's day number in Vietnam, as tokens count days. */
export function today(desk: Desk): number {
  return Math.floor((desk.now() + vietnamOffsetMs) / dayMs)
}

/** Makes the city's own list key an issuer, once. */
export async function ensureListKey(desk: Desk, rows: Rows): Promise<void> {
  const publicKey = Buffer.from(desk.keys.list.publicKey).toString('hex')
  const issuers = await rows.issuers()
  if (issuers.some((issuer) => issuer.publicKey === publicKey)) return
  await rows.saveIssuer({
    publicKey,
    ward: '00000',
    name: desk.name.slice(0, 48),
    kinds: keyKinds.revocationList,
    firstDay: today(desk) - 1,
    lastDay: today(desk) - 1 + longestKeyDays,
    withdrawnDay: null,
    withdrawnReason: null,
  })
}

/** Signs the trust list of all issuers by the root and publishes it; resolves to its number. */
export async function publishTrustList(desk: Desk, rows: Rows): Promise<number> {
  const issuers = await rows.issuers()
  const content = {
    seq: nextSeq(desk, await rows.list('trust')),
    nextUpdate: today(desk) + trustListDays,
    issuers: issuers.toSorted((a, b) => (a.publicKey < b.publicKey ? -1 : 1)).map(entryOf),
    withdrawnRoots: [],
  }
  const bytes = signTrustList(content, seconds(desk), desk.keys.root)
  await rows.saveList({ name: 'trust', seq: content.seq, bytes })
  return content.seq
}

/** Signs the complete revocation list by the city's list key and publishes it; resolves to its number. */
export async function publishRevocations(desk: Desk, rows: Rows): Promise<number> {
  const content = {
    seq: nextSeq(desk, await rows.list('revocations')),
    maxAgeHours: revocationListHours,
    entries: revocationEntries(await rows.withdrawnPapers()),
  }
  const bytes = signRevocationList(content, seconds(desk), desk.keys.list)
  await rows.saveList({ name: 'revocations', seq: content.seq, bytes })
  return content.seq
}

/** Signs both lists anew when they are missing or getting old. */
export async function renewLists(desk: Desk, rows: Rows): Promise<void> {
  const isOld = (list: ListRow | null) => !list || desk.now() - list.seq * 1000 > renewAfterMs
  if (isOld(await rows.list('trust'))) await publishTrustList(desk, rows)
  if (isOld(await rows.list('revocations'))) await publishRevocations(desk, rows)
}

/**
 * The published list with an entity tag; `null` bytes when the asker has it already. A list is there from the start.
 */
export async function publishedList(
  desk: Desk,
  name: ListRow['name'],
  known: string | null,
): Promise<{ tag: string; bytes: Uint8Array | null }> {
  const list = await desk.store.read((rows) => rows.list(name))
  if (!list) throw new Error(`the list "${name}" was never published`)
  const tag = `"${list.seq}"`
  return { tag, bytes: known === tag ? null : list.bytes }
}

/**
 * Numbers are seconds since 1970, or one more than the last: they still rise after the city was restored from a
 * backup, so no office ever refuses the next list as older.
 */
function nextSeq(desk: Desk, last: ListRow | null): number {
  return Math.max((last?.seq ?? 0) + 1, seconds(desk))
}

function seconds(desk: Desk): number {
  return Math.floor(desk.now() / 1000)
}

function entryOf(row: IssuerRow) {
  const entry = {
    publicKey: Uint8Array.from(Buffer.from(row.publicKey, 'hex')),
    ward: Number(row.ward),
    name: row.name,
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    kinds: row.kinds,
    categories: 0,
  }
  if (row.withdrawnDay === null || row.withdrawnReason === null) return entry
  return { ...entry, withdrawn: { day: row.withdrawnDay, reason: row.withdrawnReason } }
}

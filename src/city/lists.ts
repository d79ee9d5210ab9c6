import { vietnamOffsetMs } from '../domain/calendar.ts'
import { signRevocationList } from '../office/token/revocation.ts'
import { signTrustList } from '../office/token/trust-list.ts'
import { keyKinds, type SigningKey } from '../office/token/types.ts'
import type { Desk } from './desk.ts'
import type { IssuerRow, ListRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'
import { revocationEntriesOf } from './withdrawals/entries.ts'

const dayMs = 86_400_000
const trustListDays = 30
const revocationListHours = 72
/** A list is signed anew at least this often, changed or not. */
const renewAfterMs = 20 * 3_600_000
const longestKeyDays = 800
/** A paper lives at most 400 days from its first, and a night shift one more. */
const longestPaperDays = 402
const dueSetting = { trust: 'due-trust-list', revocations: 'due-revocations' } as const
const withdrawnRootsSetting = 'withdrawn-roots'
/** Where the city itself stands in place of a ward. */
export const cityWard = '00000'

/** Today's day number in Vietnam, as tokens count days. */
export function today(desk: Desk): number {
  return Math.floor((desk.now() + vietnamOffsetMs) / dayMs)
}

/** Makes a list key of the city an issuer; true when it was not one yet. */
export async function ensureListKey(desk: Desk, rows: Rows, key: SigningKey): Promise<boolean> {
  const publicKey = Buffer.from(key.publicKey).toString('hex')
  const issuers = await rows.issuers()
  if (issuers.some((issuer) => issuer.publicKey === publicKey)) return false
  const firstDay = today(desk) - 1
  const at = new Date(desk.now()).toISOString()
  await rows.saveIssuer({
    publicKey,
    ward: cityWard,
    name: desk.name.slice(0, 48),
    kinds: keyKinds.revocationList,
    firstDay,
    lastDay: firstDay + longestKeyDays,
    withdrawnDay: null,
    withdrawnReason: null,
    requestedAt: at,
    confirmedAt: at,
  })
  return true
}

/**
 * Signs the trust list and publishes it; resolves to its number. On it is every confirmed key of which a paper may
 * still be shown. The root signs; once it is withdrawn, the spare one does and says so.
 */
export async function publishTrustList(desk: Desk, rows: Rows): Promise<number> {
  const alive = today(desk) - longestPaperDays
  const issuers = (await rows.issuers()).filter((row) => row.confirmedAt !== null && row.lastDay >= alive)
  const withdrawnRoots = await withdrawnRootsOf(rows)
  const content = {
    seq: nextSeq(desk, await rows.list('trust')),
    nextUpdate: today(desk) + trustListDays,
    issuers: issuers.toSorted((a, b) => (a.publicKey < b.publicKey ? -1 : 1)).map(entryOf),
    withdrawnRoots,
  }
  const bytes = signTrustList(content, seconds(desk), await signingRoot(desk, withdrawnRoots))
  await rows.saveList({ name: 'trust', seq: content.seq, bytes })
  await rows.saveSetting(dueSetting.trust, '')
  return content.seq
}

async function signingRoot(desk: Desk, withdrawn: readonly string[]): Promise<SigningKey> {
  if (!withdrawn.includes(desk.keys.root.kid)) return desk.keys.root
  // The command that rotates runs beside the server: the spare root may have come back since it started.
  if (!desk.keys.spareRoot.key) await desk.readKeys()
  const { key } = desk.keys.spareRoot
  if (!key)
    throw new Error('the first root is withdrawn and the spare one is not here: no trust list can be signed')
  return key
}

/**
 * Signs the complete revocation list by the city's list key and publishes it; resolves to its number. Only whoever a
 * key belongs to can withdraw its papers: what another ward said of them stays without effect. A paper is dropped two
 * days after its last day, because a night shift may end on the morning after it.
 */
export async function publishRevocations(desk: Desk, rows: Rows): Promise<number> {
  const issuers = await rows.issuers()
  const content = {
    seq: nextSeq(desk, await rows.list('revocations')),
    maxAgeHours: revocationListHours,
    entries: revocationEntriesOf(await rows.withdrawals(today(desk) - 1), issuers),
  }
  const bytes = signRevocationList(content, seconds(desk), desk.keys.list)
  await rows.saveList({ name: 'revocations', seq: content.seq, bytes })
  await rows.saveSetting(dueSetting.revocations, '')
  return content.seq
}

/** Notes, in the transaction that changed something, that a list has to be signed anew. */
export async function markDue(rows: Rows, name: ListRow['name']): Promise<void> {
  await rows.saveSetting(dueSetting[name], '1')
}

/** Signs the lists that something has changed for; resolves to their names. */
export async function publishDue(desk: Desk): Promise<ListRow['name'][]> {
  const due = (rows: Rows) => dueLists(rows)
  if ((await desk.store.read(due)).length === 0) return []
  return desk.store.write(async (rows) => {
    const names = await due(rows)
    if (names.includes('trust')) await publishTrustList(desk, rows)
    if (names.includes('revocations')) await publishRevocations(desk, rows)
    return names
  })
}

async function dueLists(rows: Rows): Promise<ListRow['name'][]> {
  const names: ListRow['name'][] = []
  for (const name of ['trust', 'revocations'] as const)
    if (await rows.setting(dueSetting[name])) names.push(name)
  return names
}

/** Kids of the roots that are withdrawn. */
export async function withdrawnRootsOf(rows: Rows): Promise<string[]> {
  const kept = await rows.setting(withdrawnRootsSetting)
  return kept ? kept.split(' ') : []
}

/** Withdraws the first root for good: from now on the spare one signs. Throws when that was done before. */
export async function rotateRoot(desk: Desk, rows: Rows): Promise<number> {
  if ((await withdrawnRootsOf(rows)).length > 0)
    throw new Error('the first root is withdrawn already; another root needs a new city configuration')
  await rows.saveSetting(withdrawnRootsSetting, desk.keys.root.kid)
  return publishTrustList(desk, rows)
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

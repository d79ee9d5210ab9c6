import { type Check, bytes, hasAllowedKeys, isWhole, text, uint } from './checks.ts'
import { isSignedBy, seal } from './cose.ts'
import { bytesOfHex, compareBytes, hexOfBytes } from './hex.ts'
import { groupBy, isKidBytes, kindKey, readList } from './lists.ts'
import { kidOf } from './signature.ts'
import { trainingEntry } from './training-entry.ts'
import type {
  Accepted,
  IssuerEntry,
  Kid,
  KeyWithdrawal,
  ListRefusal,
  Roots,
  SigningKey,
  TrustList,
  TrustListContent,
} from './types.ts'

const trustListKind = 4
const ed25519 = -19
const longestKeyPeriod = 800
const isDay = uint(0, 65_535)
const isSeq = uint(1, 2 ** 32 - 1)
const knownKeys: ReadonlySet<number> = new Set([0, 1, 2, 3, 4])

/** The first eight places of an entry on the wire, in order. */
const entryChecks: readonly Check[] = [
  bytes(32),
  (value) => value === ed25519,
  uint(0, 99_999),
  text(1, 48),
  isDay,
  uint(0, 65_535 + longestKeyPeriod),
  uint(1, 31),
  uint(0, 2 ** 32 - 1),
]

type ReadTrust = Pick<TrustList, 'seq' | 'nextUpdate' | 'issuers' | 'withdrawnRoots'>

/**
 * Signs a trust list with a root key; entries are put in order here. Throws RangeError when two keys share a
 * kid (the root refuses the second; the training key is in every list without an entry) or when a value
 * breaks section 6.
 */
export function signTrustList(content: TrustListContent, issuedAt: number, root: SigningKey): Uint8Array {
  const kids = content.issuers.map((entry) => kidOf(entry.publicKey))
  if (new Set([...kids, trainingEntry.kid]).size <= kids.length) {
    throw new RangeError('two keys of a trust list share a kid')
  }
  const body = trustBody(content)
  if (!readTrustBody(body)) throw new RangeError('a value of the trust list is out of its limits')
  return seal(body, issuedAt, root)
}

/**
 * Accepts a trust list signed by a pinned root that is not withdrawn and newer than the stored one
 * (`storedSeq` 0 = none). Refused lists change nothing. The caller keeps the union of `withdrawnRoots`.
 */
export function acceptTrustList(wire: Uint8Array, roots: Roots, storedSeq: number): Accepted<TrustList> {
  const read = readList(wire, readTrustBody)
  if (!read.ok) return refuse(read.reason)
  const { envelope, content } = read
  if (roots.withdrawn.includes(envelope.kid)) return refuse('unknown-root')
  const candidates = roots.publicKeys.filter((publicKey) => kidOf(publicKey) === envelope.kid)
  if (candidates.length === 0) return refuse('unknown-root')
  if (!candidates.some((publicKey) => isSignedBy(envelope, publicKey))) return refuse('forged')
  if (content.seq <= storedSeq) return refuse('older')
  const list = {
    ...content,
    issuedAt: envelope.issuedAt,
    signedBy: envelope.kid,
    byKid: groupBy(content.issuers, (entry) => entry.kid),
  }
  return { accepted: true, list }
}

/** Every entry with this kid; the training key stands before any other, so that it is never taken for real. */
export function issuersOf(trust: TrustList, kid: Kid): readonly IssuerEntry[] {
  const listed = trust.byKid.get(kid) ?? []
  return kid === trainingEntry.kid ? [trainingEntry, ...listed] : listed
}

function refuse(reason: ListRefusal): Accepted<TrustList> {
  return { accepted: false, reason }
}

function trustBody(content: TrustListContent): Map<number, unknown> {
  const issuers = content.issuers.toSorted((a, b) => compareBytes(a.publicKey, b.publicKey))
  const body = new Map<number, unknown>([
    [kindKey, trustListKind],
    [1, content.seq],
    [2, content.nextUpdate],
    [3, issuers.map(entryItem)],
  ])
  if (content.withdrawnRoots.length > 0) body.set(4, content.withdrawnRoots.map(bytesOfHex))
  return body
}

function entryItem(entry: Omit<IssuerEntry, 'kid'>): unknown[] {
  const { publicKey, ward, name, firstDay, lastDay, kinds, categories, withdrawn } = entry
  const item = [Uint8Array.from(publicKey), ed25519, ward, name, firstDay, lastDay, kinds, categories]
  return withdrawn ? [...item, [withdrawn.day, withdrawn.reason]] : item
}

function readTrustBody(body: ReadonlyMap<unknown, unknown>): ReadTrust | null {
  if (body.get(kindKey) !== trustListKind || !hasAllowedKeys(body, knownKeys)) return null
  const seq = body.get(1)
  const nextUpdate = body.get(2)
  if (!isWhole(seq) || !isSeq(seq) || !isWhole(nextUpdate) || !isDay(nextUpdate)) return null
  const issuers = readIssuers(body.get(3))
  const withdrawnRoots = body.has(4) ? readKids(body.get(4)) : []
  return issuers && withdrawnRoots ? { seq, nextUpdate, issuers, withdrawnRoots } : null
}

function readIssuers(value: unknown): IssuerEntry[] | null {
  if (!Array.isArray(value)) return null
  const issuers: IssuerEntry[] = []
  let previous: Uint8Array = new Uint8Array(0)
  for (const item of value as unknown[]) {
    const issuer = readIssuer(item)
    if (!issuer || compareBytes(issuer.publicKey, previous) <= 0) return null
    previous = issuer.publicKey
    issuers.push(issuer)
  }
  return issuers
}

/** The wire form of an entry once the checks of its eight places have held. */
type EntryItem = [Uint8Array, number, number, string, number, number, number, number, unknown?]

function readIssuer(item: unknown): IssuerEntry | null {
  if (!isEntryItem(item)) return null
  const [publicKey, , ward, name, firstDay, lastDay, kinds, categories, withdrawal] = item
  if (lastDay < firstDay || lastDay > firstDay + longestKeyPeriod) return null
  const entry = { kid: kidOf(publicKey), publicKey, ward, name, firstDay, lastDay, kinds, categories }
  if (item.length === entryChecks.length) return entry
  const withdrawn = readWithdrawal(withdrawal)
  return withdrawn ? { ...entry, withdrawn } : null
}

function isEntryItem(item: unknown): item is EntryItem {
  if (!Array.isArray(item) || item.length < entryChecks.length || item.length > 9) return false
  const places: unknown[] = item
  return entryChecks.every((check, at) => check(places[at]))
}

function readWithdrawal(value: unknown): KeyWithdrawal | null {
  if (!Array.isArray(value) || value.length !== 2) return null
  const [day, reason]: unknown[] = value
  if (!isWhole(day) || !isDay(day) || (reason !== 1 && reason !== 2)) return null
  return { day, reason }
}

function readKids(value: unknown): Kid[] | null {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2) return null
  const items: unknown[] = value
  const kids = items.flatMap((item) =>
    item instanceof Uint8Array && isKidBytes(item) ? [hexOfBytes(item)] : [],
  )
  return kids.length === items.length ? kids : null
}

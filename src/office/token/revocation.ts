import { hasAllowedKeys, isWhole, uint } from './checks.ts'
import { isSignedBy, seal } from './cose.ts'
import { bytesOfHex } from './hex.ts'
import { groupBy, kindKey, readList } from './lists.ts'
import { readEntries, revocationItems, seriesKey } from './revocation-items.ts'
import { issuersOf } from './trust-list.ts'
import {
  type Accepted,
  keyKinds,
  type Kid,
  type ListRefusal,
  type RevocationEntry,
  type RevocationList,
  type RevocationListContent,
  type RevocationReason,
  type SigningKey,
  type TrustList,
} from './types.ts'
import { civilDayAt } from './validity.ts'

const revocationListKind = 5
const isSeq = uint(1, 2 ** 32 - 1)
const isMaxAge = uint(1, 2160)
const knownKeys: ReadonlySet<number> = new Set([0, 1, 2, 3])

/** One paper that no longer counts, as the journals tell it. */
export type RevokedPaper = {
  readonly kid: Kid
  readonly series: number
  readonly index: number
  readonly reason: RevocationReason
}

/**
 * Signs a revocation list with the city's list key; entries are put in order here. Throws RangeError when an
 * entry stands twice, runs are not maximal or ascending, or a value breaks section 7.
 */
export function signRevocationList(
  content: RevocationListContent,
  issuedAt: number,
  key: SigningKey,
): Uint8Array {
  const entries = content.entries
    .toSorted(byPlace)
    .map((entry) => [bytesOfHex(entry.kid), entry.series, entry.reason, revocationItems(entry.runs)])
  const body = new Map<number, unknown>([
    [kindKey, revocationListKind],
    [1, content.seq],
    [2, content.maxAgeHours],
    [3, entries],
  ])
  if (!readRevocationBody(body)) throw new RangeError('a value of the revocation list is out of its limits')
  return seal(body, issuedAt, key)
}

/**
 * Accepts a revocation list signed by a key of the trust list that may sign such lists, was inside its period
 * at the time of signing and is not withdrawn, and that is newer than the stored one (`storedSeq` 0 = none).
 */
export function acceptRevocationList(
  wire: Uint8Array,
  trust: TrustList | null,
  storedSeq: number,
): Accepted<RevocationList> {
  const read = readList(wire, readRevocationBody)
  if (!read.ok) return refuse(read.reason)
  if (!trust) return refuse('no-trust-list')
  const { envelope, content } = read
  const candidates = issuersOf(trust, envelope.kid)
  if (candidates.length === 0) return refuse('unknown-issuer')
  const signer = candidates.find((entry) => isSignedBy(envelope, entry.publicKey))
  if (!signer) return refuse('forged')
  if ((signer.kinds & keyKinds.revocationList) === 0) return refuse('scope')
  const day = civilDayAt(envelope.issuedAt * 1000)
  if (day < signer.firstDay || day > signer.lastDay) return refuse('key-period')
  if (signer.withdrawn) return refuse('key-withdrawn')
  if (content.seq <= storedSeq) return refuse('older')
  const bySeries = groupBy(content.entries, (entry) => seriesKey(entry.kid, entry.series))
  return {
    accepted: true,
    list: { ...content, issuedAt: envelope.issuedAt, signedBy: envelope.kid, bySeries },
  }
}

/** Gathers papers into entries with maximal runs, ready for `signRevocationList`; a paper may stand twice. */
export function revocationEntries(papers: Iterable<RevokedPaper>): RevocationEntry[] {
  const groups = groupBy(papers, (paper) => `${paper.kid}:${paper.series}:${paper.reason}`)
  const entries: RevocationEntry[] = []
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const { kid, series, reason } = first
    entries.push({ kid, series, reason, runs: runsOf(group.map((paper) => paper.index)) })
  }
  return entries.toSorted(byPlace)
}

/** Every reason the list gives for this paper: by its index, its whole series or its whole key. */
export function revocationReasons(
  list: RevocationList,
  kid: Kid,
  series: number,
  index: number,
): ReadonlySet<RevocationReason> {
  const reasons = new Set<RevocationReason>()
  for (const listed of [0, series]) {
    for (const entry of list.bySeries.get(seriesKey(kid, listed)) ?? []) {
      if (entry.runs.length === 0 || isInRuns(entry.runs, index)) reasons.add(entry.reason)
    }
  }
  return reasons
}

function refuse(reason: ListRefusal): Accepted<RevocationList> {
  return { accepted: false, reason }
}

function byPlace(a: RevocationEntry, b: RevocationEntry): number {
  if (a.kid !== b.kid) return a.kid < b.kid ? -1 : 1
  return a.series - b.series || a.reason - b.reason
}

function runsOf(indexes: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const index of [...new Set(indexes)].toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else runs.push([index, index])
  }
  return runs
}

function isInRuns(runs: RevocationEntry['runs'], index: number): boolean {
  let low = 0
  let high = runs.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const run = runs[middle]
    if (!run) return false
    if (index < run[0]) high = middle - 1
    else if (index > run[1]) low = middle + 1
    else return true
  }
  return false
}

function readRevocationBody(body: ReadonlyMap<unknown, unknown>): RevocationListContent | null {
  if (body.get(kindKey) !== revocationListKind || !hasAllowedKeys(body, knownKeys)) return null
  const seq = body.get(1)
  const maxAgeHours = body.get(2)
  if (!isWhole(seq) || !isSeq(seq) || !isWhole(maxAgeHours) || !isMaxAge(maxAgeHours)) return null
  const entries = readEntries(body.get(3))
  return entries ? { seq, maxAgeHours, entries } : null
}

import { createHash } from 'node:crypto'
import { type CivilDate, civilDate, dayNumber, instantOf } from '../../../domain/calendar.ts'
import type { PaperContent } from '../../../domain/signed-paper.ts'
import { keyFromSeed } from '../keys.ts'
import { acceptRevocationList, signRevocationList } from '../revocation.ts'
import { acceptTrustList, signTrustList } from '../trust-list.ts'
import {
  type Accepted,
  type CheckpointPlace,
  type IssuerEntry,
  type JudgeClock,
  keyKinds,
  type Lists,
  type RevocationEntry,
  type RevocationList,
  type Roots,
  type SigningKey,
  type TrustList,
} from '../types.ts'

/** A key that anyone can make again: for tests only. */
export function exampleKey(name: string): SigningKey {
  return keyFromSeed(Uint8Array.from(createHash('sha256').update(`example city: ${name}`).digest()))
}

export const rootKey = exampleKey('root')
export const spareRootKey = exampleKey('spare root')
export const wardKey = exampleKey('ward')
export const listKey = exampleKey('list')
export const roots: Roots = { publicKeys: [rootKey.publicKey, spareRootKey.publicKey], withdrawn: [] }

/** Days and seconds as the token counts them. */
export const day = (date: string) => dayNumber(existing(date))
export const instant = (date: string, hour = 0, minute = 0) => instantOf(existing(date), hour * 60 + minute)
export const seconds = (date: string, hour = 0, minute = 0) => instant(date, hour, minute) / 1000

export const issuedAt = seconds('2026-11-21', 9, 30)
/** Tuesday 2026-11-24, 07:00 in Vietnam. */
export const clock: JudgeClock = {
  now: instant('2026-11-24', 7),
  builtAt: instant('2026-11-01'),
  serverTime: null,
}
export const place: CheckpointPlace = { ward: 39901, codes: ['Z1'] }

/** A travel permit of an invented person, Monday to Friday, in force on the day of `clock`. */
export const permit: PaperContent = {
  kind: 'permit',
  number: '05/GĐĐ-UBND',
  pack: 'vidu-01',
  packVersion: 3,
  series: 4,
  index: 17,
  firstDay: day('2026-11-23'),
  lastDay: day('2026-12-20'),
  places: [39901],
  name: 'Lê Văn An',
  last4: '0456',
  category: 5,
}

/** One entry of the trust list of the example city; `changes` make it special. */
export function issuer(key: SigningKey, changes: Partial<IssuerEntry> = {}): Omit<IssuerEntry, 'kid'> {
  return {
    publicKey: key.publicKey,
    ward: 39901,
    name: 'UBND Phường Ví Dụ',
    firstDay: day('2026-11-01'),
    lastDay: day('2027-11-30'),
    kinds: keyKinds.permit | keyKinds.marketCard | keyKinds.organisation,
    categories: 0,
    ...changes,
  }
}

export const listIssuer = issuer(listKey, { ward: 0, name: 'Thành phố Mẫu', kinds: keyKinds.revocationList })

/** An accepted trust list of the example city with these entries beside the list key. */
export function trustWith(
  issuers: readonly Omit<IssuerEntry, 'kid'>[],
  signed = seconds('2026-11-20'),
): TrustList {
  const content = {
    seq: 7,
    nextUpdate: day('2026-12-20'),
    issuers: [...issuers, listIssuer],
    withdrawnRoots: [],
  }
  return listOf(acceptTrustList(signTrustList(content, signed, rootKey), roots, 0))
}

/** An accepted revocation list of the example city. */
export function revocationWith(entries: readonly RevocationEntry[], trust: TrustList): RevocationList {
  const wire = signRevocationList({ seq: 42, maxAgeHours: 48, entries }, seconds('2026-11-23', 18), listKey)
  return listOf(acceptRevocationList(wire, trust, 0))
}

/** Both lists: the ward's key in force, nothing revoked unless told. */
export function listsWith(entries: readonly RevocationEntry[] = [], ward = issuer(wardKey)): Lists {
  const trust = trustWith([ward])
  return { trust, revocation: revocationWith(entries, trust) }
}

/** The list inside an acceptance that the test expects to hold. */
export function listOf<List>(outcome: Accepted<List>): List {
  if (!outcome.accepted) throw new Error(`list refused: ${outcome.reason}`)
  return outcome.list
}

function existing(text: string): CivilDate {
  const date = civilDate(text)
  if (!date) throw new Error(`no such day: ${text}`)
  return date
}

import {
  type CityDecision,
  type CityLine,
  cityLineSchema,
  cityLineText,
  isCityType,
  type Overlap,
  type PackPublished,
} from '../../contract/sync/city-lines.ts'
import { madeId } from '../../contract/sync/made-id.ts'
import { dayNumber, dateAt } from '../../domain/calendar.ts'
import { lineHash, readLine } from '../journal/line.ts'
import { verifySignature } from '../token/keys.ts'
import type { TrustList } from '../token/types.ts'
import { cityKeysOf } from './city-key.ts'

/**
 * Why a line that calls itself the city's is not believed: `unreadable` (of another version, or not what the type
 * says); `other-ward`; `no-trust-list`; `unknown-key` (no key of the list speaks for the city under this name on that
 * day: a newer list may know it); `forged`.
 */
type CityLineRefusal = 'unreadable' | 'other-ward' | 'no-trust-list' | 'unknown-key' | 'forged'

/** Where a line of the city stands: its id, its hash, its Lamport time, when the city wrote it and who there. */
type CityLinePlace = {
  readonly id: string
  readonly hash: string
  readonly lc: number
  readonly wall: string
  readonly user: string
}

/** What a feed line turned out to be. `none`: an ordinary line of a PC. */
export type ReadCityLine =
  | { readonly outcome: 'none' }
  | {
      readonly outcome: 'decision'
      readonly caseId: string
      readonly decision: CityDecision
      readonly place: CityLinePlace
    }
  | { readonly outcome: 'pack'; readonly pack: PackPublished; readonly place: CityLinePlace }
  | { readonly outcome: 'overlap'; readonly overlap: Overlap; readonly place: CityLinePlace }
  | { readonly outcome: 'refused'; readonly reason: CityLineRefusal }

/**
 * Reads a line of the feed as the city's own and proves it: the city list key's signature in the line, against the
 * trust list this office has accepted. Neither feed nor receipt proves who wrote a line, so nothing else is believed.
 * Pure; `ward` is the office's own. Only lines with the status `accepted` are worth reading. A refusal
 * `no-trust-list` or `unknown-key` may change with a newer list: keep the line and read it again.
 */
export function readCityLine(line: string, trust: TrustList | null, ward: string): ReadCityLine {
  const event = readLine(line)
  if (!event || !isCityType(event.type)) return { outcome: 'none' }
  const read = cityLineSchema.safeParse(event).data
  if (!read) return refused('unreadable')
  if (read.ward !== ward) return refused('other-ward')
  if (!trust) return refused('no-trust-list')
  const { kid, signature } = read.body.proof
  const keys = cityKeysOf(trust, kid, dayNumber(dateAt(Date.parse(read.at.wall))))
  if (keys.length === 0) return refused('unknown-key')
  const signed = Buffer.from(textOf(read))
  const bytes = Uint8Array.from(Buffer.from(signature, 'base64url'))
  if (!keys.some(({ publicKey }) => verifySignature(signed, bytes, publicKey))) return refused('forged')
  const place = { id: read.id, hash: lineHash(line), lc: read.lc, wall: read.at.wall, user: read.actor.user }
  return { ...wordsOf(read), place }
}

function wordsOf(read: CityLine) {
  switch (read.type) {
    case 'city.decided': {
      const { proof: _proof, ...decision } = read.body
      return { outcome: 'decision', caseId: read.subject, decision } as const
    }
    case 'city.pack-published': {
      const { proof: _proof, ...pack } = read.body
      return { outcome: 'pack', pack } as const
    }
    case 'city.overlap': {
      const { proof: _proof, ...overlap } = read.body
      return { outcome: 'overlap', overlap } as const
    }
  }
}

/**
 * The id of the event with which an office carries out a line of the city. Every PC of a ward makes the same one, so
 * that the city takes the second for a repetition (`duplicate`) and not for a quarrel: a UUID (version 8, RFC 9562)
 * made of the line's hash.
 */
export function carriedOutId(hash: string): string {
  return madeId(Buffer.from(hash, 'base64url'))
}

function textOf(line: CityLine): string {
  const { ward, id, subject } = line
  return cityLineText({ ...line, ward, id, subject, wall: line.at.wall, user: line.actor.user })
}

function refused(reason: CityLineRefusal): ReadCityLine {
  return { outcome: 'refused', reason }
}

import type { PaperKind, VerifiedPaper } from '../../domain/signed-paper.ts'
import type { Answer, Judgement, Notice, Reason } from '../../domain/verdict.ts'
import { isSignedBy } from './cose.ts'
import { revocationReasons } from './revocation.ts'
import { issuersOf } from './trust-list.ts'
import {
  type CheckpointPlace,
  type IssuerEntry,
  type JudgeClock,
  keyKinds,
  type Lists,
  type Parsed,
  type RevocationList,
  type Token,
  type TrustList,
} from './types.ts'
import { civilDayAt, timeRefusal } from './validity.ts'

type Refusal = { readonly answer: Answer; readonly reason: Reason }
type Stale = Refusal & { readonly ageHours: number | null }

const clockTolerance = 10 * 60_000
const clockCeiling = 400 * 86_400_000
const hour = 3_600_000

const kindBit: Readonly<Record<PaperKind, number>> = {
  permit: keyKinds.permit,
  'market-card': keyKinds.marketCard,
  organisation: keyKinds.organisation,
}

/**
 * The answer about a parsed text at this clock and place with these accepted lists (section 8): the first
 * step that fails decides. Pure; the paper's words are in the answer from the moment its signature held.
 */
export function judge(parsed: Parsed, clock: JudgeClock, place: CheckpointPlace, lists: Lists): Judgement {
  if (!parsed.readable) return unsigned('unreadable', parsed.reason)
  if (!lists.trust) return unsigned('unknown-issuer', 'no-trust-list')
  const candidates = issuersOf(lists.trust, parsed.kid)
  if (candidates.length === 0) return unsigned('unknown-issuer', 'no-key')
  const issuer = candidates.find((entry) => isSignedBy(parsed, entry.publicKey))
  if (!issuer) return unsigned('forged', 'signature')

  const paper = verified(parsed, issuer)
  const refusal =
    trainingRefusal(parsed, issuer) ??
    issuerRefusal(parsed, issuer) ??
    revocationRefusal(parsed, issuer, lists.revocation) ??
    clockRefusal(parsed, clock, lists) ??
    timeRefusal(parsed.content, clock.now) ??
    placeRefusal(parsed, place)
  if (refusal) return { ...refusal, notices: [], ageHours: null, paper }
  const notices = noticesOf(parsed, clock, place, lists.trust)
  const stale = staleness(lists.revocation, clock.now)
  if (stale) return { ...stale, notices, paper }
  return { answer: 'valid', reason: null, notices, ageHours: null, paper }
}

function unsigned(answer: Answer, reason: Reason): Judgement {
  return { answer, reason, notices: [], ageHours: null, paper: null }
}

function verified(token: Token, issuer: IssuerEntry): VerifiedPaper {
  const { kid, ward, name } = issuer
  return { content: token.content, issuer: { kid, ward, name }, issuedAt: token.issuedAt }
}

function trainingRefusal(token: Token, issuer: IssuerEntry): Refusal | null {
  if (token.content.training) return { answer: 'training', reason: 'token-flag' }
  if ((issuer.kinds & keyKinds.training) !== 0) return { answer: 'training', reason: 'training-key' }
  return null
}

function issuerRefusal(token: Token, issuer: IssuerEntry): Refusal | null {
  const answer = 'unknown-issuer'
  if (!isInScope(token, issuer)) return { answer, reason: 'scope' }
  const day = civilDayAt(token.issuedAt * 1000)
  if (day < issuer.firstDay || day > issuer.lastDay) return { answer, reason: 'key-period' }
  const { withdrawn } = issuer
  if (withdrawn?.reason === 1 && day >= withdrawn.day) return { answer, reason: 'key-retired' }
  return null
}

/** A mask of categories limits travel permits only; 0 = all of them. */
function isInScope(token: Token, issuer: IssuerEntry): boolean {
  const { kind, category } = token.content
  if ((issuer.kinds & kindBit[kind]) === 0) return false
  if (kind !== 'permit' || issuer.categories === 0) return true
  return category !== undefined && ((issuer.categories >>> category) & 1) === 1
}

function revocationRefusal(token: Token, issuer: IssuerEntry, list: RevocationList | null): Refusal | null {
  if (issuer.withdrawn?.reason === 2) return { answer: 'revoked', reason: 'key-compromised' }
  if (!list) return null
  const reasons = revocationReasons(list, token.kid, token.content.series, token.content.index)
  if (reasons.has(5)) return { answer: 'revoked', reason: 'key-compromised' }
  if (reasons.has(4)) return { answer: 'revoked', reason: 'issued-in-error' }
  if (reasons.has(3)) return { answer: 'revoked', reason: 'lost' }
  if (reasons.has(1)) return { answer: 'revoked', reason: 'withdrawn' }
  return reasons.has(2) ? { answer: 'replaced', reason: 'replaced' } : null
}

/** Why no paper can be judged at this clock with these lists (step 9), whatever it says; null where one can. */
export function clockDoubt(clock: JudgeClock, lists: Lists): 'before-floor' | 'after-ceiling' | null {
  // Signed and built-in times only: the highest clock ever seen would be poisoned by one wrong setting.
  const floor = Math.max(
    clock.builtAt,
    clock.serverTime ?? 0,
    (lists.trust?.issuedAt ?? 0) * 1000,
    (lists.revocation?.issuedAt ?? 0) * 1000,
  )
  if (clock.now < floor - clockTolerance) return 'before-floor'
  return clock.now > floor + clockCeiling ? 'after-ceiling' : null
}

function clockRefusal(token: Token, clock: JudgeClock, lists: Lists): Refusal | null {
  const answer = 'clock-doubtful'
  const reason = clockDoubt(clock, lists)
  if (reason) return { answer, reason }
  if (token.issuedAt * 1000 > clock.now + clockTolerance) return { answer, reason: 'issued-in-future' }
  return null
}

function isPlaceSet(place: CheckpointPlace): place is NonNullable<CheckpointPlace> {
  return place !== null && (place.ward !== null || place.codes.length > 0)
}

function placeRefusal(token: Token, place: CheckpointPlace): Refusal | null {
  const { places } = token.content
  if (!places || !isPlaceSet(place)) return null
  const here = places.some((one) =>
    typeof one === 'number' ? one === place.ward : place.codes.includes(one),
  )
  return here ? null : { answer: 'wrong-place', reason: 'places' }
}

function staleness(list: RevocationList | null, now: number): Stale | null {
  const answer = 'valid-revocation-stale'
  if (!list) return { answer, reason: 'no-list', ageHours: null }
  const age = now - list.issuedAt * 1000
  if (age <= list.maxAgeHours * hour) return null
  return { answer, reason: 'list-age', ageHours: Math.floor(age / hour) }
}

function noticesOf(token: Token, clock: JudgeClock, place: CheckpointPlace, trust: TrustList): Notice[] {
  const notices: Notice[] = []
  if (token.content.places && !isPlaceSet(place)) notices.push('place-not-checked')
  if (civilDayAt(clock.now) > trust.nextUpdate) notices.push('trust-list-stale')
  return notices
}

import { createHash } from 'node:crypto'
import type { VerifiedPaper } from '../../../domain/signed-paper.ts'
import type { Judgement, Reason } from '../../../domain/verdict.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import { parse } from '../../token/token.ts'

/** Answers that a withdrawn paper takes the place of: everything that comes after step 7 of qr-token.md section 8. */
const open: ReadonlySet<Judgement['answer']> = new Set([
  'replaced',
  'clock-doubtful',
  'not-yet',
  'expired',
  'wrong-time',
  'wrong-place',
  'valid',
  'valid-revocation-stale',
])

type Place = { readonly kid: string; readonly series: number; readonly index: number }

const newestAt = composedOnce((place: Place) =>
  sql
    .selectFrom('permit_case')
    .select(['id as case_id', 'token_sha256', 'withdrawn'])
    .where('kid', '=', place.kid)
    .where('series', '=', place.series)
    .where('paper_index', '=', place.index),
)
const replacedAt = composedOnce((place: Place) =>
  sql
    .selectFrom('replaced_paper')
    .select(['case_id', 'token_sha256'])
    .where('kid', '=', place.kid)
    .where('series', '=', place.series)
    .where('paper_index', '=', place.index),
)
const ownKey = composedOnce(({ kid }: { kid: string }) =>
  sql.selectFrom('issuing_key').select('ended_why').where('kid', '=', kid),
)

/** The digest by which the journal knows the code of a scanned text; null for what is no code of ours. */
export function digestOf(text: string): string | null {
  const scanned = parse(text.trim())
  return scanned.readable ? createHash('sha256').update(scanned.bytes).digest('base64url') : null
}

/**
 * Folds into the judgement of a scanned text what this office has done itself and the city's list may not say yet: its
 * own withdrawn and replaced papers, and a key it has given up as stolen. A paper that holds although nobody sealed it
 * here with the key of ours it bears is told by the notice `not-in-books`. The journal knows; nothing is ever made
 * better than the lists say. Pure but for the reader, which may be any store of an office, a closed one's too.
 */
export function withOwnKnowledge(reader: Reader, judgement: Judgement, text: string): Judgement {
  const { paper, answer } = judgement
  if (!paper || !open.has(answer)) return judgement
  const answered = (now: 'revoked' | 'replaced', reason: Reason): Judgement => ({
    ...judgement,
    answer: now,
    reason,
    notices: [],
    ageHours: null,
  })
  const place = placeOf(paper)
  const key = reader.first(ownKey({ kid: place.kid }))
  if (key?.ended_why === 'compromised') return answered('revoked', 'key-compromised')
  const withdrawn = reader.first(newestAt(place))?.withdrawn
  if (withdrawn) return answered('revoked', withdrawn)
  if (reader.first(replacedAt(place))) return answered('replaced', 'replaced')
  const holds = answer === 'valid' || answer === 'valid-revocation-stale'
  if (!key || !holds || ownCase(reader, paper, text) !== null) return judgement
  return { ...judgement, notices: [...judgement.notices, 'not-in-books'] }
}

/**
 * The case of this office that a scanned paper was sealed for, be it replaced since; null for every other. The place in
 * the key's books says which, and the digest that it is that very paper: a number anybody may print on another one.
 */
export function ownCase(reader: Reader, paper: VerifiedPaper, text: string): string | null {
  const place = placeOf(paper)
  const known = reader.first(newestAt(place)) ?? reader.first(replacedAt(place))
  return known && known.token_sha256 === digestOf(text) ? known.case_id : null
}

function placeOf({ issuer: { kid }, content: { series, index } }: VerifiedPaper): Place {
  return { kid, series, index }
}

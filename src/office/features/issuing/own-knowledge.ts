import type { Judgement, Reason } from '../../../domain/verdict.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'

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

const newestAt = composedOnce((place: { kid: string; series: number; index: number }) =>
  sql
    .selectFrom('permit_case')
    .select('withdrawn')
    .where('kid', '=', place.kid)
    .where('series', '=', place.series)
    .where('paper_index', '=', place.index),
)
const replacedAt = composedOnce((place: { kid: string; series: number; index: number }) =>
  sql
    .selectFrom('replaced_paper')
    .select('case_id')
    .where('kid', '=', place.kid)
    .where('series', '=', place.series)
    .where('paper_index', '=', place.index),
)
const keyEnded = composedOnce(({ kid }: { kid: string }) =>
  sql.selectFrom('issuing_key').select('ended_why').where('kid', '=', kid),
)

/**
 * Folds into a judgement what this office has done itself and the city's list may not say yet: its own withdrawn and
 * replaced papers, and a key it has given up as stolen. The journal knows; nothing is ever made better than the lists say.
 */
export function withOwnKnowledge(reader: Reader, judgement: Judgement): Judgement {
  const { paper, answer } = judgement
  if (!paper || !open.has(answer)) return judgement
  const place = { kid: paper.issuer.kid, series: paper.content.series, index: paper.content.index }
  const answered = (now: 'revoked' | 'replaced', reason: Reason): Judgement => ({
    ...judgement,
    answer: now,
    reason,
    notices: [],
    ageHours: null,
  })
  if (reader.first(keyEnded({ kid: place.kid }))?.ended_why === 'compromised')
    return answered('revoked', 'key-compromised')
  const withdrawn = reader.first(newestAt(place))?.withdrawn
  if (withdrawn) return answered('revoked', withdrawn)
  return answer !== 'replaced' && reader.first(replacedAt(place))
    ? answered('replaced', 'replaced')
    : judgement
}

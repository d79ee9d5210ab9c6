import {
  type Reason,
  reasonSentences,
  type Sentence,
  headline,
  explanation,
} from '../../../domain/verdict.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import type { Locale } from '../../text/Text.tsx'

type Judged = Pick<Verdict, 'answer' | 'reason' | 'ageHours'>

/** The word a verdict is shown with, and the sentence below it (null for a plain valid). */
export function verdictWords(verdict: Judged, locale: Locale): { headline: string; sentence: string | null } {
  const judgement = { ...verdict, reason: knownReason(verdict.reason) }
  return { headline: headline(judgement)[locale], sentence: sentenceIn(explanation(judgement), locale) }
}

function sentenceIn(sentence: Sentence | null, locale: Locale): string | null {
  return sentence === null ? null : sentence[locale]
}

function knownReason(reason: string | null): Reason | null {
  return reason !== null && isReason(reason) ? reason : null
}

function isReason(reason: string): reason is Reason {
  return Object.hasOwn(reasonSentences, reason)
}

/** The verdict on a scan that is no signed paper at all: an ID card, a receipt, something unknown. */
export const notAPaper: Verdict = {
  answer: 'unreadable',
  reason: 'not-a-permit',
  ageHours: null,
  notices: [],
  content: null,
  caseId: null,
}

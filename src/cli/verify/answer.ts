import { dateOfDay } from '../../domain/calendar.ts'
import { type Answer, explanation, headline, type Judgement, noticeSentences } from '../../domain/verdict.ts'
import type { ExitCode } from '../command.ts'

/** What `verify --json` prints for one code. Words about a person stand in it only when they were asked for. */
export type VerifyAnswer = {
  readonly answer: Answer
  /** A reason of the verdict; `no-file`, `no-code` or why a file could not be searched when nothing was read. */
  readonly reason: string | null
  readonly permitNumber: string | null
  readonly from: string
  readonly ageHours: number | null
  readonly notices: readonly string[]
  readonly paper: Readonly<Record<string, unknown>> | null
  readonly shown: { readonly vi: string; readonly en: string }
}

/** The answer about one code, ready to print. */
export function answerOf(from: string, judgement: Judgement, person: boolean): VerifyAnswer {
  const { answer, reason, ageHours, notices, paper } = judgement
  return {
    answer,
    reason,
    permitNumber: paper?.content.number ?? null,
    from,
    ageHours,
    notices,
    paper: paper ? paperOf(paper, person) : null,
    shown: headline(judgement),
  }
}

/** The answer about a file in which nothing could be read. */
export function nothingRead(from: string, why: string | null): VerifyAnswer {
  const shown = headline({ answer: 'unreadable', reason: null, ageHours: null })
  return {
    answer: 'unreadable',
    reason: why,
    permitNumber: null,
    from,
    ageHours: null,
    notices: [],
    paper: null,
    shown,
  }
}

/** The answer in words: headline, what to do, and what the paper is. */
export function linesOf(answer: VerifyAnswer, judgement: Judgement | null): string[] {
  const two = ({ vi, en }: { vi: string; en: string }) => [`  ${vi}`, `  ${en}`]
  const why = judgement ? explanation(judgement) : null
  return [
    `${answer.shown.vi} · ${answer.shown.en} (${answer.answer}${answer.reason ? `, ${answer.reason}` : ''})`,
    ...(why ? two(why) : []),
    ...(judgement?.notices ?? []).flatMap((notice) => two(noticeSentences[notice])),
    ...Object.entries(answer.paper ?? {}).map(([name, value]) => `  ${name}: ${String(value)}`),
  ]
}

/** 0 when every paper is valid, 3 when the only trouble is training papers, otherwise 1. */
export function exitCodeOf(answers: readonly Pick<VerifyAnswer, 'answer'>[]): ExitCode {
  const bad = answers.filter(({ answer }) => answer !== 'valid' && answer !== 'valid-revocation-stale')
  if (bad.length === 0) return 0
  return bad.every(({ answer }) => answer === 'training') ? 3 : 1
}

function paperOf({ content, issuer, issuedAt }: NonNullable<Judgement['paper']>, person: boolean) {
  const { name, last4, plate, text, organisation, household } = content
  return {
    kind: content.kind,
    number: content.number,
    issuer: issuer.name,
    issuerWard: issuer.ward,
    kid: issuer.kid,
    issuedAt: new Date(issuedAt * 1000).toISOString(),
    firstDay: dateOfDay(content.firstDay),
    lastDay: dateOfDay(content.lastDay),
    pack: `${content.pack}/${content.packVersion}`,
    serial: `${content.series}/${content.index}`,
    ...(person ? { name, last4, plate, text, organisation, household } : {}),
  }
}

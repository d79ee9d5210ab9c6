import { dateOfDay } from '../../../domain/calendar.ts'
import type { Judgement } from '../../../domain/verdict.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import type { Desk } from '../../desk.ts'
import { ownCase } from './own-knowledge.ts'

/** What a QR text is, judged here and now without a network, and which of our cases it belongs to. */
export function verdictOf(desk: Desk, text: string): Verdict {
  const judgement = desk.tokens.judge(text.trim())
  const { answer, reason, ageHours, notices, paper } = judgement
  return {
    answer,
    reason,
    ageHours,
    notices: [...notices],
    content: contentOf(judgement),
    caseId: paper && ownCase(desk.store, paper, text),
  }
}

function contentOf({ paper }: Judgement): Verdict['content'] {
  if (!paper) return null
  const { content, issuer } = paper
  const mask = content.weekdays ?? 127
  return {
    kind: content.kind,
    number: content.number,
    issuer: issuer.name,
    firstDay: dateOfDay(content.firstDay),
    lastDay: dateOfDay(content.lastDay),
    weekdays: [0, 1, 2, 3, 4, 5, 6].filter((day) => (mask >> day) & 1),
    windows: pairs(content.windows ?? []),
    text: content.text ?? null,
    name: content.name,
    last4: content.last4 ?? null,
    plate: content.plate ?? null,
    organisation: content.organisation ?? null,
  }
}

function pairs(flat: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at + 1 < flat.length; at += 2) found.push([flat[at]!, flat[at + 1]!])
  return found
}

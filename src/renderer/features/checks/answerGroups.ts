import type { AnswerCounts } from '../../../contract/desk/checks.ts'
import { type Answer, type VerdictColour, verdicts } from '../../../domain/verdict.ts'

/** Answers that are added up in one column. */
export type AnswerGroup = 'good' | 'doubtful' | 'bad' | 'unreadable' | 'training'
export const answerGroups: readonly AnswerGroup[] = ['good', 'doubtful', 'bad', 'unreadable', 'training']

const groupOfColour: Readonly<Record<VerdictColour, AnswerGroup>> = {
  green: 'good',
  amber: 'doubtful',
  red: 'bad',
  grey: 'unreadable',
  violet: 'training',
}

/** The column of an answer: its colour, but that an old revocation list makes no paper bad. */
function groupOf(answer: Answer): AnswerGroup {
  return answer === 'valid-revocation-stale' ? 'good' : groupOfColour[verdicts[answer].colour]
}

/** The closed answers, in the order in which they are told. */
// The keys of a record over a closed list are that list, which Object.keys cannot say.
export const allAnswers = Object.keys(verdicts) as readonly Answer[]

/** How many checks gave any answer. */
export function totalOf(answers: AnswerCounts): number {
  return allAnswers.reduce((sum, answer) => sum + (answers[answer] ?? 0), 0)
}

/** How many checks gave an answer of a group. */
export function countOf(answers: AnswerCounts, group: AnswerGroup): number {
  return allAnswers
    .filter((answer) => groupOf(answer) === group)
    .reduce((sum, answer) => sum + (answers[answer] ?? 0), 0)
}

import { type EventProblem, eventProblemSchema } from '../../../contract/sync/problem.ts'

/** What comes back of a row whose `problem` is still JSON text. */
export type Stored<T> = Omit<T, 'problem'> & { problem: string | null }

/** A row with its problem read. */
export function readProblem<T extends { problem: string | null }>(row: T) {
  const problem = row.problem === null ? null : eventProblemSchema.parse(JSON.parse(row.problem))
  return { ...row, problem }
}

/** A problem as it is kept. */
export function problemText(problem: EventProblem | null): string | null {
  return problem === null ? null : JSON.stringify(problem)
}

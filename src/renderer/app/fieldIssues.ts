import type { z } from 'zod'
import type { Problem } from '../../contract/refusals.ts'

/** Dotted paths of what a schema of the contract does not accept (`applicant.fullName`). */
export function fieldIssues(schema: z.ZodType, value: unknown): ReadonlySet<string> {
  const { error } = schema.safeParse(value)
  return new Set((error?.issues ?? []).map((issue) => issue.path.join('.')))
}

/** The same of a refusal by the office: the fields it names. */
export function refusedFields(problem: Problem): ReadonlySet<string> {
  if (problem.code !== 'invalid-input') return new Set()
  return new Set(
    String(problem.data?.['fields'] ?? '')
      .split(',')
      .map((path) => path.trim()),
  )
}

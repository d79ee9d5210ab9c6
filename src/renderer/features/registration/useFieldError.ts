import { useText } from '../../text/Text.tsx'
import type { Issues } from './application.ts'
import type { FieldName } from './fields.ts'

/** The sentence under a field that is not right. */
export function useFieldError(
  issues: Issues,
  maxDays: number | null,
): (name: FieldName) => string | undefined {
  const { errors } = useText().registration
  return (name) => {
    const issue = issues[name]
    if (issue === undefined) return undefined
    return issue === 'lastDayTooLate' ? errors.lastDayTooLate(maxDays ?? 0) : errors[issue]
  }
}

import { textLimits } from '../../../contract/events.ts'
import { figure, showDate, showMinute } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { Locale } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { type FieldName, nameOfField } from './fields.ts'
import type { FieldIssue } from './issues.ts'
import { questionsOf } from './rules.ts'
import type { ApplicationForm } from './useApplicationForm.ts'

/** The sentence under a field that is not right. */
export function useFieldError(form: ApplicationForm): (name: FieldName) => string | undefined {
  const { errors } = useText().registration
  const locale = useLocale()
  return (name) => {
    const issue = form.issues[name]
    return issue === undefined ? undefined : sentence(issue, name, form, errors, locale)
  }
}

function sentence(
  issue: FieldIssue,
  name: FieldName,
  { rules, settled }: ApplicationForm,
  errors: Texts['registration']['errors'],
  locale: Locale,
): string {
  const category = rules?.pack.categories.find(({ code }) => code === Number(settled.category))
  const field = questionsOf(rules).find(({ id }) => nameOfField(id) === name)
  switch (issue) {
    case 'lastDayTooLate':
      return errors.lastDayTooLate(rules?.pack.validity.maxDays ?? 0)
    case 'windowsOutside': {
      const [from, to] = rules?.pack.validity.hours ?? [0, 1440]
      return errors.windowsOutside(showMinute(from), showMinute(to))
    }
    case 'categoryElsewhere':
      return errors.categoryElsewhere(category?.authority.name ?? '')
    case 'categoryLater':
      return errors.categoryLater(category?.opens ? showDate(category.opens) : '')
    case 'wrong':
      return errors.wrong(field?.hint ?? null)
    case 'tooLong':
      return errors.tooLong(figure(locale, field?.longest ?? textLimits.more))
    case 'number': {
      const bound = (value: number | undefined) => (value === undefined ? null : figure(locale, value))
      return errors.number(bound(field?.least), bound(field?.most))
    }
    default:
      return errors[issue]
  }
}

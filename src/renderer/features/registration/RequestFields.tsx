import type { PackField } from '../../../contract/policy/pack.ts'
import { useText } from '../../text/Text.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { TimeWindowsField } from '../../ui/TimeWindowsField.tsx'
import { WeekdaysField } from '../../ui/WeekdaysField.tsx'
import { AnswerField } from './AnswerField.tsx'
import { CategoryField, CategoryNotice, PapersField } from './CategoryField.tsx'
import { EntryRow } from './EntryRow.tsx'
import { readWeekdays, readWindows, weekdaysText, windowsText } from './fields.ts'
import styles from './Registration.module.css'
import { givesWay, questionsOf } from './rules.ts'
import type { ApplicationForm } from './useApplicationForm.ts'
import { useFieldError } from './useFieldError.ts'

/** What is asked for: the questions of the pack in its order, and the days and hours where the record has any. */
export function RequestFields({ form }: { form: ApplicationForm }) {
  const { rules, guided } = form
  return (
    <>
      <div className={styles.answers}>
        {!guided && (
          <div className={styles.half}>
            <CategoryField form={form} />
          </div>
        )}
        {questionsOf(rules).map((field) => (
          <div key={`${rules?.procedure.id ?? ''}-${field.id}`} className={styles[roomOf(field)]}>
            <AnswerField form={form} field={field} />
          </div>
        ))}
      </div>
      {!guided && <CategoryNotice form={form} />}
      {!guided && <PapersField form={form} />}
      {givesWay(rules?.procedure) && <ScheduleFields key={rules?.pack.id} form={form} />}
    </>
  )
}

/** How much of a line a question takes: long answers all of it, figures little. */
function roomOf({ id, kind }: PackField): 'whole' | 'half' | 'little' {
  if (kind === 'rows' || kind === 'long-text' || id === 'route' || id === 'companions') return 'whole'
  return kind === 'text' || kind === 'choice' ? 'half' : 'little'
}

function ScheduleFields({ form }: { form: ApplicationForm }) {
  const text = useText().registration
  const error = useFieldError(form)
  const { input, settled, note, turn, rules } = form
  const { weekdays } = rules?.pack.validity ?? {}
  return (
    <>
      <EntryRow columns="9rem 9rem 1fr">
        <DateField
          label={text.fields.firstDay}
          required
          placeholder={text.hints.day}
          error={error('firstDay')}
          {...input('firstDay')}
        />
        <DateField
          label={text.fields.lastDay}
          required
          placeholder={text.hints.day}
          error={error('lastDay')}
          {...input('lastDay')}
        />
        <div data-field="weekdays">
          <WeekdaysField
            key={turn}
            label={text.fields.weekdays}
            required
            quick={false}
            {...(weekdays ? { allowed: weekdays } : {})}
            defaultValue={readWeekdays(settled.weekdays)}
            onChange={(days) => note({ weekdays: weekdaysText(days) })}
            error={error('weekdays')}
          />
        </div>
      </EntryRow>
      <div data-field="windows">
        <TimeWindowsField
          key={turn}
          label={text.fields.windows}
          most={3}
          defaultValue={readWindows(settled.windows) ?? []}
          onChange={(windows) => note({ windows: windowsText(windows) })}
          error={error('windows')}
        />
      </div>
    </>
  )
}

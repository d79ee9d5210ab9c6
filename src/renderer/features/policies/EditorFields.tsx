import type { ReactNode } from 'react'
import type { RulePack } from '../../../contract/policy/pack.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { figure, showDate, showMinute } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { WholeRow } from '../../ui/EntryForm.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { tidyMinute } from '../../ui/typedTimes.ts'
import { WeekdaysField } from '../../ui/WeekdaysField.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import { reasonField, wordedLists } from './ownSettings.ts'
import styles from './Policies.module.css'
import { dayWords } from './policyWords.ts'

type Props = {
  base: RulePack
  today: CivilDate
  errors: ReadonlyMap<string, string>
  onWeekdays: (weekdays: readonly number[]) => void
}

/** The fields of an office's own settings, filled with what the pack says. */
export function EditorFields({ base, today, errors, onWeekdays }: Props) {
  const text = usePoliciesText().editor
  const locale = useLocale()
  const error = (name: string) => errors.get(name)
  const { signing, deadline, validity, receipt } = base
  return (
    <>
      <DateField
        name="effectiveFrom"
        label={text.from}
        defaultValue={showDate(today)}
        error={error('effectiveFrom')}
        required
        autoFocus
      />
      <span />
      <Heading>{text.signing}</Heading>
      <TextArea
        name="capacity"
        label={text.capacity}
        hint={text.capacityHint}
        defaultValue={signing.capacity.join('\n')}
        error={error('capacity')}
        required
      />
      <TextField
        name="signTitle"
        label={text.signTitle}
        defaultValue={signing.title}
        error={error('signTitle')}
        required
      />
      <Heading>{text.hours}</Heading>
      <WeekdaysField
        label={text.weekdays}
        defaultValue={deadline.weekdays}
        onChange={onWeekdays}
        error={error('weekdays')}
        required
      />
      <TextArea
        name="holidays"
        label={text.holidays}
        hint={text.holidaysHint}
        defaultValue={deadline.holidays.map(dayWords).join('\n')}
        error={error('holidays')}
      />
      <TextField
        name="cutOff"
        label={text.cutOff}
        defaultValue={showMinute(deadline.cutOff)}
        tidy={tidyMinute}
        error={error('cutOff')}
        figures
        required
      />
      <TextField
        name="dueMinute"
        label={text.due}
        defaultValue={showMinute(deadline.dueMinute)}
        tidy={tidyMinute}
        error={error('dueMinute')}
        figures
        required
      />
      <Heading>{text.validity}</Heading>
      <TextField
        name="maxDays"
        label={text.maxDays}
        hint={text.maxDaysHint(figure(locale, validity.maxDays))}
        defaultValue={String(validity.maxDays)}
        inputMode="numeric"
        error={error('maxDays')}
        figures
        required
      />
      <TextField
        name="defaultDays"
        label={text.defaultDays}
        defaultValue={String(validity.defaultDays)}
        inputMode="numeric"
        error={error('defaultDays')}
        figures
        required
      />
      <Heading>{text.receipt}</Heading>
      <TextField
        name="counter"
        label={text.counter}
        defaultValue={receipt.counter}
        error={error('counter')}
        required
      />
      <TextField
        name="matter"
        label={text.matter}
        defaultValue={receipt.matter}
        error={error('matter')}
        required
      />
      <TextField name="fee" label={text.fee} defaultValue={receipt.fee} error={error('fee')} required />
      <Reasons base={base} errors={errors} />
    </>
  )
}

function Reasons({ base, errors }: Pick<Props, 'base' | 'errors'>) {
  const text = usePoliciesText().editor
  return wordedLists(base).map((list) => (
    <section key={list} className={styles.whole}>
      <h2 className={styles.heading}>
        {text.reasons}: {text.reasonLists[list]}
      </h2>
      <div className={styles.sections}>
        {base[list].map(({ code, label }, at) => {
          const name = reasonField(list, code)
          return (
            <TextField
              key={code}
              name={name}
              label={`${text.reasonLists[list]} ${at + 1}`}
              labelHidden
              defaultValue={label}
              error={errors.get(name)}
            />
          )
        })}
      </div>
    </section>
  ))
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <WholeRow>
      <h2 className={styles.heading}>{children}</h2>
    </WholeRow>
  )
}

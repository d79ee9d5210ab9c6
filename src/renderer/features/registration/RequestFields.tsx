import type { z } from 'zod'
import type { packSchema } from '../../../contract/desk/cases.ts'
import { readPlate } from '../../../domain/text/plate.ts'
import { useText } from '../../text/Text.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Select } from '../../ui/Select.tsx'
import { SuggestField } from '../../ui/SuggestField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TimeWindowsField } from '../../ui/TimeWindowsField.tsx'
import { WeekdaysField } from '../../ui/WeekdaysField.tsx'
import { EntryRow } from './EntryRow.tsx'
import { readWeekdays, readWindows, weekdaysText, windowsText } from './fields.ts'
import type { ApplicationForm } from './useApplicationForm.ts'
import { useFieldError } from './useFieldError.ts'

export type Pack = z.infer<typeof packSchema>

const tidyPlate = (typed: string) => readPlate(typed).text

/** What is asked for: why, where, with what, when. */
export function RequestFields({ form, pack }: { form: ApplicationForm; pack: Pack | undefined }) {
  const text = useText().registration
  const error = useFieldError(form.issues, pack?.validity.maxDays ?? null)
  const { input, settled, note, turn } = form
  const plateHint = settled.vehiclePlate !== '' && !readPlate(settled.vehiclePlate).usual
  return (
    <>
      <EntryRow columns="1fr 1fr">
        <Select
          label={text.fields.category}
          required
          // The list comes after the form: the choice of a draft must find its option.
          key={pack === undefined ? 'away' : 'here'}
          options={categoriesOf(pack, settled.category)}
          error={error('category')}
          {...(pack === undefined ? { hint: text.packAway } : {})}
          {...input('category')}
        />
        <div data-field="purpose">
          <SuggestField
            key={turn}
            name="purpose"
            label={text.fields.purpose}
            required
            suggestions={pack?.purposes ?? []}
            defaultValue={settled.purpose}
            onChange={(purpose) => form.hear({ purpose })}
            error={error('purpose')}
          />
        </div>
      </EntryRow>
      <TextField
        label={text.fields.route}
        required
        placeholder={text.hints.route}
        error={error('route')}
        {...input('route')}
      />
      <EntryRow columns="10rem 1fr">
        <TextField
          label={text.fields.vehiclePlate}
          figures
          tidy={tidyPlate}
          error={error('vehiclePlate')}
          {...(plateHint ? { hint: text.hints.plateUnusual } : {})}
          {...input('vehiclePlate')}
        />
        <TextField
          label={text.fields.organisation}
          error={error('organisation')}
          {...input('organisation')}
        />
      </EntryRow>
      <TextField
        label={text.fields.companions}
        placeholder={text.hints.companions}
        error={error('companions')}
        {...input('companions')}
      />
      <EntryRow columns="9rem 9rem 1fr">
        <DateField label={text.fields.firstDay} required error={error('firstDay')} {...input('firstDay')} />
        <DateField label={text.fields.lastDay} required error={error('lastDay')} {...input('lastDay')} />
        <div data-field="weekdays">
          <WeekdaysField
            key={turn}
            label={text.fields.weekdays}
            required
            quick={false}
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

/** What can be chosen. Until the list is there, what was chosen is kept in the field: leaving it must not empty it. */
function categoriesOf(pack: Pack | undefined, chosen: string) {
  if (pack) return pack.categories.map(({ code, label }) => ({ value: String(code), label }))
  return chosen === '' ? [] : [{ value: chosen, label: '…' }]
}

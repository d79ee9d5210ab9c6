import { phoneText, readPhone } from '../../../domain/text/phone.ts'
import { personalNumberWarnings } from '../../../domain/identity/personal-number.ts'
import { identityKinds } from '../../../contract/events.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { useText } from '../../text/Text.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { PartialDateField } from '../../ui/DateField.tsx'
import { EntryRow } from './EntryRow.tsx'
import { ExtractNotice } from './ExtractNotice.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { readTypedPartialDate } from '../../ui/typedDates.ts'
import type { Fields } from './fields.ts'
import { properCase } from './scanned.ts'
import type { ApplicationForm } from './useApplicationForm.ts'
import { useCurrentWard } from './useCurrentWard.ts'
import { useFieldError } from './useFieldError.ts'

const tidyNumber = (typed: string) =>
  tidy(typed)
    .replace(/[\s.-]/g, '')
    .toLocaleUpperCase('vi')
const tidyName = (typed: string) => properCase(tidy(typed))
const tidyPhone = (typed: string) => {
  const phone = readPhone(typed)
  return phone ? phoneText(phone.number) : tidy(typed)
}

/** Who the paper is for. */
export function ApplicantFields({ form }: { form: ApplicationForm }) {
  const text = useText().registration
  const error = useFieldError(form)
  const { input, settled } = form
  const damaged = settled.mustConfirm !== '' && settled.mustConfirm !== 'confirm-letters'
  const byHand = damaged ? { hint: text.hints.byHand } : {}
  const numberHint = useNumberHint(settled)
  const currentWard = useCurrentWard(settled.residence)
  return (
    <>
      <EntryRow columns="12rem 1fr">
        <Select
          label={text.fields.idKind}
          placeholder={false}
          options={identityKinds.map((kind) => ({ value: kind, label: text.kinds[kind] }))}
          error={error('idKind')}
          {...input('idKind')}
        />
        <TextField
          label={text.fields.idNumber}
          required
          figures
          tidy={tidyNumber}
          error={error('idNumber')}
          {...(numberHint ? { hint: numberHint } : {})}
          {...input('idNumber')}
        />
      </EntryRow>
      <ExtractNotice form={form} />
      <TextField
        label={text.fields.fullName}
        required
        tidy={tidyName}
        error={error('fullName')}
        {...byHand}
        {...input('fullName')}
      />
      <EntryRow columns="1fr 1fr">
        {/* What was typed wrong is not held against a date that a scan put in its place. */}
        <PartialDateField
          key={`birth ${form.turn}`}
          label={text.fields.birthDate}
          required
          error={error('birthDate')}
          {...input('birthDate')}
        />
        <RadioGroup
          label={text.fields.sex}
          required
          inline
          options={[
            { value: 'male', label: text.sexes.male },
            { value: 'female', label: text.sexes.female },
          ]}
          error={error('sex')}
          {...input('sex')}
        />
      </EntryRow>
      <TextField
        label={text.fields.residence}
        required
        error={error('residence')}
        {...byHand}
        {...(currentWard ? { hint: damaged ? `${text.hints.byHand}. ${currentWard}` : currentWard } : {})}
        {...input('residence')}
      />
      <EntryRow columns="1fr 1fr">
        <TextField
          label={text.fields.phone}
          figures
          type="tel"
          tidy={tidyPhone}
          error={error('phone')}
          {...(isOddPhone(settled.phone) ? { hint: text.hints.phoneUnusual } : {})}
          {...input('phone')}
        />
        <TextField
          label={text.fields.oldIdNumber}
          figures
          tidy={tidyNumber}
          error={error('oldIdNumber')}
          {...input('oldIdNumber')}
        />
      </EntryRow>
      {settled.mustConfirm !== '' && (
        <div data-field="lettersConfirmed">
          <Checkbox
            name="lettersConfirmed"
            label={text.fields.lettersConfirmed}
            error={error('lettersConfirmed')}
            checked={settled.lettersConfirmed === 'yes'}
            onChange={(event) => form.note({ lettersConfirmed: event.currentTarget.checked ? 'yes' : '' })}
          />
        </div>
      )}
    </>
  )
}

function isOddPhone(phone: string): boolean {
  return phone !== '' && readPhone(phone)?.kind === 'other'
}

/** What the digits of a personal number say against the rest; a hint, since corrected people keep their number. */
function useNumberHint({ idKind, idNumber, birthDate, sex }: Fields): string | null {
  const { warnings } = useText().registration.scan
  if (idKind !== 'cccd' && idKind !== 'can-cuoc') return null
  const birth = readTypedPartialDate(birthDate)
  const [first] = personalNumberWarnings(idNumber, {
    ...(birth ? { birthDate: birth } : {}),
    ...(sex === 'male' || sex === 'female' ? { sex } : {}),
  })
  return first ? warnings[first] : null
}

import type { OwnField, PackField } from '../../../contract/policy/pack.ts'
import { isOwnField } from '../../../contract/policy/form.ts'
import { listField } from '../../../contract/policy/rules.ts'
import { readPlate } from '../../../domain/text/plate.ts'
import { useText } from '../../text/Text.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { SuggestField } from '../../ui/SuggestField.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { tidyAnswer } from './answers.ts'
import { nameOfField, valueOf } from './fields.ts'
import { ListField } from './ListField.tsx'
import { RowsField } from './RowsField.tsx'
import type { ApplicationForm } from './useApplicationForm.ts'
import { useFieldError } from './useFieldError.ts'

type Props = { form: ApplicationForm; field: PackField }

/** One question of a pack's form, as its kind is answered. */
export function AnswerField({ form, field }: Props) {
  const text = useText().registration
  const error = useFieldError(form)
  const { kind } = field
  const name = nameOfField(field.id)
  const value = valueOf(form.settled, name)
  const hint = useAnswerHint(field, value)
  const frame = {
    label: field.label || (isOwnField(field.id) ? text.fields[field.id] : field.id),
    required: field.required,
    error: error(name),
    ...(hint === null ? {} : { hint }),
  }
  switch (kind) {
    case 'rows': {
      const Rows = field.id === listField ? ListField : RowsField
      return <Rows form={form} field={field} name={name} frame={frame} />
    }
    case 'date':
      return <DateField {...frame} {...form.input(name)} />
    case 'choice':
      return <Select {...frame} options={choicesOf(field)} {...form.input(name)} />
    case 'yes-no':
      return (
        <RadioGroup
          {...frame}
          inline
          options={[
            { value: 'yes', label: text.yes },
            { value: 'no', label: text.no },
          ]}
          {...form.input(name)}
        />
      )
    case 'long-text':
      return <TextArea {...frame} rows={2} tidy={tidyLine} {...form.input(name)} />
    case 'text':
      return field.id === 'purpose' ? (
        <PurposeField form={form} frame={frame} />
      ) : (
        <TextField {...frame} {...placeholderOf(field, text.hints)} {...form.input(name)} />
      )
    default:
      return (
        <TextField
          {...frame}
          figures
          {...(kind === 'phone' ? { type: 'tel' as const } : {})}
          {...(kind === 'number' || kind === 'money' ? { inputMode: 'numeric' as const } : {})}
          tidy={(typed) => tidyAnswer(kind, typed)}
          {...form.input(name)}
        />
      )
  }
}

type Frame = { label: string; required: boolean; error: string | undefined; hint?: string }

function PurposeField({ form, frame }: { form: ApplicationForm; frame: Frame }) {
  return (
    <div data-field="purpose">
      <SuggestField
        key={form.turn}
        name="purpose"
        suggestions={form.rules?.pack.purposes ?? []}
        defaultValue={form.settled.purpose}
        onChange={(purpose) => form.hear({ purpose })}
        {...frame}
      />
    </div>
  )
}

/** Every answer is one line on the sheets. */
const tidyLine = (typed: string) => tidyAnswer('text', typed.replace(/\s*\n\s*/g, ' '))

function choicesOf({ choices = [] }: PackField) {
  return choices.map((choice) => ({ value: choice, label: choice }))
}

function placeholderOf(
  { id, hint }: PackField,
  hints: { readonly route: string; readonly companions: string },
) {
  const own: Readonly<Partial<Record<OwnField, string>>> = {
    route: hints.route,
    companions: hints.companions,
  }
  // The pack's own hint says it already.
  const placeholder = isOwnField(id) && hint === undefined ? own[id] : undefined
  return placeholder === undefined ? {} : { placeholder }
}

/** What the pack says about a question; about a plate that looks unusual, that comes first. */
function useAnswerHint({ kind, hint }: PackField, value: string): string | null {
  const text = useText().registration.hints
  if (kind === 'plate' && value !== '' && !readPlate(value).usual) return text.plateUnusual
  return hint ?? null
}

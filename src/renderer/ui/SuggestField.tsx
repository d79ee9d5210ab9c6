import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import type { Ref } from 'react'
import { fold } from '../../domain/text/fold.ts'
import { tidy as tidyText } from '../../domain/text/nfc.ts'
import combobox from './Combobox.module.css'
import { Field, type FieldFrame } from './Field.tsx'
import inputs from './inputs.module.css'

type Props = FieldFrame & {
  name?: string
  suggestions: readonly string[]
  defaultValue?: string
  /** Called with the tidied text as it is typed, since a key may send the form while the cursor is here. */
  onChange?: (text: string) => void
  placeholder?: string
  ref?: Ref<HTMLInputElement>
}

/**
 * A line of text with suggestions, which are only offered: any other text is as good. They are found without
 * diacritics; nothing is completed inside the box.
 */
export function SuggestField({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  name,
  suggestions,
  defaultValue = '',
  onChange,
  placeholder,
  ref,
}: Props) {
  return (
    <Base.Root
      items={suggestions}
      defaultValue={defaultValue}
      filter={(suggestion: string, query: string) => fold(suggestion).includes(fold(query))}
      onValueChange={(text) => onChange?.(tidyText(text))}
      openOnInputClick
    >
      <Field {...{ label, hint, error, required, saved, labelHidden }}>
        {(wiring) => (
          <Base.Input
            {...wiring}
            ref={ref}
            name={name}
            className={inputs.box}
            placeholder={placeholder}
            spellCheck={false}
            onBlur={(event) => onChange?.(tidyText(event.currentTarget.value))}
          />
        )}
      </Field>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className={combobox.positioner}>
          <Base.Popup className={combobox.popup} aria-label={label}>
            <Base.List className={combobox.list}>
              {(suggestion: string) => (
                <Base.Item key={suggestion} value={suggestion} className={combobox.item}>
                  <span className={combobox.label}>{suggestion}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

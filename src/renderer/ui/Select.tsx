import type { ComponentProps } from 'react'
import { useText } from '../text/Text.tsx'
import { classes } from './classes.ts'
import { Field, type FieldFrame } from './Field.tsx'
import inputs from './inputs.module.css'

/** One choice: the value a form keeps and the label a person reads. */
export type Option = {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly disabled?: boolean
}

export type SelectProps = FieldFrame &
  Omit<ComponentProps<'select'>, 'value' | 'multiple' | 'required' | 'children'> & {
    options: readonly Option[]
    /** Shown while nothing is chosen; false leaves no empty choice. */
    placeholder?: string | false
  }

/**
 * A choice among few. The browser's own list: opens with Alt+Down, chooses by first letter, works with `register`
 * and is the fastest there is. For many choices take `Combobox`.
 */
export function Select({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  className,
  options,
  placeholder,
  ...rest
}: SelectProps) {
  const text = useText().kit.field
  return (
    <Field {...{ label, hint, error, required, saved, labelHidden, className }}>
      {(wiring) => (
        <select {...rest} {...wiring} className={classes(inputs.box, inputs.select)}>
          {placeholder !== false && <option value="">{placeholder ?? text.choose}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

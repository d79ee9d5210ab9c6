import type { ComponentProps } from 'react'
import { nfc } from '../../domain/text/nfc.ts'
import { classes } from './classes.ts'
import { Field, type FieldFrame } from './Field.tsx'
import inputs from './inputs.module.css'
import { type Tidy, tidyOnBlur } from './tidy.ts'

export type TextAreaProps = FieldFrame &
  Omit<ComponentProps<'textarea'>, 'value' | 'required'> & { tidy?: Tidy }

/** Keeps the lines, takes away blanks at the ends. */
const tidyLines: Tidy = (typed) => nfc(typed).trim()

/** Several lines of text. Enter makes a new line here. */
export function TextArea({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  className,
  tidy = tidyLines,
  onBlur,
  ...rest
}: TextAreaProps) {
  return (
    <Field {...{ label, hint, error, required, saved, labelHidden, className }}>
      {(wiring) => (
        <textarea
          rows={3}
          spellCheck={false}
          {...rest}
          {...wiring}
          onBlur={tidyOnBlur(tidy, onBlur)}
          className={classes(inputs.box, inputs.area)}
        />
      )}
    </Field>
  )
}

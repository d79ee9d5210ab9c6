import type { ComponentProps } from 'react'
import { tidy as tidyText } from '../../domain/text/nfc.ts'
import { classes } from './classes.ts'
import { Field, type FieldFrame } from './Field.tsx'
import inputs from './inputs.module.css'
import { type Tidy, tidyOnBlur } from './tidy.ts'

/** The field frame, the native input attributes (uncontrolled: `defaultValue`, or spread react-hook-form's `register`) and: */
export type TextFieldProps = FieldFrame &
  Omit<ComponentProps<'input'>, 'value' | 'type' | 'required'> & {
    type?: 'text' | 'tel' | 'email' | 'url'
    /** What leaving the field does to the text; spaces are tidied unless told otherwise. */
    tidy?: Tidy
    /** For numbers, codes and dates: figures a little wider apart. */
    figures?: boolean
  }

/** One line of text. Nothing is rewritten while typing; `tidy` runs when the field is left. */
export function TextField({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  className,
  tidy = tidyText,
  figures,
  onBlur,
  ...rest
}: TextFieldProps) {
  return (
    <Field {...{ label, hint, error, required, saved, labelHidden, className }}>
      {(wiring) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...wiring}
          onBlur={tidyOnBlur(tidy, onBlur)}
          className={classes(inputs.box, figures && inputs.figures)}
        />
      )}
    </Field>
  )
}

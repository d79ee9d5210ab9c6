import { useState } from 'react'
import { type CivilDate, dateAt } from '../../domain/calendar.ts'
import { useText } from '../text/Text.tsx'
import { TextField, type TextFieldProps } from './TextField.tsx'
import { readTypedDate, readTypedPartialDate, tidyDate, tidyPartialDate } from './typedDates.ts'

type DateFieldProps = Omit<TextFieldProps, 'tidy' | 'type' | 'figures'>

/**
 * A whole date. The form's value is the text; read it with `readTypedDate(text, today)`. Formats when left, and says
 * itself when what was typed is no date.
 */
export function DateField({ today, ...rest }: DateFieldProps & { today?: CivilDate }) {
  const text = useText().kit.date
  // Asked when needed: a form may stay open past midnight.
  const reference = () => today ?? dateAt(Date.now())
  return (
    <CheckedDate
      {...rest}
      placeholder={rest.placeholder ?? text.placeholder}
      tidy={(typed) => tidyDate(typed, reference())}
      readable={(typed) => readTypedDate(typed, reference()) !== null}
      complaint={text.unreadable}
    />
  )
}

/** A date of which only the year, or month and year, may be known. Read the text with `readTypedPartialDate`. */
export function PartialDateField(props: DateFieldProps) {
  const text = useText().kit.date
  return (
    <CheckedDate
      {...props}
      placeholder={props.placeholder ?? text.partialPlaceholder}
      tidy={tidyPartialDate}
      readable={(typed) => readTypedPartialDate(typed) !== null}
      complaint={text.partialUnreadable}
    />
  )
}

type CheckedDateProps = TextFieldProps & { readable: (typed: string) => boolean; complaint: string }

function CheckedDate({ readable, complaint, onBlur, onChange, error, ...rest }: CheckedDateProps) {
  const [wrong, setWrong] = useState(false)
  return (
    <TextField
      {...rest}
      figures
      inputMode="numeric"
      error={wrong ? complaint : error}
      onChange={(event) => {
        // The complaint goes as soon as the person starts to mend it; it comes only when the field is left.
        if (wrong) setWrong(false)
        onChange?.(event)
      }}
      onBlur={(event) => {
        const typed = event.currentTarget.value.trim()
        setWrong(typed !== '' && !readable(typed))
        onBlur?.(event)
      }}
    />
  )
}

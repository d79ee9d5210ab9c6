import { type InputEvent, useState } from 'react'
import { figure } from '../text/figures.ts'
import { useLocale, useText } from '../text/Text.tsx'
import { noteLength } from './notes.ts'
import { TextArea, type TextAreaProps } from './TextArea.tsx'

type Props = Omit<TextAreaProps, 'maxLength' | 'defaultValue'> & {
  /** Most characters, as `noteLength` counts them. */
  longest: number
}

/**
 * Several lines of text that a paper has room for: says how many characters are left. What is typed or pasted beyond is
 * never cut; it is marked, and whoever reads it does not send it.
 */
export function NoteArea({ longest, hint, error, onInput, ...rest }: Props) {
  const text = useText().kit.field
  const locale = useLocale()
  const [used, setUsed] = useState(0)
  const left = longest - used
  const count = (event: InputEvent<HTMLTextAreaElement>) => {
    setUsed(noteLength(event.currentTarget.value))
    onInput?.(event)
  }
  const counted = (
    <>
      {hint}
      {hint !== undefined && ' · '}
      {text.charactersLeft(figure(locale, left))}
    </>
  )
  const tooLong = text.tooLong(figure(locale, -left), figure(locale, longest))
  return (
    <TextArea {...rest} hint={used > 0 ? counted : hint} error={left < 0 ? tooLong : error} onInput={count} />
  )
}

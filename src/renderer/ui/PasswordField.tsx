import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type KeyboardEvent, useState } from 'react'
import { useText } from '../text/Text.tsx'
import { IconButton } from './Button.tsx'
import { Field, type FieldFrame } from './Field.tsx'
import inputs from './inputs.module.css'

type Props = FieldFrame & Omit<ComponentProps<'input'>, 'type' | 'value' | 'required'>

/** A password or PIN. Warns of Caps Lock and of Vietnamese marks, which an input method left on slips in unseen. */
export function PasswordField({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  className,
  onInput,
  onKeyUp,
  ...rest
}: Props) {
  const text = useText().kit.password
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const [marks, setMarks] = useState(false)
  const warning = marks ? text.typedWithMarks : capsLock ? text.capsLock : undefined
  return (
    <Field {...{ label, error, required, saved, labelHidden, className }} hint={warning ?? hint}>
      {(wiring) => (
        <div className={inputs.group} data-invalid={error === undefined ? undefined : ''}>
          <input
            autoComplete="off"
            spellCheck={false}
            {...rest}
            {...wiring}
            type={shown ? 'text' : 'password'}
            className={inputs.bare}
            onInput={(event) => {
              setMarks(/[^\u0020-\u007e]/.test(event.currentTarget.value))
              onInput?.(event)
            }}
            onKeyUp={(event: KeyboardEvent<HTMLInputElement>) => {
              setCapsLock(event.getModifierState('CapsLock'))
              onKeyUp?.(event)
            }}
          />
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? text.hide : text.show}
            className={inputs.inside}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          />
        </div>
      )}
    </Field>
  )
}

import { type ComponentProps, useId } from 'react'
import { classes } from './classes.ts'
import styles from './Choice.module.css'
import { type FieldFrame, FieldSet } from './Field.tsx'
import type { Option } from './Select.tsx'

type Props = FieldFrame &
  Omit<ComponentProps<'input'>, 'type' | 'value' | 'required' | 'defaultValue'> & {
    options: readonly Option[]
    defaultValue?: string
    /** Side by side instead of one below the other. */
    inline?: boolean
  }

/** One choice among few, all in view; arrows move the choice. Works with `register`, which goes to every radio. */
export function RadioGroup({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  className,
  options,
  defaultValue,
  inline,
  name,
  autoFocus,
  ...rest
}: Props) {
  const id = useId()
  // One radio gets the cursor: the chosen one, or the first.
  const first = defaultValue ?? options[0]?.value
  return (
    <FieldSet {...{ label, hint, error, required, saved, labelHidden, className }}>
      <div className={classes(styles.options, inline && styles.inline)}>
        {options.map((option) => (
          <div key={option.value} className={styles.choice}>
            <input
              {...rest}
              id={`${id}-${option.value}`}
              name={name ?? id}
              type="radio"
              autoFocus={autoFocus && option.value === first}
              className={styles.box}
              value={option.value}
              defaultChecked={defaultValue === undefined ? undefined : defaultValue === option.value}
              disabled={rest.disabled ?? option.disabled}
              aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
            />
            <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
            {option.hint && (
              <p id={`${id}-${option.value}-hint`} className={styles.hint}>
                {option.hint}
              </p>
            )}
          </div>
        ))}
      </div>
    </FieldSet>
  )
}

import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import styles from './Choice.module.css'

type Props = Omit<ComponentProps<'input'>, 'type' | 'value'> & {
  label: string
  /** One line below the label. */
  hint?: ReactNode
  error?: string | undefined
  /** Part of what it stands for is ticked. */
  mixed?: boolean
  /** Keeps the label for screen readers only (tables). */
  labelHidden?: boolean
}

/** One yes or no, ticked with Space. Never ticked beforehand where the law wants a choice. */
export function Checkbox({ label, hint, error, mixed, labelHidden, className, ref, ...rest }: Props) {
  const id = useId()
  return (
    <div className={classes(styles.choice, className)}>
      <input
        {...rest}
        id={id}
        ref={(element) => {
          // There is no attribute for it, in HTML only the property.
          if (element) element.indeterminate = mixed ?? false
          if (typeof ref === 'function') return ref(element)
          if (ref) ref.current = element
          return undefined
        }}
        type="checkbox"
        className={styles.box}
        aria-label={labelHidden ? label : undefined}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={hint || error ? `${id}-note` : undefined}
      />
      {!labelHidden && <label htmlFor={id}>{label}</label>}
      {(hint || error) && (
        <p id={`${id}-note`} className={error ? styles.error : styles.hint}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}

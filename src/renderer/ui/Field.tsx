import { Check, CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useText } from '../text/Text.tsx'
import { classes } from './classes.ts'
import styles from './Field.module.css'

/** What every field of a form shows around its control. */
export type FieldFrame = {
  label: string
  /** One line of help below; gives way to the error. */
  hint?: ReactNode
  /** What is wrong and how to put it right. */
  error?: string | undefined
  required?: boolean | undefined
  /** Shows that the value just typed is safely stored. */
  saved?: boolean
  /** Keeps the label for screen readers only (search boxes, table filters). */
  labelHidden?: boolean
}

/** The attributes that tie a control to its label, hint and error; spread them on the control. */
export type FieldWiring = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

type FieldProps = FieldFrame & {
  className?: string | undefined
  children: (wiring: FieldWiring) => ReactNode
}

/** Label, control, hint or error of one value. The child is a function that gets the wiring. */
export function Field({ label, hint, error, required, saved, labelHidden, className, children }: FieldProps) {
  const id = useId()
  const note = error !== undefined || hint !== undefined
  return (
    <div className={classes(styles.field, className)}>
      <FieldLabel htmlFor={id} label={label} required={required} saved={saved} hidden={labelHidden} />
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-required': required ? true : undefined,
      })}
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  )
}

type FieldSetProps = FieldFrame & { className?: string | undefined; children: ReactNode }

/** The same frame around several controls that make one value (choices, weekdays, hours). */
export function FieldSet({
  label,
  hint,
  error,
  required,
  saved,
  labelHidden,
  className,
  children,
}: FieldSetProps) {
  const id = useId()
  const note = error !== undefined || hint !== undefined
  return (
    <div
      role="group"
      aria-labelledby={id}
      aria-describedby={note ? `${id}-note` : undefined}
      className={classes(styles.field, className)}
    >
      <FieldLabel id={id} label={label} required={required} saved={saved} hidden={labelHidden} />
      {children}
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  )
}

type LabelProps = {
  id?: string
  htmlFor?: string
  label: string
  required: boolean | undefined
  saved: boolean | undefined
  hidden: boolean | undefined
}

function FieldLabel({ id, htmlFor, label, required, saved, hidden }: LabelProps) {
  const text = useText().kit.field
  const Tag = htmlFor === undefined ? 'span' : 'label'
  return (
    <div className={hidden ? styles.hidden : styles.heading}>
      <Tag id={id} htmlFor={htmlFor} className={styles.label}>
        {label}
        {required && (
          <span className={styles.required} title={text.required} aria-hidden>
            *
          </span>
        )}
      </Tag>
      <span role="status" className={styles.saved}>
        {saved && (
          <>
            <Check size="1.1em" aria-hidden /> {text.saved}
          </>
        )}
      </span>
    </div>
  )
}

function FieldNote({ id, hint, error }: { id: string; hint: ReactNode; error: string | undefined }) {
  if (error !== undefined) {
    return (
      <p id={id} className={styles.error}>
        <CircleAlert size="1.15em" aria-hidden />
        <span>{error}</span>
      </p>
    )
  }
  return hint === undefined ? null : (
    <p id={id} className={styles.hint}>
      {hint}
    </p>
  )
}

import type { LucideIcon } from 'lucide-react'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import type { Shortcut } from '../keys/registry.ts'
import type { ShortcutKey } from '../keys/strokes.ts'
import { usePress } from '../keys/Shortcuts.tsx'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { KeyCap } from './KeyCap.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

/** The native button attributes and: */
export type ButtonProps = ComponentProps<'button'> & {
  /** `primary`: the one thing to do next; `danger`: cannot be taken back. Default `secondary`. */
  variant?: ButtonVariant
  icon?: LucideIcon
  /** Shown on the button only; the page claims the key with `useShortcuts`. */
  shortcut?: ShortcutKey
  /** At work: shows a turning wheel and takes no second press. */
  busy?: boolean
}

/** A button that shows the key which does the same. Type `button` unless told otherwise. */
export function Button({
  variant = 'secondary',
  icon: Icon,
  shortcut,
  busy,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      aria-keyshortcuts={shortcut?.replace('Ctrl', 'Control')}
      className={classes(styles.button, styles[variant], className)}
    >
      {busy ? (
        <LoaderCircle size="1.15em" className={styles.turning} aria-hidden />
      ) : (
        Icon && <Icon size="1.15em" aria-hidden />
      )}
      <span className={styles.label}>{children}</span>
      {shortcut && (
        <span aria-hidden className={styles.key}>
          <KeyCap keys={shortcut} />
        </span>
      )}
    </button>
  )
}

/** The button of an action claimed by `useShortcuts`: same label, same key, same guard against acting twice. */
export function ActionButton({
  action,
  ...rest
}: { action: Shortcut } & Omit<ButtonProps, 'shortcut' | 'onClick'>) {
  const press = usePress()
  return (
    <Button
      {...rest}
      shortcut={action.key}
      disabled={rest.disabled || action.when === false}
      onClick={() => press(action.key)}
    >
      {rest.children ?? action.label}
    </Button>
  )
}

/** A button that is only an icon; its label is spoken and shown on hover. */
export function IconButton({
  icon: Icon,
  label,
  className,
  ...rest
}: { icon: LucideIcon; label: string } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(styles.icon, className)}
    >
      <Icon size="1.2em" aria-hidden />
    </button>
  )
}

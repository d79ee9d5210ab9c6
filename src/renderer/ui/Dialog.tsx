import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useState } from 'react'
import { ShortcutLayer } from '../keys/Shortcuts.tsx'
import { useText } from '../text/Text.tsx'
import { classes } from './classes.ts'
import styles from './Dialog.module.css'

export type DialogProps = {
  open: boolean
  /** Escape, the cross or a press outside. */
  onClose: () => void
  title: string
  /** One sentence under the title. */
  description?: ReactNode
  children: ReactNode
  /** Buttons, the one to press next last. */
  actions?: ReactNode
  size?: 'small' | 'medium' | 'large'
  /** Where the cursor goes first; the first field unless told. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Only a button inside may close it: work in progress would be lost otherwise. */
  firm?: boolean
}

/** Something to finish before going on. Keeps the cursor inside, answers only its own shortcuts, gives the cursor back. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  size = 'medium',
  initialFocus,
  firm,
}: DialogProps) {
  const text = useText().kit.dialog
  const opener = useOpener(open)
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={firm ?? false}
      onOpenChange={(next, details) => {
        if (firm && details.reason === 'escape-key') details.cancel()
        else if (!next) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup
          className={classes(styles.popup, styles[size])}
          initialFocus={initialFocus}
          finalFocus={() => (opener?.isConnected === true ? opener : true)}
        >
          <ShortcutLayer name={title}>
            <header className={styles.header}>
              <div>
                <Base.Title className={styles.title}>{title}</Base.Title>
                {description && (
                  <Base.Description className={styles.description}>{description}</Base.Description>
                )}
              </div>
              {!firm && (
                <Base.Close className={styles.close} aria-label={text.close} title={text.close} tabIndex={-1}>
                  <X size="1.2em" aria-hidden />
                </Base.Close>
              )}
            </header>
            <div className={styles.content}>{children}</div>
            {actions && <footer className={styles.actions}>{actions}</footer>}
          </ShortcutLayer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/**
 * Where the cursor was when the dialog opened, asked before anything inside took it: a field that takes it as it appears
 * would be given it back, long gone.
 */
function useOpener(open: boolean): HTMLElement | null {
  const [asked, setAsked] = useState<{ open: boolean; opener: HTMLElement | null }>({
    open: false,
    opener: null,
  })
  if (asked.open === open) return asked.opener
  const { activeElement } = document
  const isField = activeElement instanceof HTMLElement && activeElement !== document.body
  const opener = open ? (isField ? activeElement : null) : asked.opener
  setAsked({ open, opener })
  return opener
}

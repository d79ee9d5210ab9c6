import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { ShortcutLayer } from '../keys/Shortcuts.tsx'
import { TrainingBanner } from '../ui/TrainingBanner.tsx'
import { keepCursor } from './focusedText.ts'
import styles from './Cover.module.css'

/**
 * Covers the whole window, dialogs too, and lets nothing below it be seen, read out or reached; what is below stays
 * mounted. The browser's own modal dialog, because only that one lies above everything.
 */
export function Cover({
  title,
  training,
  children,
}: {
  title: string
  training: boolean
  children: ReactNode
}) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    const putCursorBack = keepCursor()
    element?.showModal()
    return () => {
      element?.close()
      // The browser gives the focus back to the field, but not the cursor: what is typed would go nowhere.
      window.setTimeout(putCursorBack, 0)
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={styles.cover}
      onKeyDown={(event) => {
        // Chromium closes a modal dialog at the second Escape whatever `cancel` says.
        if (event.key === 'Escape') event.preventDefault()
      }}
      onCancel={(event) => event.preventDefault()}
    >
      {training && (
        <div className={styles.banner}>
          <TrainingBanner />
        </div>
      )}
      <ShortcutLayer name={title}>
        <div className={styles.sheet}>
          <h1 id={id} className={styles.title}>
            {title}
          </h1>
          {children}
        </div>
      </ShortcutLayer>
    </dialog>
  )
}

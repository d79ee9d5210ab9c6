import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useText } from '../text/Text.tsx'
import { Notice, type NoticeProps } from './Notice.tsx'
import styles from './Notice.module.css'

/** A passing word about something just done. */
export type Toast = Pick<NoticeProps, 'tone' | 'title' | 'children' | 'next' | 'actions'>
type Shown = Toast & { readonly id: number }

const ToastContext = createContext<(toast: Toast) => void>(() => undefined)
const ForgetContext = createContext<() => void>(() => undefined)
const shownMs = 6000
const most = 4

/** `const say = useToast()`, then `say({ tone: 'success', title })`. Errors and warnings stay until dismissed. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext)
}

/** Takes all toasts away: what was told to one person is not told to the next. */
export function useForgetToasts(): () => void {
  return useContext(ForgetContext)
}

/** Keeps the corner where toasts appear. One per window. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const text = useText().kit.notice
  const [shown, setShown] = useState<readonly Shown[]>([])
  const next = useRef(0)
  const say = useCallback((toast: Toast) => {
    next.current += 1
    const id = next.current
    setShown((before) => [...before, { ...toast, id }].slice(-most))
  }, [])
  const dismiss = useCallback(
    (id: number) => setShown((before) => before.filter((toast) => toast.id !== id)),
    [],
  )
  const forget = useCallback(() => setShown([]), [])
  return (
    <ToastContext value={say}>
      <ForgetContext value={forget}>{children}</ForgetContext>
      <section className={styles.area} aria-label={text.area} aria-live="polite">
        {shown.map((toast) => (
          <Passing key={toast.id} toast={toast} onDismiss={dismiss} />
        ))}
      </section>
    </ToastContext>
  )
}

function Passing({ toast, onDismiss }: { toast: Shown; onDismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false)
  const { id, ...notice } = toast
  const stays = toast.tone === 'error' || toast.tone === 'warning'
  useEffect(() => {
    if (stays || held) return undefined
    const timer = window.setTimeout(() => onDismiss(id), shownMs)
    return () => window.clearTimeout(timer)
  }, [stays, held, id, onDismiss])
  return (
    // Read at leisure: it does not go while the pointer or the cursor is on it (WCAG 2.2.1).
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Notice {...notice} onDismiss={() => onDismiss(id)} />
    </div>
  )
}

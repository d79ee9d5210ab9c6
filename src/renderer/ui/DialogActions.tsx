import type { ReactNode } from 'react'
import styles from './Dialog.module.css'

/** The row of buttons at the end of a dialog that has its own form; the one to press next comes last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>
}

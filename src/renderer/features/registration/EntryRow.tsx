import type { ReactNode } from 'react'
import styles from './Registration.module.css'

/** Fields side by side inside a column of fields. `columns` are CSS grid tracks. */
export function EntryRow({ columns, children }: { columns: string; children: ReactNode }) {
  return (
    <div className={styles.row} style={{ gridTemplateColumns: columns }}>
      {children}
    </div>
  )
}

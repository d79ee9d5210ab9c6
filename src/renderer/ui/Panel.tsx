import type { ReactNode } from 'react'
import { useId } from 'react'
import { classes } from './classes.ts'
import styles from './Panel.module.css'

type HeaderProps = {
  title: string /** Beside the title: a count, a state. */
  mark?: ReactNode /** One line below. */
  note?: ReactNode
  actions?: ReactNode
}

/** The heading of a page: its name, its state, what can be done. */
export function PageHeader({ title, mark, note, actions }: HeaderProps) {
  return (
    <header className={styles.pageHeader}>
      <div className={styles.head}>
        <div className={styles.titleRow}>
          <h1 className={styles.pageTitle}>{title}</h1>
          {mark}
        </div>
        {note && <p className={styles.note}>{note}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}

type PanelProps = {
  title?: string
  mark?: ReactNode
  actions?: ReactNode
  children: ReactNode /** Takes the height that is left (lists). */
  fill?: boolean
  className?: string
}

/** One sheet on the page: things that belong together. */
export function Panel({ title, mark, actions, children, fill, className }: PanelProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={classes(styles.panel, fill && styles.fill, className)}
    >
      {title && (
        <header className={styles.header}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {mark}
          {actions && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  )
}

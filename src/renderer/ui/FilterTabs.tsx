import { figure } from '../text/figures.ts'
import { useLocale } from '../text/Text.tsx'
import styles from './FilterTabs.module.css'

export type FilterTab = { readonly value: string; readonly label: string; readonly count?: number }

/** A few views of one list; the chosen one is a link in the address, so the page keeps it. */
export function FilterTabs({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string
  tabs: readonly FilterTab[]
  value: string
  onChange: (value: string) => void
}) {
  const locale = useLocale()
  return (
    <div role="group" aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          aria-pressed={tab.value === value}
          className={styles.tab}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{figure(locale, tab.count)}</span>}
        </button>
      ))}
    </div>
  )
}

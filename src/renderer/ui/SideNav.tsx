import type { LucideIcon } from 'lucide-react'
import type { MouseEvent } from 'react'
import { figure } from '../text/figures.ts'
import { useLocale, useText } from '../text/Text.tsx'
import styles from './SideNav.module.css'

export type NavItem = {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  /** How many wait there for this person. */
  readonly count?: number
  readonly current?: boolean
}

/** More than these stand closer together, so that 768 pixels have room for all of them. */
const roomy = 9

/** The activities of the desk, one under the other. `onNavigate` gets the address of a plain click; the router goes on. */
export function SideNav({
  items,
  onNavigate,
}: {
  items: readonly NavItem[]
  onNavigate: (href: string) => void
}) {
  const text = useText().kit.frame
  const locale = useLocale()
  const follow = (event: MouseEvent, href: string) => {
    if (event.button !== 0 || event.ctrlKey || event.shiftKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onNavigate(href)
  }
  return (
    <nav
      aria-label={text.navigation}
      className={items.length > roomy ? `${styles.nav} ${styles.many}` : styles.nav}
    >
      {items.map(({ href, label, icon: Icon, count, current }) => (
        <a
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={styles.item}
          onClick={(event) => follow(event, href)}
        >
          <span className={styles.icon}>
            <Icon size="1.6em" strokeWidth={1.8} aria-hidden />
            {count !== undefined && count > 0 && (
              <span className={styles.count}>{count > 999 ? '999+' : figure(locale, count)}</span>
            )}
          </span>
          <span className={styles.label}>{label}</span>
        </a>
      ))}
    </nav>
  )
}

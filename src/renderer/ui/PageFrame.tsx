import type { ReactNode } from 'react'
import { HelpDialog } from '../keys/HelpDialog.tsx'
import { useText } from '../text/Text.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import styles from './PageFrame.module.css'
import { ShortcutBar } from './ShortcutBar.tsx'
import { type NavItem, SideNav } from './SideNav.tsx'
import { TopBar, type TopBarProps } from './TopBar.tsx'

type Props = TopBarProps & {
  nav: readonly NavItem[]
  onNavigate: (href: string) => void
  /** The training ribbon, the offline banner; above everything. */
  banners?: ReactNode
  /** Between ward and user in the top bar. */
  topBar?: ReactNode
  onFault?: (fault: unknown) => void
  children: ReactNode
}

/** What every page stands in: banners, top bar, activities at the left, the page, the shortcut bar. F1 help is here. */
export function PageFrame({ nav, onNavigate, banners, topBar, onFault, children, ...top }: Props) {
  const text = useText().kit.frame
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {text.skip}
      </a>
      <div>
        {banners}
        <TopBar {...top}>{topBar}</TopBar>
      </div>
      <div className={styles.middle}>
        <SideNav items={nav} onNavigate={onNavigate} />
        <main id="content" tabIndex={-1} className={styles.page}>
          <ErrorBoundary {...(onFault ? { onFault } : {})}>{children}</ErrorBoundary>
        </main>
      </div>
      <ShortcutBar />
      <HelpDialog />
    </div>
  )
}

import type { ReactNode } from 'react'
import type { OfficeState } from '../../contract/desk/office.ts'
import { HelpDialog } from '../keys/HelpDialog.tsx'
import { useText } from '../text/Text.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { ShortcutBar } from '../ui/ShortcutBar.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { TrainingBanner } from '../ui/TrainingBanner.tsx'
import styles from './BareFrame.module.css'

/** What pages stand in before anybody is signed in: ribbon, top bar with the look, the page, the keys. */
export function BareFrame({ office, children }: { office: OfficeState; children: ReactNode }) {
  const text = useText().kit
  return (
    <div className={styles.frame}>
      <div>
        {office.training && <TrainingBanner />}
        <TopBar
          ward={office.ward?.name ?? text.product}
          {...(office.ward ? { city: office.ward.parentName } : {})}
        />
      </div>
      <main id="content" className={styles.page}>
        <h1 className={styles.name}>{text.product}</h1>
        <ErrorBoundary>{children}</ErrorBoundary>
      </main>
      <ShortcutBar />
      <HelpDialog />
    </div>
  )
}

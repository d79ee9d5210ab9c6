import { SunMoon } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useText } from '../text/Text.tsx'
import styles from './TopBar.module.css'

// The menu is no part of the first page: it comes right after it, before anybody can reach for it.
const AppearanceMenu = lazy(async () => ({ default: (await import('./AppearanceMenu.tsx')).AppearanceMenu }))

/** Theme, density and language behind one button. */
export function Appearance() {
  return (
    <Suspense fallback={<Coming />}>
      <AppearanceMenu />
    </Suspense>
  )
}

/** Holds the place of the button. */
function Coming() {
  const text = useText().kit.frame
  return (
    <button type="button" disabled className={styles.icon} aria-label={text.appearance}>
      <SunMoon size="1.35em" aria-hidden />
    </button>
  )
}

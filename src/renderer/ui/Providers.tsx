import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import { ShortcutProvider } from '../keys/Shortcuts.tsx'
import { PreferencesProvider } from './preferences.tsx'
import { ToastProvider } from './Toasts.tsx'

/** Everything the components need around them, once per window. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    // Our content security policy allows no inline <style>; what Base UI would put there is in our own sheets.
    <CSPProvider disableStyleElements>
      <PreferencesProvider>
        <ShortcutProvider>
          <ToastProvider>{children}</ToastProvider>
        </ShortcutProvider>
      </PreferencesProvider>
    </CSPProvider>
  )
}

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadCatalogue } from '../text/catalogues.ts'
import { storedPreferences } from '../ui/preferences.tsx'
import { Providers } from '../ui/Providers.tsx'
import { App } from './App.tsx'

/** Puts the application into the page. */
export async function start(): Promise<void> {
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has no #root')
  // Whoever reads English does not see Vietnamese first.
  await loadCatalogue(storedPreferences().locale)
  createRoot(place).render(
    <StrictMode>
      <Providers>
        <App />
      </Providers>
    </StrictMode>,
  )
}

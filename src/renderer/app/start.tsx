import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from '../ui/Providers.tsx'
import { App } from './App.tsx'

/** Puts the application into the page. */
export function start(): void {
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has no #root')
  createRoot(place).render(
    <StrictMode>
      <Providers>
        <App />
      </Providers>
    </StrictMode>,
  )
}

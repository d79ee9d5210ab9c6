import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from './ui/Providers.tsx'
import { LoadingState } from './ui/States.tsx'

// The page of styles is for developers: builds for wards leave it out.
const StylePage =
  import.meta.env.MODE === 'production'
    ? null
    : lazy(async () => ({ default: (await import('./ui/StylePage.tsx')).StylePage }))

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <Providers>
      <Suspense fallback={<LoadingState />}>
        {StylePage && location.pathname === '/ui' ? <StylePage /> : <LoadingState />}
      </Suspense>
    </Providers>
  </StrictMode>,
)

import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { App } from './app/App.tsx'
import { Providers } from './ui/Providers.tsx'

// Our content security policy forbids making functions out of text, which zod would otherwise try once.
config({ jitless: true })

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

createRoot(place).render(
  <StrictMode>
    <Providers>
      <App />
    </Providers>
  </StrictMode>,
)

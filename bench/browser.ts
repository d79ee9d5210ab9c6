import { type Browser, chromium } from 'playwright'
import { findBrowser } from '../src/web/app-window.ts'

/** A headless Chromium, or null where none is installed. */
export async function openBrowser(): Promise<Browser | null> {
  const program = findBrowser()
  if (program === null) return null
  return chromium.launch({
    executablePath: program,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

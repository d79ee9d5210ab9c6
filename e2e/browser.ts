import { existsSync } from 'node:fs'
import { findBrowser } from '../src/web/app-window.ts'

/**
 * The installed Chromium the pages are tried in.
 * @throws Error when there is none: there is no pretending a browser.
 */
export function browserProgram(): string {
  const debian = '/usr/bin/chromium'
  const program = existsSync(debian) ? debian : findBrowser()
  if (program === null) throw new Error('No Chromium, Chrome or Edge is installed')
  return program
}

/** Switches that keep Chromium quiet: no first run, no updates, no calls home; no sandbox only where root needs it. */
export function browserArguments(): string[] {
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet
}

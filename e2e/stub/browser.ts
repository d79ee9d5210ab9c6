import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright'
import { browserArguments, browserProgram } from '../browser.ts'

let opened: Promise<BrowserContext> | null = null
const profile = mkdtempSync(join(tmpdir(), 'quay-stand-in-'))

/** The one Chromium of this stand-in; tells the test where to connect, in one JSON line. */
export function browser(): Promise<BrowserContext> {
  opened ??= launch()
  return opened
}

async function launch(): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserProgram(),
    args: [...browserArguments(), '--remote-debugging-port=0'],
    viewport: { width: 1366, height: 768 },
    // Main's own signal handling decides when the browser goes.
    handleSIGTERM: false,
    handleSIGINT: false,
  })
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  process.stdout.write(`${JSON.stringify({ devtools: `http://127.0.0.1:${port}` })}\n`)
  return context
}

/** Closes the Chromium, if there is one, and forgets its profile. */
export async function closeBrowser(): Promise<void> {
  const context = await opened?.catch(() => null)
  await context?.close().catch(() => undefined)
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
}

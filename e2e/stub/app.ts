import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import { closeBrowser } from './browser.ts'
import { strict } from './strict.ts'

/** The application's events, for the rest of the stand-in to raise. */
export const events = new EventEmitter()
const paths = new Map<string, string>()

/** Ends the application as Electron does: main may hold it up once, then the browser goes and the process ends. */
export function quit(): void {
  let prevented = false
  const event = {
    preventDefault: () => {
      prevented = true
    },
  }
  events.emit('before-quit', event)
  if (!prevented) void end(0)
}

async function end(code: number): Promise<void> {
  await closeBrowser()
  process.exit(code)
}

/** First come, first served, by a file with the process number; the first hears of the second by a signal. */
function requestSingleInstanceLock(): boolean {
  const folder = getPath('userData')
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'stand-in.pid')
  try {
    const first = Number(readFileSync(lock, 'utf8'))
    process.kill(first, 'SIGUSR2')
    return false
  } catch {
    writeFileSync(lock, String(process.pid))
    process.on('SIGUSR2', () => events.emit('second-instance'))
    return true
  }
}

function getPath(name: string): string {
  const path = paths.get(name)
  if (path === undefined) throw new Error(`main has not set the path of ${name}`)
  return path
}

/** Electron's `app`. */
export const app = strict<App>('app', {
  on: (event: string, listener: (...args: unknown[]) => void) => events.on(event, listener),
  whenReady: () => new Promise((resolve) => setImmediate(resolve)),
  requestSingleInstanceLock,
  enableSandbox: () => undefined,
  setPath: (name: string, path: string) => void paths.set(name, path),
  getPath,
  getVersion: () => '0.0.0-stand-in',
  quit,
  exit: (code = 0) => void end(code),
})

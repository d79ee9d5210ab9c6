import { join } from 'node:path'
import { app, BrowserWindow, Menu, MessageChannelMain, protocol, utilityProcess } from 'electron'
import { folderPrinter, openLog } from '../office/host.ts'
import { readArguments, type StartArguments, trainingInstead } from './arguments.ts'
import { guardPages } from './guards.ts'
import type { Fulfilled, Opening, Wish } from './messages.ts'
import { type OfficeLink, openOfficeLink } from './office-link.ts'
import { home, isHome } from './origin.ts'
import { electronPrinter } from './printer.ts'
import { recoveryPath } from './recovery.ts'
import { unwrapSecret, wrapSecret } from './secrets.ts'
import { openWindow } from './window.ts'

// The bundle lies in out/main, beside out/preload and out/renderer.
const out = join(import.meta.dirname, '..')
const wanted = readArguments(process.argv.slice(1), process.env)
/** The office shown: the one asked for, or the training office opened in its place. */
let running = wanted
const log = openLog(wanted.dataDir)

// The lock is taken in Electron's own folder; with it under the data, each installation has its own lock.
app.setPath('userData', join(wanted.dataDir, 'electron'))
if (app.requestSingleInstanceLock()) run()
else app.exit(0)

function run(): void {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
  guardPages(app, (what) => log({ level: 'warn', what: 'refused', refused: what }))
  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(open, (error: unknown) => {
    log({ level: 'error', what: 'start-failed', error: error instanceof Error ? error.message : 'unknown' })
    app.exit(1)
  })
}

function open(): void {
  // The counter has its own keys; Chromium's menu would take some of them. macOS needs it for copy and paste.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  const office = openOffice()
  openWindow({
    office,
    pages: join(out, 'renderer'),
    openTraining() {
      const instead = trainingInstead(wanted)
      if (office.reopen(openingOf(instead))) running = instead
    },
    preload: join(out, 'preload', 'index.cjs'),
    onRendererGone: (reason) => log({ level: 'error', what: 'renderer-gone', reason }),
  })
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    closed = true
    void office.close().then(() => app.quit())
  })
}

const helperEntries = {
  readers: 'reader-process.js',
  signing: 'signing-process.js',
  lists: 'list-process.js',
} as const

function openOffice(): OfficeLink {
  return openOfficeLink({
    fork: () =>
      utilityProcess.fork(join(out, 'main', 'office-process.js'), [], {
        serviceName: 'Quầy Một Cửa: office',
      }),
    helpers: {
      fork: (helper) =>
        utilityProcess.fork(join(out, 'main', helperEntries[helper]), [], {
          serviceName: `Quầy Một Cửa: ${helper}`,
          stdio: 'ignore',
        }),
      channel: () => new MessageChannelMain(),
    },
    opening: openingOf(running),
    fulfil,
    log,
    now: () => performance.now(),
    onReady(accounts) {
      process.stdout.write(`${JSON.stringify({ address: home, accounts })}\n`)
    },
    onChanges: (topics) => forOwnPages((window) => window.webContents.send('changes', topics)),
    onGivenUp: () => forOwnPages((window) => void window.loadURL(`${home}${recoveryPath}`)),
  })
}

function openingOf(start: StartArguments): Opening {
  return { ...start, version: app.getVersion() }
}

async function fulfil(wish: Wish): Promise<Fulfilled> {
  const printer = electronPrinter(running.training ? folderPrinter(join(running.dataDir, 'printed')) : null)
  if (wish.what === 'printers') return { what: 'printers', printers: await printer.list() }
  if (wish.what === 'print') return { what: 'print', ...(await printer.print(wish.job)) }
  if (wish.what === 'wrap') return { what: 'wrap', bytes: await wrapSecret(wish.bytes) }
  return { what: 'unwrap', bytes: await unwrapSecret(wish.bytes) }
}

function forOwnPages(act: (window: BrowserWindow) => void): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed() && isHome(window.webContents.getURL())) act(window)
  }
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

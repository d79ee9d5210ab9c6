import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type { BrowserWindow as RealWindow, BrowserWindowConstructorOptions } from 'electron'
import { app, events as appEvents, quit } from './app.ts'
import { standInOf } from './session.ts'
import { strict } from './strict.ts'
import { hiddenContents, type StandInContents, visibleContents } from './web-contents.ts'

const windows = new Set<RealWindow>()

/** Electron's BrowserWindow. One with a preload is a page of the browser; one without is never shown. */
function makeWindow(options: BrowserWindowConstructorOptions): RealWindow {
  const preferences = options.webPreferences ?? {}
  if (preferences.nodeIntegration || preferences.contextIsolation === false || preferences.sandbox === false)
    throw new Error('A window must be sandboxed and isolated')
  const events = new EventEmitter()
  const own = standInOf(preferences.session)
  let gone = false
  const forget = () => {
    gone = true
    windows.delete(window)
    if (windows.size === 0) appEvents.emit('window-all-closed')
  }
  const contents: StandInContents =
    preferences.preload === undefined
      ? hiddenContents(own, () => join(app.getPath('userData'), '..', 'printed'))
      : visibleContents(own, preferences.preload, forget)
  const window = strict<RealWindow>('BrowserWindow', {
    webContents: contents.real,
    loadURL: async (url: string) => {
      await contents.load(url)
      events.emit('ready-to-show')
    },
    once: (event: string, listener: () => void) => events.once(event, listener),
    show: () => undefined,
    focus: () => void process.stdout.write(`${JSON.stringify({ focused: true })}\n`),
    isMinimized: () => false,
    isDestroyed: () => gone,
    destroy: () => {
      windows.delete(window)
      gone = true
      void contents.close()
    },
  })
  windows.add(window)
  appEvents.emit('web-contents-created', {}, contents.real)
  return window
}

/** The class itself: `new BrowserWindow(…)` and `getAllWindows`, nothing else. */
export const BrowserWindow = new Proxy(function BrowserWindow() {}, {
  construct: (_, [options]: [BrowserWindowConstructorOptions]) => makeWindow(options),
  get(_, key) {
    if (key === 'getAllWindows') return () => [...windows]
    if (typeof key === 'symbol' || key === 'prototype') return undefined
    throw new Error(`The stand-in for Electron has no BrowserWindow.${key}`)
  },
})

process.on('SIGTERM', quit)
process.on('SIGINT', quit)

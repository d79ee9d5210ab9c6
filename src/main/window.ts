import { BrowserWindow, session } from 'electron'
import { crashCounter } from './crashes.ts'
import { guardSession } from './guards.ts'
import { home } from './origin.ts'
import { type Answering, answerWindow } from './protocol.ts'
import { recoveryPath } from './recovery.ts'

export type WindowOptions = Answering & {
  readonly preload: string
  readonly onRendererGone: (reason: string) => void
}

let opened = 0

/**
 * Opens a counter window. Each has a browser session of its own, in memory: its requests are answered by a handler
 * that knows the window, and nothing of what it showed stays on the disk.
 */
export function openWindow(options: WindowOptions): BrowserWindow {
  opened += 1
  const own = session.fromPartition(`window-${opened}`, { cache: false })
  guardSession(own)
  own.protocol.handle('app', answerWindow(options))
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    title: 'Quầy Một Cửa',
    backgroundColor: '#f4f5f7',
    webPreferences: {
      session: own,
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  const crashes = crashCounter()
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return
    options.onRendererGone(reason)
    if (crashes.crashed(performance.now()).restart) window.webContents.reload()
    else void window.loadURL(`${home}${recoveryPath}`)
  })
  void window.loadURL(`${home}/`)
  return window
}

import { EventEmitter } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HandlerDetails, PrinterInfo, WebContents, WebContentsPrintOptions } from 'electron'
import type { Page, Route } from 'playwright'
import { browser } from './browser.ts'
import { deliverScript, preloadScript } from './preload.ts'
import { openPath, type StandInSession } from './session.ts'
import { strict } from './strict.ts'

type OpenHandler = (details: Pick<HandlerDetails, 'url'>) => { readonly action: 'allow' | 'deny' }

/** A page of a window: a real Chromium page, or, for a hidden window, only what main would have put into it. */
export type StandInContents = {
  readonly real: WebContents
  readonly events: EventEmitter
  load(url: string): Promise<void>
  close(): Promise<void>
}

const home = 'app://quay'

/** A page in the browser, with main's guards and preload at work. `closed` is called when the page goes. */
export function visibleContents(
  own: StandInSession,
  preload: string | undefined,
  closed: () => void,
): StandInContents {
  const shown: Shown = { own, preload, events: new EventEmitter(), openHandler: null, url: '', closed }
  let ready = show(shown)
  const load = async (wanted: string) => {
    shown.url = wanted
    await (await ready).goto(wanted.replace(home, await own.origin()))
    shown.events.emit('did-finish-load')
  }
  // A crashed page cannot be driven any more: reloading it means another page in its place.
  const reload = async () => {
    const crashed = await ready
    ready = show(shown)
    await ready
    await crashed.close()
    await load(shown.url)
  }
  const real = strict<WebContents>('WebContents', {
    on: (event: string, listener: (...args: unknown[]) => void) => shown.events.on(event, listener),
    setWindowOpenHandler: (given: OpenHandler) => {
      shown.openHandler = given
    },
    getURL: () => shown.url,
    reload: () => void reload(),
    send: (channel: string, ...args: unknown[]) =>
      void ready.then((page) => page.evaluate(deliverScript(channel, args))).catch(() => undefined),
    getPrintersAsync: () => Promise.resolve([printer]),
  })
  return { real, events: shown.events, load, close: async () => (await ready).close() }
}

/** What outlives the page of a window. */
type Shown = {
  readonly own: StandInSession
  readonly preload: string | undefined
  readonly events: EventEmitter
  readonly closed: () => void
  openHandler: OpenHandler | null
  url: string
}

async function show(shown: Shown): Promise<Page> {
  const origin = await shown.own.origin()
  const page = await openPage(shown.own, shown.preload)
  let crashed = false
  page.on('close', () => {
    if (!crashed) shown.closed()
  })
  page.on('crash', () => {
    crashed = true
    shown.events.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  })
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && frame.url().startsWith(origin))
      shown.url = frame.url().replace(origin, home)
  })
  const ask = (url: string) => shown.openHandler?.({ url }).action ?? 'allow'
  shown.own.opens = (url) => ask(url) === 'allow'
  page.on('popup', (popup) => {
    ask(popup.url())
    void popup.close()
  })
  const foreign = (asked: URL) => asked.origin !== origin && asked.protocol.startsWith('http')
  await page.route(foreign, (route) => judge(route, shown.events))
  return page
}

async function openPage(own: StandInSession, preload: string | undefined): Promise<Page> {
  const context = await browser()
  const [empty] = context.pages()
  const page = empty?.url() === 'about:blank' ? empty : await context.newPage()
  if (preload !== undefined) await page.addInitScript(preloadScript(preload))
  await page.addInitScript(`window.open = (url) => {
    const asked = new XMLHttpRequest()
    asked.open('GET', '${openPath}' + encodeURIComponent(url), false)
    asked.send()
    return asked.responseText === 'deny' ? null : {}
  }`)
  const granted = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].filter(
    (permission) => own.allows(permission),
  )
  await context.grantPermissions(granted)
  return page
}

/** Foreign addresses: a navigation is put to main's guards first; there is no network behind either way. */
function judge(route: Route, events: EventEmitter): Promise<void> {
  const request = route.request()
  let prevented = false
  if (request.isNavigationRequest())
    events.emit('will-frame-navigate', {
      url: request.url(),
      isMainFrame: request.frame().parentFrame() === null,
      preventDefault: () => {
        prevented = true
      },
    })
  return route.abort(prevented ? 'aborted' : 'addressunreachable')
}

const printer: Pick<PrinterInfo, 'name' | 'displayName' | 'description'> = {
  name: 'Stand-in',
  displayName: 'Stand-in',
  description: '',
}

/** A window never shown: what main loads is kept, and printing it writes the file a spooler would have got. */
export function hiddenContents(own: StandInSession, printed: () => string): StandInContents {
  const events = new EventEmitter()
  let loaded: Uint8Array | null = null
  let shown = ''
  const load = async (url: string) => {
    shown = url
    const answered = await own.answer(new Request(url))
    loaded = answered.ok ? new Uint8Array(await answered.arrayBuffer()) : null
  }
  const real = strict<WebContents>('WebContents', {
    on: (event: string, listener: (...args: unknown[]) => void) => events.on(event, listener),
    setWindowOpenHandler: () => undefined,
    getURL: () => shown,
    // It has no preload that would listen.
    send: () => undefined,
    print: (options: WebContentsPrintOptions, done: (success: boolean, reason: string) => void) => {
      if (loaded === null || !options.silent) return done(false, 'nothing to print without a dialog')
      mkdirSync(printed(), { recursive: true })
      const number = readdirSync(printed()).filter((name) => name.endsWith('.pdf')).length + 1
      const copies = (options.copies ?? 1) > 1 ? `-x${options.copies}` : ''
      writeFileSync(join(printed(), `${String(number).padStart(4, '0')}${copies}.pdf`), loaded)
      done(true, '')
    },
  })
  return { real, events, load, close: () => Promise.resolve() }
}

import { readFileSync } from 'node:fs'

/** The page's end of IPC lives under this symbol, out of the page's way. */
const bridge = 'quay-stand-in'

/**
 * The script a page runs before its own: the built preload, given a contextBridge and an ipcRenderer and nothing else.
 * Runs in the top frame only, as Electron's preload does.
 */
export function preloadScript(path: string): string {
  return `if (window === window.top) (() => {
    const heard = new Map()
    const only = (name, parts) => new Proxy(parts, { get(target, key) {
      if (key in target) return target[key]
      throw new Error('The stand-in for Electron has no ' + name + '.' + String(key)) } })
    const ipcRenderer = only('ipcRenderer', {
      on(channel, listener) { heard.set(channel, [...(heard.get(channel) ?? []), listener]) },
      off(channel, listener) { heard.set(channel, (heard.get(channel) ?? []).filter((each) => each !== listener)) },
    })
    const contextBridge = only('contextBridge', {
      exposeInMainWorld(name, api) {
        Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true })
      },
    })
    Object.defineProperty(window, Symbol.for('${bridge}'), { value: (channel, args) => {
      for (const listener of heard.get(channel) ?? []) listener({}, ...args) } })
    const require = (name) => {
      if (name === 'electron') return only('electron', { contextBridge, ipcRenderer })
      throw new Error('A sandboxed preload cannot require ' + name)
    }
    ;((require, module, exports) => { ${readFileSync(path, 'utf8')} })(require, { exports: {} }, {})
  })()`
}

/** The expression that delivers a message of main to the page. */
export function deliverScript(channel: string, args: readonly unknown[]): string {
  return `window[Symbol.for('${bridge}')]?.(${JSON.stringify(channel)}, ${JSON.stringify(args)})`
}

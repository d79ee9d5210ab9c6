import type { App, Session } from 'electron'
import { isHome } from './origin.ts'

/**
 * Keeps every page of the application where it belongs, now and for pages made later: no new windows, no navigation
 * or redirect away from the application in any frame, no embedded web views.
 */
export function guardPages(app: Pick<App, 'on'>, refused: (what: string) => void): void {
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => {
      refused('window-open')
      return { action: 'deny' }
    })
    contents.on('will-attach-webview', (event) => {
      refused('webview')
      event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (isHome(event.url)) return
      refused('navigation')
      event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (isHome(event.url)) return
      refused('redirect')
      event.preventDefault()
    })
  })
}

/** Answers no to whatever a page of this session may ask the person or the PC for: camera, location, devices … */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_, __, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

import type * as Electron from 'electron'
import { strict } from './strict.ts'
import { fromPartition } from './session.ts'
import { fork } from './utility-process.ts'

// The stand-in for the `electron` module: exactly the names main imports. Everything it pretends is listed in these
// few files; pages, main, preload and the office are the built ones.

export { app } from './app.ts'
export { BrowserWindow } from './window.ts'
export { MessageChannelMain } from './message-channel.ts'

export const Menu = strict<typeof Electron.Menu>('Menu', { setApplicationMenu: () => undefined })

export const protocol = strict<Electron.Protocol>('protocol', {
  registerSchemesAsPrivileged: ([custom]: Electron.CustomScheme[]) => {
    if (
      custom?.scheme !== 'app' ||
      !custom.privileges?.standard ||
      !custom.privileges.secure ||
      custom.privileges.bypassCSP
    )
      throw new Error('app: must be a standard, secure scheme under the content security policy')
  },
})

export const session = strict<typeof Electron.session>('session', { fromPartition })

export const utilityProcess = strict<typeof Electron.utilityProcess>('utilityProcess', { fork })

/** A Linux desktop without a keyring: main must not trust it with secrets. */
export const safeStorage = strict<Electron.SafeStorage>('safeStorage', {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'basic_text',
})

import { registerHooks } from 'node:module'

// Loaded before the built main bundle: wherever it imports Electron it gets the stand-in.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'electron' ? new URL('./electron.ts', import.meta.url).href : specifier, context),
})

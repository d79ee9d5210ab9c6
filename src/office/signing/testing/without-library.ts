import { registerHooks } from 'node:module'
import { answerParent } from '../../helper-process.ts'
import type { FromSigning, ToSigning } from '../key-token/messages.ts'
import { serveTokens } from '../key-token/serve-tokens.ts'

// A signing process on a computer where pkcs11js could not be compiled: npm has left it out.

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'pkcs11js') return next(specifier, context)
    throw Object.assign(new Error("Cannot find module 'pkcs11js'"), { code: 'MODULE_NOT_FOUND' })
  },
})
answerParent<ToSigning, FromSigning>(serveTokens())

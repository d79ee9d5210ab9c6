// Loaded into tests and into every Node they start: a password or a PIN is stretched by the same Argon2id at a small part
// of its cost. What a guess costs in an office is proved without this, in src/office/database/key-slots.test.ts.
import * as module from 'node:module'

const light = new URL('./light-argon2.mjs', import.meta.url).href

// The machine's own Node, which some tests start, may be too old for hooks; it stretches nothing.
module.registerHooks?.({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    const isReal = found.url.endsWith('/@node-rs/argon2/index.js') && context.parentURL !== light
    return isReal ? { url: light, format: 'module', shortCircuit: true } : found
  },
})

import { answerParent } from '../../helper-process.ts'
import type { FromSigning, ToSigning } from '../key-token/messages.ts'
import { serveTokens } from '../key-token/serve-tokens.ts'

// A signing process whose module crashes or hangs at one question, as native code does: no exception, no word.
// `QUAY_MODULE_FAULT` says which: `crash:sign`, `hang:unlock`, …

const [fault, at] = (process.env['QUAY_MODULE_FAULT'] ?? '').split(':')
const answer = serveTokens()

answerParent<ToSigning, FromSigning>((message) => {
  if (message.what === at && fault === 'crash') process.kill(process.pid, 'SIGSEGV')
  while (message.what === at) {
    // The call into the module does not come back.
  }
  return answer(message)
})

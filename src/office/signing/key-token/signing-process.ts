import { answerParent } from '../../helper-process.ts'
import { serveTokens } from './serve-tokens.ts'

// The entry of the process that alone loads the vendor's PKCS#11 module: when that crashes or hangs, one signature is
// missing and not the office. Started by `start-process.ts` on Node, and as a utility process by Electron.

answerParent(serveTokens())

import { nodeHelperProcess } from '../../helper-process.ts'
import type { FromSigning, StartSigningProcess, ToSigning } from './messages.ts'

/** How to start the signing process on plain Node, or null where that is not possible. `entry` is another in tests. */
export function nodeSigningProcess(
  entry: URL = new URL('./signing-process.ts', import.meta.url),
): StartSigningProcess | null {
  return nodeHelperProcess<ToSigning, FromSigning>(entry)
}

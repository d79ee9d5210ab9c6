import { nodeHelperProcess } from '../../helper-process.ts'
import type { FromReaders, StartReaderProcess, ToReaders } from './messages.ts'

/** How to start the reader process on plain Node, or null where that is not possible. `entry` is another one in tests. */
export function nodeReaderProcess(
  entry: URL = new URL('./reader-process.ts', import.meta.url),
): StartReaderProcess | null {
  return nodeHelperProcess<ToReaders, FromReaders>(entry)
}

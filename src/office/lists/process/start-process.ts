import { nodeHelperProcess } from '../../helper-process.ts'
import type { FromLists, StartListProcess, ToLists } from './messages.ts'

/** Megabytes of JavaScript memory for one file: a list of 65,535 rows needs less than half. */
const memory = 768

/**
 * How to start a list process on plain Node, or null where that is not possible. It has a cap on its memory and Node's
 * permissions for reading only. `entry` and `megabytes` are others in tests.
 */
export function nodeListProcess(
  entry: URL = new URL('./list-process.ts', import.meta.url),
  megabytes: number = memory,
): StartListProcess | null {
  const limits = [`--max-old-space-size=${megabytes}`, '--permission', '--allow-fs-read=*']
  return nodeHelperProcess<ToLists, FromLists>(entry, limits)
}

import type { Scan } from '../../../contract/desk/scans.ts'

/** Why a scan that reached the page is no test code of the reader under check. */
export type Stray = 'paper' | 'other-reader'

/** `reader` is the one under check, null while it is not known. A test code the office took for the check is none. */
export function strayScan(
  { kind, source }: { kind: Scan['recognised']['kind']; source: string },
  reader: string | null,
): Stray | null {
  if (kind !== 'unknown') return 'paper'
  if (source === 'paste' || source === 'picture') return null
  // What the window itself heard comes back to it although the check took it.
  const isOwn = source === 'keyboard' && (reader === null || reader === 'keyboard')
  return isOwn ? null : 'other-reader'
}

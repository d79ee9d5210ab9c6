import { bytes } from './checks.ts'
import { type Envelope, open } from './cose.ts'
import type { ListRefusal } from './types.ts'

/** Largest list file that is looked at (sections 6 and 7). */
const largestList = 4 * 1024 * 1024

/** Key of a body that says its kind. */
export const kindKey = 0

export const isKidBytes = bytes(4)

/** Outcome of reading a list file before any key is asked. */
export type ReadList<Content> =
  | { readonly ok: true; readonly envelope: Envelope; readonly content: Content }
  | { readonly ok: false; readonly reason: ListRefusal }

/** Opens a list file and reads its body with `readBody`, which returns null for a body that breaks the rules. */
export function readList<Content>(
  wire: Uint8Array,
  readBody: (body: ReadonlyMap<unknown, unknown>) => Content | null,
): ReadList<Content> {
  if (wire.length > largestList) return { ok: false, reason: 'size' }
  const opened = open(wire)
  if (!opened.ok) return opened
  const content = readBody(opened.envelope.body)
  return content ? { ok: true, envelope: opened.envelope, content } : { ok: false, reason: 'schema' }
}

/** Puts items that share a key together, in the order in which they come. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

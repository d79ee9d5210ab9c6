/**
 * Which row the cursor goes to from row `from` (0 = first) of `count` rows when `key` is pressed; null when the key
 * does not move it. `page` is how many rows are in view.
 */
export function rowAfter(key: string, from: number, count: number, page: number): number | null {
  const step = steps[key]
  if (!step || count === 0) return null
  return Math.min(count - 1, Math.max(0, step(from, count, Math.max(1, page))))
}

const steps: Readonly<Record<string, (from: number, count: number, page: number) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
  PageDown: (from, _, page) => from + page,
  PageUp: (from, _, page) => from - page,
}

/**
 * Where the cursor stands after the rows changed: on the same row if it is still there, else on the row that took its
 * place. -1 when there is none.
 */
export function keptRow(keys: readonly string[], key: string | null, index: number): number {
  const found = key === null ? -1 : keys.indexOf(key)
  return found >= 0 ? found : Math.min(Math.max(index, 0), keys.length - 1)
}

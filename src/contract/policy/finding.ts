import type { JsonPath } from './json-text.ts'

/** Something wrong with a rule pack: where, and why, as a sentence a city official understands and in English. */
export type Finding = { readonly path: JsonPath; readonly vi: string; readonly en: string }

/** A finding; what is wrong is in the words. */
export function finding(path: JsonPath, vi: string, en: string): Finding {
  return { path, vi, en }
}

/** Positions in a list whose value stood there before. */
function repeatedAt<Item>(items: readonly Item[], valueOf: (item: Item) => unknown): number[] {
  const seen = new Set<unknown>()
  return items.flatMap((item, at) => {
    const value = valueOf(item)
    const isRepeated = seen.has(value)
    seen.add(value)
    return isRepeated ? [at] : []
  })
}

/** One finding for every value that a list has twice. */
export function findRepeated<Item>(
  path: JsonPath,
  items: readonly Item[],
  valueOf: (item: Item) => string | number,
  what: { readonly vi: string; readonly en: string; readonly member?: string },
): Finding[] {
  return repeatedAt(items, valueOf).map((at) => {
    // The position comes from the list itself.
    const value = valueOf(items[at] as Item)
    return finding(
      [...path, at, ...(what.member === undefined ? [] : [what.member])],
      `${what.vi} “${value}” được ghi hai lần.`,
      `${what.en} “${value}” is there twice.`,
    )
  })
}

/** Whether a change makes things easier for people, stricter, or just different. */
export type Weight = 'eases' | 'tightens' | 'changes'

/** One change between two rule packs, as a sentence in both languages. */
export type Change = { readonly what: string; readonly whatEn: string; readonly weight: Weight }

/** A change. */
export function change(weight: Weight, what: string, whatEn: string): Change {
  return { weight, what, whatEn }
}

/** The change of one text or number; none when it stayed. */
export function changed(
  name: { readonly vi: string; readonly en: string },
  before: string,
  after: string,
  weight: Weight = 'changes',
): Change[] {
  if (before === after) return []
  const say = (text: string, nothing: string) => (text === '' ? nothing : `“${text}”`)
  return [
    change(
      weight,
      `${name.vi}: từ ${say(before, '(không có)')} thành ${say(after, '(không có)')}.`,
      `${name.en}: from ${say(before, '(none)')} to ${say(after, '(none)')}.`,
    ),
  ]
}

/** The weight of a number that got larger or smaller. */
export function weightOf(before: number, after: number, larger: 'eases' | 'tightens'): Weight {
  const smaller = larger === 'eases' ? 'tightens' : 'eases'
  return after > before ? larger : smaller
}

/** What two lists differ by: items only in the later one, only in the earlier one, and those in both with one key. */
export function compared<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string | number,
): {
  readonly added: readonly Item[]
  readonly removed: readonly Item[]
  readonly kept: readonly (readonly [Item, Item])[]
} {
  const [earlier, later] = [before, after].map((items) => new Map(items.map((item) => [keyOf(item), item])))
  const has = (items: Map<string | number, Item> | undefined, item: Item) => items?.has(keyOf(item)) ?? false
  return {
    added: after.filter((item) => !has(earlier, item)),
    removed: before.filter((item) => !has(later, item)),
    kept: before.flatMap((item) => {
      const twin = later?.get(keyOf(item))
      return twin === undefined ? [] : [[item, twin] as const]
    }),
  }
}

/** What a set of plain texts gained and lost. */
export function changedTexts(
  name: { readonly vi: string; readonly en: string },
  before: readonly string[],
  after: readonly string[],
  weights: { readonly added: Weight; readonly removed: Weight } = { added: 'changes', removed: 'changes' },
): Change[] {
  const { added, removed } = compared(before, after, (text) => text)
  const moved = added.length === 0 && removed.length === 0 && before.join('\n') !== after.join('\n')
  return [
    ...added.map((text) =>
      change(weights.added, `Thêm ${name.vi}: “${text}”.`, `Added ${name.en}: “${text}”.`),
    ),
    ...removed.map((text) =>
      change(weights.removed, `Bỏ ${name.vi}: “${text}”.`, `Removed ${name.en}: “${text}”.`),
    ),
    ...(moved ? [change('changes', `Đổi thứ tự: ${name.vi}.`, `New order: ${name.en}.`)] : []),
  ]
}

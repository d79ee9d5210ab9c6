/**
 * Everyone's folded name syllables in memory: any syllables in any order, prefixes too, newest person first.
 * Vietnamese names are made of a few thousand different syllables, so a person is a handful of small numbers and half a
 * million people take about 10 MB.
 */
export type SearchIndex = {
  /** Adds a person, or gives them a new name; either way they become the newest. */
  put(personId: string, fold: string): void
  /** Ids of people whose name has a syllable beginning with each word of the folded query, newest first. */
  find(foldedQuery: string, limit: number): string[]
  readonly size: number
}

/** Slots are people in order of registration; a renamed person gets a new slot and the old one is emptied. */
export function createSearchIndex(): SearchIndex {
  const syllableIds = new Map<string, number>()
  /** Syllables in order of first use, and sorted with their ids (rebuilt when a new one has come). */
  let sorted: { readonly text: string; readonly id: number }[] | null = []
  /** For each syllable, the slots it occurs in, ascending. */
  const postings: number[][] = []
  /** For each slot its syllables; empty when the slot is given up. */
  const names: (readonly number[])[] = []
  const people: string[] = []
  const slotOf = new Map<string, number>()

  const idOf = (syllable: string): number => {
    const known = syllableIds.get(syllable)
    if (known !== undefined) return known
    const id = postings.length
    syllableIds.set(syllable, id)
    postings.push([])
    sorted = null
    return id
  }
  const withPrefix = (prefix: string): number[] => {
    sorted ??= Array.from(syllableIds, ([text, id]) => ({ text, id })).toSorted((a, b) =>
      a.text < b.text ? -1 : 1,
    )
    // No folded syllable has a letter as high as the one that ends the range.
    const end = lowerBound(sorted, `${prefix}\uffff`)
    return sorted.slice(lowerBound(sorted, prefix), end).map(({ id }) => id)
  }
  return {
    put(personId, fold) {
      const old = slotOf.get(personId)
      if (old !== undefined) names[old] = []
      const slot = names.length
      const syllables = [...new Set(fold.split(' ').filter(Boolean).map(idOf))]
      names.push(syllables)
      people.push(personId)
      slotOf.set(personId, slot)
      for (const syllable of syllables) postings[syllable]!.push(slot)
    },
    find(foldedQuery, limit) {
      const words = foldedQuery.split(' ').filter(Boolean)
      if (words.length === 0) return newest(people, names, limit)
      const groups = words.map(withPrefix)
      if (groups.some((group) => group.length === 0)) return []
      return intersect(groups, postings, names, limit).map((slot) => people[slot]!)
    },
    get size() {
      return slotOf.size
    },
  }
}

function newest(people: readonly string[], names: readonly (readonly number[])[], limit: number): string[] {
  const found: string[] = []
  for (let slot = people.length - 1; slot >= 0 && found.length < limit; slot--) {
    if (names[slot]!.length > 0) found.push(people[slot]!)
  }
  return found
}

/** Walks the slots of the rarest group from the newest down and keeps those that every other group matches too. */
function intersect(
  groups: readonly (readonly number[])[],
  postings: readonly (readonly number[])[],
  names: readonly (readonly number[])[],
  limit: number,
): number[] {
  const weight = (group: readonly number[]) => group.reduce((sum, id) => sum + postings[id]!.length, 0)
  const [rarest, ...others] = groups.toSorted((a, b) => weight(a) - weight(b)) as [number[], ...number[][]]
  const wanted = others.map((group) => new Set(group))
  const found: number[] = []
  for (const slot of descending(rarest.map((id) => postings[id]!))) {
    const name = names[slot]!
    if (name.length > 0 && wanted.every((set) => name.some((syllable) => set.has(syllable)))) found.push(slot)
    if (found.length === limit) break
  }
  return found
}

/** Merges ascending lists into one descending walk without repeats. */
function* descending(lists: readonly (readonly number[])[]): Generator<number> {
  const ends = lists.map((list) => list.length - 1)
  let last = -1
  for (;;) {
    let best = -1
    for (let n = 0; n < lists.length; n++) {
      const slot = ends[n]! >= 0 ? lists[n]![ends[n]!]! : -1
      if (slot > best) best = slot
    }
    if (best < 0) return
    for (let n = 0; n < lists.length; n++) if (lists[n]![ends[n]!] === best) ends[n]!--
    if (best !== last) yield best
    last = best
  }
}

function lowerBound(sorted: readonly { readonly text: string }[], prefix: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]!.text < prefix) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Everyone's folded name syllables in memory: any syllables in any order, prefixes too, newest person first.
 * Vietnamese names are made of a few thousand different syllables, so a person is a handful of small numbers; the
 * names of half a million people are 8 MB that can be looked through in a few milliseconds, whatever is asked.
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
  const syllables = createSyllables()
  /** For each syllable, the slots it occurs in, ascending; emptied slots too. */
  const postings: number[][] = []
  /** The syllables of all slots one after the other; those of slot `s` are from `starts[s]` up to `starts[s + 1]`. */
  let names = new Uint32Array(4096)
  let starts = new Uint32Array(1024)
  const people: string[] = []
  const slotOf = new Map<string, number>()

  const isAlive = (slot: number) => slotOf.get(people[slot]!) === slot

  return {
    put(personId, fold) {
      const slot = people.length
      const ids = [...new Set(wordsOf(fold))].map(syllables.idOf)
      const from = starts[slot]!
      names = roomFor(names, from + ids.length)
      starts = roomFor(starts, slot + 2)
      names.set(ids, from)
      starts[slot + 1] = from + ids.length
      people.push(personId)
      slotOf.set(personId, slot)
      for (const id of ids) (postings[id] ??= []).push(slot)
    },
    find(foldedQuery, limit) {
      const words = wordsOf(foldedQuery).slice(0, mostWords)
      const groups = words.map(syllables.withPrefix)
      const wanted = marksOf(groups, postings.length)
      const all = 2 ** words.length - 1
      const few = fewSlots(groups, postings, people.length)
      const found: string[] = []
      // Plain loops over plain numbers: this runs for every letter somebody types.
      for (let place = (few?.length ?? people.length) - 1; place >= 0 && found.length < limit; place--) {
        const slot = few ? few[place]! : place
        if (few && few[place + 1] === slot) continue
        let seen = 0
        for (let at = starts[slot]!, end = starts[slot + 1]!; at < end; at++) seen |= wanted[names[at]!]!
        if (seen === all && isAlive(slot)) found.push(people[slot]!)
      }
      return found
    },
    get size() {
      return slotOf.size
    },
  }
}

/** One bit each must fit a whole number; nobody's name has half as many words. */
const mostWords = 30

function wordsOf(folded: string): string[] {
  return folded.split(' ').filter(Boolean)
}

/** For each syllable, a bit for every word that it begins with. */
function marksOf(groups: readonly (readonly number[])[], syllables: number): Uint32Array {
  const marks = new Uint32Array(syllables)
  for (const [word, group] of groups.entries()) for (const id of group) marks[id]! |= 1 << word
  return marks
}

/**
 * The slots of the rarest word in ascending order (with repeats), where they are few; null where they are many, because
 * looking at everybody is cheaper then than putting long lists in order.
 */
function fewSlots(
  groups: readonly (readonly number[])[],
  postings: readonly (readonly number[])[],
  slots: number,
): Uint32Array | null {
  const weights = groups.map((group) => group.reduce((sum, id) => sum + postings[id]!.length, 0))
  const least = Math.min(slots, ...weights)
  if (least * worthSorting >= slots) return null
  const few = new Uint32Array(least)
  let filled = 0
  for (const id of groups[weights.indexOf(least)] ?? []) {
    few.set(postings[id]!, filled)
    filled += postings[id]!.length
  }
  return few.sort()
}

/** Putting a slot in order costs about as much as looking at this many. */
const worthSorting = 32

/** The same numbers in an array with room for `length` of them. */
function roomFor(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= array.length) return array
  const larger = new Uint32Array(Math.max(length, array.length * 2))
  larger.set(array)
  return larger
}

/** Syllables as small numbers, and which of them begin with a prefix. */
function createSyllables() {
  const ids = new Map<string, number>()
  /** In alphabetical order; null when a new one has come since. */
  let sorted: { readonly text: string; readonly id: number }[] | null = []

  return {
    idOf(syllable: string): number {
      const known = ids.get(syllable)
      if (known !== undefined) return known
      sorted = null
      ids.set(syllable, ids.size)
      return ids.size - 1
    },
    withPrefix(prefix: string): number[] {
      sorted ??= Array.from(ids, ([text, id]) => ({ text, id })).toSorted((a, b) =>
        a.text < b.text ? -1 : 1,
      )
      const end = lowerBound(sorted, `${prefix}\u{ffff}`)
      return sorted.slice(lowerBound(sorted, prefix), end).map(({ id }) => id)
    },
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

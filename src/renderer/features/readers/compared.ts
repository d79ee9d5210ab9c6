/** A text around the place where it differs: what is the same, the first letter that is not, what follows. */
export type Excerpt = { readonly same: string; readonly first: string; readonly rest: string }

const before = 14
const behind = 40

/** What a code holds and what arrived of it, cut to the place where they part; the beginning where they do not. */
export function compared(wanted: string, got: string): { readonly wanted: Excerpt; readonly got: Excerpt } {
  const [one, other] = [Array.from(wanted), Array.from(got)]
  const parted = one.findIndex((letter, i) => letter !== other[i])
  const at = parted < 0 && other.length > one.length ? one.length : parted
  return { wanted: excerpt(one, at), got: excerpt(other, at) }
}

function excerpt(letters: readonly string[], at: number): Excerpt {
  const parted = at < 0 ? letters.length : at
  const from = at < 0 ? 0 : Math.max(0, at - before)
  const same = letters.slice(from, Math.min(parted, from + before + behind))
  const rest = letters.slice(parted + 1, parted + behind)
  const more = '…'
  return {
    same: (from > 0 ? more : '') + shown(same) + (at < 0 && same.length < letters.length ? more : ''),
    first: shown(letters.slice(parted, parted + 1)),
    rest: shown(rest) + (parted + behind < letters.length ? more : ''),
  }
}

/** Control characters by their symbols of Unicode, so that they are seen. */
function shown(letters: readonly string[]): string {
  return letters.map((letter) => (letter < ' ' ? symbolOf(letter) : letter)).join('')
}

function symbolOf(control: string): string {
  return String.fromCodePoint(0x2400 + control.charCodeAt(0))
}

/**
 * What Unikey and its kin make of keys: most keys pass, some are taken away and answered by Backspaces and letters put
 * in. Enough of each method to treat a reader's keys as a person's PC would; where a tone stands does not matter here.
 */

export const inputMethods = ['Telex', 'VNI', 'VIQR'] as const
export type InputMethod = (typeof inputMethods)[number]

/** A key that passes, or what the input method sends in its place. */
export type Stroke = { readonly passes: string } | { readonly backspaces: number; readonly putIn: string }

const hat = { a: 'â', e: 'ê', o: 'ô' }
const horn = { o: 'ơ', u: 'ư' }
const breve = { a: 'ă' }
const stroke = { d: 'đ' }
type Marks = Readonly<Record<string, string>>

/** Which letters each key changes, and the tone each key sets as its combining mark. */
const methods: Readonly<
  Record<InputMethod, { readonly marks: Record<string, Marks>; readonly tones: Record<string, string> }>
> = {
  Telex: {
    marks: { a: { a: 'â' }, e: { e: 'ê' }, o: { o: 'ô' }, d: stroke, w: { ...breve, ...horn } },
    tones: { f: '\u0300', s: '\u0301', r: '\u0309', x: '\u0303', j: '\u0323' },
  },
  VNI: {
    marks: { '6': hat, '7': horn, '8': breve, '9': stroke },
    tones: { '1': '\u0301', '2': '\u0300', '3': '\u0309', '4': '\u0303', '5': '\u0323' },
  },
  VIQR: {
    marks: { '^': hat, '+': horn, '(': breve, d: stroke },
    tones: { "'": '\u0301', '`': '\u0300', '?': '\u0309', '~': '\u0303', '.': '\u0323' },
  },
}

/** How a text typed key by key reaches a window while this input method is on. */
export function throughInputMethod(method: InputMethod, text: string): Stroke[] {
  let word = ''
  return Array.from(text, (key) => {
    const changed = change(method, word, key)
    if (changed === null) {
      word = /[\p{L}0-9]/u.test(key) ? word + key : ''
      return { passes: key }
    }
    let same = 0
    while (same < word.length && word[same] === changed[same]) same++
    const made = { backspaces: word.length - same, putIn: changed.slice(same) }
    word = changed
    return made
  })
}

/** The word after a key that changes one of its letters; null when the key is only a key. */
function change(method: InputMethod, word: string, key: string): string | null {
  const { marks, tones } = methods[method]
  const mark = marks[key.toLowerCase()]
  if (mark) return lastLetter(word, (letter) => mark[letter] ?? null)
  const tone = tones[key.toLowerCase()]
  if (tone === undefined) return null
  return lastLetter(word, (letter) =>
    /[aăâeêioôơuưy]/.test(letter) ? (letter + tone).normalize('NFC') : null,
  )
}

/** Changes the last letter for which there is a change, keeping capitals; only within the letters at the end. */
function lastLetter(word: string, changed: (letter: string) => string | null): string | null {
  for (let at = word.length - 1; at >= 0 && /\p{L}/u.test(word[at] ?? ''); at--) {
    const letter = word[at] ?? ''
    const made = changed(letter.toLowerCase())
    if (made === null) continue
    const cased = letter === letter.toLowerCase() ? made : made.toUpperCase()
    return word.slice(0, at) + cased + word.slice(at + 1)
  }
  return null
}

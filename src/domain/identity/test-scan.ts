import { windows1252Character } from '../text/repair.ts'
import { encodeUtf8 } from '../text/utf8.ts'
import { prepare } from './prepare.ts'
import type { ScanRead } from './recognised.ts'
import { testCodes, type TestCodeId } from './test-codes.ts'

/**
 * What became of a test code on its way. `whole` and `repaired` are good; `extra-text` is whole with something added
 * around it; the others are damage, named as exactly as the text allows.
 */
export type TestOutcome =
  | 'whole'
  | 'repaired'
  | 'extra-text'
  | 'letters-dropped'
  | 'letters-stripped'
  | 'letters-as-question-marks'
  | 'letters-code-page'
  | 'input-method'
  | 'case-inverted'
  | 'layout-mismatch'
  | 'layout-vietnamese'
  | 'truncated'
  | 'parts-missing'
  | 'eci'
  | 'unknown'

/** Which character stands for which, where a reader types for a keyboard of another country. */
export type KeyLayout = Readonly<Record<string, string>>

/** A test code as it arrived, compared with what it holds. */
export interface TestRead {
  readonly outcome: TestOutcome
  /** AIM identifier, where one came. */
  readonly symbology: string | null
  /** With `extra-text`: what stood before and behind. */
  readonly before: string
  readonly after: string
  /** With `layout-mismatch`: how to put the characters right. */
  readonly layout: KeyLayout | null
}

/**
 * Compares what arrived with what a test code holds. `layout` is what an earlier code taught: with it a text is
 * put right before it is judged, so that each code tells its own trouble only.
 */
export function readTestScan(id: TestCodeId, read: ScanRead, layout: KeyLayout | null = null): TestRead {
  const prepared = prepare(read)
  const expected = testCodes[id]
  const text = layout ? withLayout(prepared.text, layout) : prepared.text
  const base = { symbology: prepared.symbology, before: '', after: '', layout: null }
  if (text === expected) return { ...base, outcome: prepared.repaired ? 'repaired' : 'whole' }
  if (prepared.damage === 'eci') return { ...base, outcome: 'eci' }
  if (prepared.damage === 'input-method') return { ...base, outcome: 'input-method' }
  if (prepared.damage === 'incomplete') return { ...base, outcome: 'parts-missing' }
  const at = text.indexOf(expected)
  if (at >= 0) {
    const after = text.slice(at + expected.length)
    return { ...base, outcome: 'extra-text', before: text.slice(0, at), after }
  }
  const learned = learnLayout(expected, text)
  const outcome =
    lostLetters(expected, text) ?? lostPlaces(expected, text) ?? typedWrong(expected, text, learned)
  if (prepared.damage === 'utf-8' && outcome === 'unknown') return { ...base, outcome: 'letters-code-page' }
  return { ...base, outcome, layout: outcome === 'layout-mismatch' ? learned : null }
}

/** A text typed for another country's keyboard, put right. */
function withLayout(text: string, layout: KeyLayout): string {
  return Array.from(text, (character) => layout[character] ?? character).join('')
}

const beyondAscii = /[^ -~]/gu

/** Damage of the letters beyond ASCII, recognised by doing the same damage to what was expected. */
function lostLetters(expected: string, text: string): TestOutcome | null {
  if (!/[^ -~]/u.test(expected)) return null
  if (text === expected.replace(beyondAscii, '')) return 'letters-dropped'
  if (text === strippedMarks(expected)) return 'letters-stripped'
  const marks = [expected.replace(beyondAscii, '?'), perByte(expected, () => '?')]
  if (marks.includes(text) || text === expected.replace(beyondAscii, '\ufffd'))
    return 'letters-as-question-marks'
  if (foldedCodePage(expected).includes(text)) return 'letters-code-page'
  // Bytes of a code page of which some were lost on the way.
  const ascii = (from: string) => from.replace(beyondAscii, '')
  const hasHigh = /[\u0080-\u{10ffff}]/u.test(text)
  return ascii(text) === ascii(expected) && hasHigh ? 'letters-code-page' : null
}

/** Characters modulo 256, shown as they are and as windows-1252; control characters may have gone on the way. */
function foldedCodePage(expected: string): string[] {
  const folded = Array.from(expected, (character) => (character.codePointAt(0) ?? 0) % 256)
  const shown = [String.fromCharCode(...folded), folded.map(windows1252Character).join('')]
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return [...shown, ...shown.map((text) => text.replace(/[\u0000-\u001f\u007f-\u009f]/gu, ''))]
}

function perByte(text: string, show: (byte: number) => string): string {
  return encodeUtf8(text)
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : show(byte)))
    .join('')
}

function strippedMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
}

/** Whether the text is what was expected with a piece missing, at the end or inside. */
function lostPlaces(expected: string, text: string): TestOutcome | null {
  if (text.length >= expected.length || text === '') return null
  if (expected.startsWith(text)) return 'truncated'
  let head = 0
  while (head < text.length && text[head] === expected[head]) head++
  return head > 0 && expected.endsWith(text.slice(head)) ? 'parts-missing' : null
}

/** Trouble of the keyboard: capitals inverted, another country's layout, Telex or VNI. */
function typedWrong(expected: string, text: string, layout: KeyLayout | null): TestOutcome {
  if (swappedCase(text) === expected) return 'case-inverted'
  const vietnamese = /[ăâêôơưđ]|[\u1ea0-\u1ef9]|\p{M}/iu.test(text)
  const ascii = !/[^ -~]/u.test(expected)
  if (layout) return ascii && vietnamese ? 'layout-vietnamese' : 'layout-mismatch'
  if (ascii && vietnamese) return /\d{3}/.test(text) ? 'input-method' : 'layout-vietnamese'
  return 'unknown'
}

function swappedCase(text: string): string {
  return Array.from(text, (character) =>
    character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase(),
  ).join('')
}

/**
 * Which character was typed for which, when every character has one and only one that stands for it; null when
 * there is no such table. Characters that came right are left out.
 */
function learnLayout(expected: string, text: string): KeyLayout | null {
  const [wanted, got] = [Array.from(expected), Array.from(text)]
  if (wanted.length !== got.length) return null
  const layout = new Map<string, string>()
  const taken = new Map<string, string>()
  for (const [i, character] of got.entries()) {
    const right = wanted[i] ?? ''
    if ((layout.get(character) ?? right) !== right || (taken.get(right) ?? character) !== character)
      return null
    layout.set(character, right)
    taken.set(right, character)
  }
  return Object.fromEntries([...layout].filter(([typed, right]) => typed !== right))
}

import { fromLegacy } from '../../../domain/text/legacy-font.ts'
import { windows1252Character } from '../../../domain/text/repair.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { guessLegacy, isVietnamese, tellingWords } from '../letters/legacy.ts'

/** A text and the encoding it was read by, as a person would name it; null where there was no doubt. */
export type Decoded = { readonly text: string; readonly encoding: string | null }

/**
 * Reads the bytes of a text file: by its byte order mark, as UTF-8 where it is well-formed, as UTF-16 where every other
 * byte is zero, otherwise as one of the code pages of old Vietnamese Windows programs, whichever gives Vietnamese
 * syllables. What was typed in an old font stays as typed here; `convertTable` turns it into Unicode with its before
 * and after. Refuses: list-encoding-unknown.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = byMark(bytes)
  if (marked !== null) return { text: marked, encoding: null }
  const wide = wideEncoding(bytes)
  if (wide !== null) return { text: decode(bytes, wide), encoding: wide.toUpperCase() }
  const unicode = strictly(bytes, 'utf-8')
  if (unicode !== null) return { text: unicode, encoding: null }
  return byCodePage(bytes)
}

function byMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decode(bytes, 'utf-8')
  if (a === 0xff && b === 0xfe) return decode(bytes, 'utf-16le')
  if (a === 0xfe && b === 0xff) return decode(bytes, 'utf-16be')
  return null
}

type Wide = 'utf-16le' | 'utf-16be'

/** UTF-16 without a mark: ASCII signs such as commas and digits have a zero in one half. */
function wideEncoding(bytes: Uint8Array): Wide | null {
  const head = bytes.subarray(0, 4096)
  let even = 0
  let odd = 0
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0) even += 1
    if (head[i + 1] === 0) odd += 1
  }
  const pairs = head.length / 2
  if (odd > pairs * 0.3 && even === 0) return 'utf-16le'
  return even > pairs * 0.3 && odd === 0 ? 'utf-16be' : null
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | Wide): string {
  const text = strictly(bytes, encoding)
  if (text === null) throw new Refusal('list-encoding-unknown')
  return text
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function byCodePage(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) throw new Refusal('list-encoding-unknown')
  const shown = shownAs1252(bytes)
  const encoding = guessLegacy([shown.slice(0, 60_000)])
  const vietnamese = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  const ways = [{ text: vietnamese, sample: vietnamese, encoding: 'windows-1258' }]
  if (encoding !== null) {
    const name = encoding === 'vni' ? 'VNI' : 'TCVN3 (ABC)'
    ways.push({ text: shown, sample: fromLegacy(shown.slice(0, 60_000), encoding), encoding: name })
  }
  const best = ways
    .map((way) => ({ ...way, share: vietnameseShare(way.sample) }))
    .toSorted((a, b) => b.share - a.share)[0]
  if (!best || best.share < 0.5) throw new Refusal('list-encoding-unknown')
  return { text: best.text, encoding: best.encoding }
}

function shownAs1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return latin1.replace(/[\u0080-\u009f]/g, (character) => windows1252Character(character.charCodeAt(0)))
}

/** How many of the words with marks are Vietnamese. */
function vietnameseShare(text: string): number {
  const words = tellingWords(text.slice(0, 60_000))
  return words.length === 0 ? 0 : words.filter(isVietnamese).length / words.length
}

import type { Answer } from '../../domain/verdict.ts'
import type { PaperContent } from '../../domain/signed-paper.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { bodyOf, offendingField, readBody } from './body.ts'
import { open, seal, sealedLength } from './cose.ts'
import { decodeDigits, encodeDigits } from './digits.ts'
import { normaliseContent } from './normalise.ts'
import type { Parsed, Signer, TokenForm, TokenRefusal } from './types.ts'
import { utf8Length } from './utf8-length.ts'

const base45Prefix = 'VP1:'
const numericPrefix = '71002601'
const longestText = 1_500
const mostBytes = 600

/** The most bytes that fit the printed symbol at error correction M (section 10). */
const printableBytes: Readonly<Record<TokenForm, number>> = { base45: 397, numeric: 404 }

/** Shorter runs of digits with the same beginning are other numbers (a telephone or an ID number). */
const numericShape = /^7100260\d{100,}/

/** Thrown by `issueToken`: `refusal` says which field breaks the rules or by how much the words are too long. */
export class TokenRefused extends Error {
  readonly refusal: TokenRefusal

  constructor(refusal: TokenRefusal) {
    super(
      refusal.reason === 'too-long' ? 'the words do not fit the QR' : `field ${refusal.field} not allowed`,
    )
    this.name = 'TokenRefused'
    this.refusal = refusal
  }
}

/**
 * Signs a paper's words (section 9): texts are brought to NFC with single blanks, a name over 64 characters
 * is cut to 63 and `…`. `issuedAt` is in seconds since 1970, UTC. Throws TokenRefused when a field breaks
 * section 4 or when the token would not fit the symbol.
 */
export function issueToken(
  content: PaperContent,
  issuedAt: number,
  key: Signer,
  form: TokenForm,
): { readonly bytes: Uint8Array; readonly text: string } {
  const bytes = seal(fittingBody(content, form), issuedAt, key)
  return { bytes, text: spellToken(bytes, form) }
}

/** Throws the TokenRefused that `issueToken` would throw for these words, whoever signs and when. Signs nothing. */
export function assertIssuable(content: PaperContent, form: TokenForm): void {
  fittingBody(content, form)
}

function fittingBody(content: PaperContent, form: TokenForm): Map<number, unknown> {
  const clean = normaliseContent(content)
  const body = bodyOf(clean)
  const field = offendingField(body)
  if (field !== null) throw new TokenRefused({ reason: 'field', field })
  const bytes = sealedLength(body)
  const limit = printableBytes[form]
  if (bytes > limit) {
    const tooManyCharacters = charactersTooMany(clean, bytes - limit)
    throw new TokenRefused({ reason: 'too-long', tooManyCharacters, bytes, limit })
  }
  return body
}

/** Spells the bytes of a token in one of its two forms. */
export function spellToken(bytes: Uint8Array, form: TokenForm): string {
  return form === 'base45' ? base45Prefix + encodeBase45(bytes) : numericPrefix + encodeDigits(bytes)
}

/** Reads a scanned text (steps 1 and 2 of section 8). Never throws, opens nothing, checks no signature. */
export function parse(text: string): Parsed {
  const scanned = withoutReaderSuffix(text)
  const form = formOf(scanned)
  if (form !== 'base45' && form !== 'numeric') return { readable: false, reason: form }
  if (scanned.length > longestText) return { readable: false, reason: 'size' }
  const bytes =
    form === 'base45'
      ? decodeBase45(scanned.slice(base45Prefix.length))
      : decodeDigits(scanned.slice(numericPrefix.length))
  if (!bytes) return { readable: false, reason: 'damaged' }
  return parseBytes(bytes, form)
}

/** Whether the self-check after signing lets a paper be printed: in the training office only `training` does. */
export function mayPrint(answer: Answer, trainingOffice: boolean): boolean {
  if (trainingOffice) return answer === 'training'
  const printable: readonly Answer[] = [
    'valid',
    'valid-revocation-stale',
    'not-yet',
    'wrong-time',
    'wrong-place',
  ]
  return printable.includes(answer)
}

function parseBytes(bytes: Uint8Array, form: TokenForm): Parsed {
  if (bytes.length > mostBytes) return { readable: false, reason: 'size' }
  const opened = open(bytes)
  if (!opened.ok) return { readable: false, reason: opened.reason }
  const { kid, algorithm, issuedAt, body, signed, signature } = opened.envelope
  const content = readBody(body)
  if (!content) return { readable: false, reason: 'schema' }
  return { readable: true, form, bytes, kid, algorithm, issuedAt, content, signed, signature }
}

/** A loop, not a pattern: a hostile text with many line ends in the middle must cost no more than its length. */
function withoutReaderSuffix(text: string): string {
  let end = text.length
  while (end > 0 && '\r\n\t'.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

function formOf(scanned: string): TokenForm | 'not-a-permit' | 'newer-version' {
  if (scanned.startsWith(base45Prefix)) return 'base45'
  if (/^VP\d+:/.test(scanned)) return 'newer-version'
  if (!numericShape.test(scanned)) return 'not-a-permit'
  return scanned.startsWith(numericPrefix) ? 'numeric' : 'newer-version'
}

/** How many characters to take off the ends of the free texts, the name last, until the words fit. */
function charactersTooMany(content: PaperContent, bytesTooMany: number): number {
  const { text = '', organisation = '', household = '', name } = content
  const ordered = [text, organisation, household, name].flatMap((words) => Array.from(words).toReversed())
  let freed = 0
  for (const [at, character] of ordered.entries()) {
    freed += utf8Length(character)
    if (freed >= bytesTooMany) return at + 1
  }
  return ordered.length
}

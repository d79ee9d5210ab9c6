import { exampleKey, issuedAt, wardKey } from '../../src/office/token/testing/example-city.ts'
import { issueToken, spellToken } from '../../src/office/token/token.ts'
import type { SigningKey } from '../../src/office/token/types.ts'
import type { Random } from './random.ts'
import { randomClaims, randomItem } from './token-cbor.ts'
import { type Paper, paper } from './token-papers.ts'

/** Makes one hostile text. */
export type TextMaker = (random: Random) => string

const papers: readonly Paper[] = Array.from({ length: 200 }, (_, number) => paper(number))

/** The tokens that were really issued, as hex: what is spelled otherwise but says the same bytes is no forgery. */
export const genuine: ReadonlySet<string> = new Set(papers.map(({ bytes }) => hexOf(bytes)))

/** Somebody's own key who writes the ward's name for it into his tokens. */
const impostor: SigningKey = { ...exampleKey('impostor'), kid: wardKey.kid }
const alphabet = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:')
const oddCharacters = Array.from('abcvp\r\n\t\u00a0\u200b\u0000\ufeffĐê１٠🙂\ud800{}"\\')

/** Every kind of hostile text, each as often as the others. */
export const textMakers: readonly TextMaker[] = [
  mutatedBytes,
  mutatedBytes,
  mutatedText,
  mutatedText,
  mixedParts,
  impostorsPaper,
  grammarClaims,
  grammarEnvelope,
  randomBytes,
  randomCharacters,
  noise,
]

/** Bytes replaced, removed, added, doubled or moved in a genuine token. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let changed = [...bytes]
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(changed.length + 1)
    const piece = changed.slice(at, at + random.below(12))
    const what = random.below(5)
    if (what === 0) changed[at] = random.below(256)
    if (what === 1) changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8))
    if (what === 2) changed = changed.toSpliced(at, random.below(6))
    if (what === 3) changed = changed.toSpliced(at, random.below(3), ...bytesOf(random, random.below(8)))
    if (what === 4) changed = changed.toSpliced(random.below(changed.length), 0, ...piece)
  }
  return Uint8Array.from(changed, (byte) => byte)
}

function mutatedBytes(random: Random): string {
  return spell(mutated(onePaper(random).bytes, random), random)
}

function mutatedText(random: Random): string {
  const { bytes } = onePaper(random)
  let text = spell(bytes, random)
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(text.length + 1)
    const put = random.chance(0.8) ? one(random, random.chance(0.9) ? alphabet : oddCharacters) : ''
    text = text.slice(0, at) + put + text.slice(at + random.below(3))
  }
  if (random.chance(0.05)) text = text.toLowerCase()
  if (random.chance(0.05)) text = text.slice(0, random.below(text.length))
  return random.chance(0.02) ? text + text : text
}

/** Header and payload of one paper with the signature of another, or an older paper's end on a newer one. */
function mixedParts(random: Random): string {
  const [a, b] = [onePaper(random).bytes, onePaper(random).bytes]
  const cut = random.chance(0.7) ? 64 : random.below(a.length)
  return spell(Uint8Array.from([...a.subarray(0, -cut || a.length), ...b.subarray(-cut)]), random)
}

/** A flawless token, signed by the impostor. */
function impostorsPaper(random: Random): string {
  const { content } = onePaper(random)
  const name = `${content.name.slice(0, 30)} ${random.below(1000)}`
  return issueToken({ ...content, index: random.below(2 ** 24), name }, issuedAt, impostor, form(random)).text
}

/** A good envelope around claims that are nearly right, nearly wrong or nonsense, signed by the impostor. */
function grammarClaims(random: Random): string {
  return spell(enveloped(randomClaims(random), random), random)
}

function enveloped(claims: readonly number[], random: Random): Uint8Array {
  const header = [
    0xa2,
    0x01,
    random.chance(0.8) ? 0x32 : 0x27,
    0x04,
    0x44,
    ...Buffer.from(wardKey.kid, 'hex'),
  ]
  const signature = impostor.sign(Uint8Array.from(claims))
  const payload = [...head(2, claims.length), ...claims]
  return Uint8Array.from([0xd2, 0x84, 0x49, ...header, 0xa0, ...payload, 0x58, 0x40, ...signature])
}

/** Any CBOR at all, or any in the place of one part of an envelope. */
function grammarEnvelope(random: Random): string {
  const [tag, ...rest] = onePaper(random).bytes
  if (random.chance(0.3)) return spell(Uint8Array.from(randomItem(random, 0).slice(0, 700)), random)
  const at = random.below(14)
  const item = randomItem(random, 0).slice(0, 300)
  return spell(
    Uint8Array.from([tag ?? 0, ...rest.slice(0, at), ...item, ...rest.slice(at + random.below(8))]),
    random,
  )
}

function randomBytes(random: Random): string {
  const some = bytesOf(random, random.below(random.chance(0.05) ? 1200 : 420))
  return spell(Uint8Array.from(random.chance(0.5) ? some : [0xd2, 0x84, ...some]), random)
}

function randomCharacters(random: Random): string {
  const isDigits = random.chance(0.4)
  const set = isDigits ? alphabet.slice(0, 10) : alphabet
  const length = random.chance(0.01) ? 20_000 : random.below(1600)
  const prefix = random.chance(0.1) ? `VP${random.below(12)}:` : isDigits ? '71002601' : 'VP1:'
  return prefix + Array.from({ length }, () => one(random, set)).join('')
}

function noise(random: Random): string {
  const length = random.chance(0.002) ? 200_000 : random.below(300)
  const blank = random.chance(0.1) ? one(random, ['\r', '\n', '\t', ' ', 'V', '7']) : null
  const body = blank
    ? blank.repeat(length)
    : Array.from({ length }, () => String.fromCharCode(random.below(0x10000))).join('')
  return random.chance(0.3) ? `VP1:${body}` : body
}

/** The head of a byte string (2) or another major type, shortest form. */
function head(major: number, length: number): number[] {
  if (length < 24) return [(major << 5) | length]
  if (length < 256) return [(major << 5) | 24, length]
  return [(major << 5) | 25, length >> 8, length & 0xff]
}

function spell(bytes: Uint8Array, random: Random): string {
  return spellToken(bytes, form(random))
}

function form(random: Random): 'base45' | 'numeric' {
  return random.chance(0.7) ? 'base45' : 'numeric'
}

function onePaper(random: Random): Paper {
  return one(random, papers)
}

function bytesOf(random: Random, length: number): number[] {
  return Array.from({ length }, () => random.below(256))
}

/** One of a list that is not empty. */
function one<Item>(random: Random, list: readonly Item[]): Item {
  // Below its length.
  return list[random.below(list.length)] as Item
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

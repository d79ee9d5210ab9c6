import type { Random } from './random.ts'

type Bytes = number[]

const deepest = 9

/** One CBOR item, good or broken: every major type, odd lengths, no lengths, floats, tags, simple values. */
export function randomItem(random: Random, depth: number): Bytes {
  if (depth > deepest || random.chance(0.02)) return [random.below(256)]
  const major = random.below(8)
  if (major <= 1) return headOf(random, major, random.chance(0.5) ? random.below(24) : random.below(2 ** 31))
  if (major <= 3) return stringItem(random, major)
  if (major <= 5) return container(random, major, depth)
  if (major === 6) return [...headOf(random, 6, random.below(64)), ...randomItem(random, depth + 1)]
  return simpleItem(random)
}

/** Claims of a token as an author of forgeries would vary them: some fields right, some odd, some missing. */
export function randomClaims(random: Random): Bytes {
  const time = random.chance(0.9) ? [0x1a, 0x6b, 0x01, 0x02, random.below(256)] : randomItem(random, 2)
  const extra = random.chance(0.1) ? [0x04, ...randomItem(random, 2)] : []
  const body = random.chance(0.9) ? bodyMap(random) : randomItem(random, 1)
  const count = extra.length > 0 ? 0xa3 : 0xa2
  return [count, ...extra, 0x06, ...time, 0x3a, 0x00, 0x01, 0x00, 0x00, ...body].slice(0, 500)
}

function bodyMap(random: Random): Bytes {
  const keys = [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14].filter(() => random.chance(0.98))
  for (let more = random.below(4); more > 0; more--) keys.push(random.below(32))
  const ordered = random.chance(0.95) ? [...new Set(keys)].sort((a, b) => a - b) : keys
  const items = ordered.flatMap((key) => [...head(0, key), ...fieldValue(random, key)])
  return [...head(5, ordered.length), ...items]
}

/** What a field of section 4 holds, now and then something else. */
function fieldValue(random: Random, key: number): Bytes {
  if (random.chance(0.04)) return randomItem(random, 4)
  if (key === 0) return [1 + random.below(3)]
  if (key === 2) return text('vidu-01')
  if ([1, 11, 12, 16, 18].includes(key)) return text('Ví Dụ'.repeat(1 + random.below(3)))
  if (key === 6) return head(0, 20_780)
  if (key === 7) return head(0, 20_780 + random.below(30))
  if (key === 9) return [0x82, ...head(0, 360), ...head(0, 480 + random.below(900))]
  if (key === 10) return [0x81, ...head(0, 1 + random.below(99_999))]
  if (key === 13) return text(String(1000 + random.below(9000)))
  if (key === 15) return text('29C12345')
  if (key === 17) return [0xf5]
  if (key === 21) return text('0123456789')
  return head(0, 1 + random.below(20))
}

function text(value: string): Bytes {
  const bytes = Buffer.from(value)
  return [...head(3, bytes.length), ...bytes]
}

function stringItem(random: Random, major: number): Bytes {
  if (random.chance(0.1)) return [(major << 5) | 31, ...stringItem(random, major), 0xff]
  const length = random.below(20)
  const claimed = random.chance(0.05) ? random.below(2 ** 31) : length
  const byte = () => (major === 3 && random.chance(0.9) ? 0x20 + random.below(95) : random.below(256))
  return [...headOf(random, major, claimed), ...Array.from({ length }, byte)]
}

function container(random: Random, major: number, depth: number): Bytes {
  const items = random.below(4)
  const wanted = major === 5 ? items * 2 : items
  const inside = Array.from({ length: wanted }, () => randomItem(random, depth + 1)).flat()
  if (random.chance(0.1)) return [(major << 5) | 31, ...inside, 0xff]
  return [...headOf(random, major, random.chance(0.05) ? random.below(2 ** 31) : items), ...inside]
}

function simpleItem(random: Random): Bytes {
  const what = random.below(6)
  if (what === 0) return [0xf9, random.below(256), random.below(256)]
  if (what === 1) return [0xfa, ...Array.from({ length: 4 }, () => random.below(256))]
  if (what === 2) return [0xfb, ...Array.from({ length: 8 }, () => random.below(256))]
  if (what === 3) return [0xf8, random.below(256)]
  return [0xe0 | random.below(32)]
}

/** A head in its shortest form, now and then in a longer one or with 2^32 and 2^63 as argument. */
function headOf(random: Random, major: number, argument: number): Bytes {
  if (random.chance(0.95)) return head(major, argument)
  const long = random.below(3)
  if (long === 0) return [(major << 5) | 27, 0x80, 0, 0, 0, 0, 0, 0, 0]
  if (long === 1) return [(major << 5) | 27, 0, 0, 0, 1, 0, 0, 0, 0]
  return [(major << 5) | 26, 0, 0, (argument >> 8) & 0xff, argument & 0xff]
}

function head(major: number, argument: number): Bytes {
  if (argument < 24) return [(major << 5) | argument]
  if (argument < 2 ** 8) return [(major << 5) | 24, argument]
  if (argument < 2 ** 16) return [(major << 5) | 25, argument >> 8, argument & 0xff]
  const bytes = [argument >>> 24, (argument >> 16) & 0xff, (argument >> 8) & 0xff, argument & 0xff]
  return [(major << 5) | 26, ...bytes]
}

/** Where something stands in a JSON document: member names and list positions from the top. */
export type JsonPath = readonly (string | number)[]

/** A JSON text that was read, or the line at which it stops being JSON and why, in both languages. */
export type JsonReading =
  | { readonly value: unknown; readonly lineOf: (path: JsonPath) => number }
  | { readonly line: number; readonly vi: string; readonly en: string }

/** Deeper nesting than any rule pack has. */
const maxDepth = 32

/**
 * Reads a JSON text (RFC 8259) and remembers on which line every value begins. Stricter than `JSON.parse` in two points:
 * a member named twice is a fault, because only one of the two would count, and one named `__proto__`, because to a
 * program it is none. `lineOf` answers the line (from 1) of a
 * path, or of the nearest thing around it that is there.
 */
export function readJson(text: string): JsonReading {
  const top: Place = { at: 0, inner: null }
  const scan: Scan = { text, at: 0 }
  try {
    readValue(scan, top, 0)
    skipBlanks(scan)
    if (scan.at < text.length) throw unexpected(scan)
    const value: unknown = JSON.parse(text)
    const lineAt = lineFinder(text)
    return { value, lineOf: (path) => lineAt(nearest(top, path).at) }
  } catch (error) {
    if (error instanceof NotJson) return { line: lineFinder(text)(error.at), ...error.words }
    throw error
  }
}

type Scan = { readonly text: string; at: number }

/** Where a value begins, and everything in it; made only where there is something in it. */
type Place = { at: number; inner: Map<string | number, Place> | null }

class NotJson extends Error {
  readonly at: number
  readonly words: { readonly vi: string; readonly en: string }
  constructor(at: number, vi: string, en: string) {
    super(en)
    this.at = at
    this.words = { vi, en }
  }
}

const blanks = /[ \t\n\r]*/y
const plain = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function readValue(scan: Scan, place: Place, depth: number): void {
  skipBlanks(scan)
  place.at = scan.at
  if (depth > maxDepth) throw new NotJson(scan.at, 'Lồng quá nhiều tầng.', 'It is nested too deeply.')
  const sign = scan.text[scan.at]
  if (sign === '{') readMembers(scan, place, depth)
  else if (sign === '[') readItems(scan, place, depth)
  else if (sign === '"') readString(scan)
  else readPlain(scan)
}

function readMembers(scan: Scan, place: Place, depth: number): void {
  const inner = (place.inner = new Map<string | number, Place>())
  readList(scan, '}', () => {
    const { at } = scan
    const name = readString(scan)
    if (inner.has(name)) {
      const said = shortly(name)
      throw new NotJson(at, `Mục “${said}” được ghi hai lần.`, `The member “${said}” is there twice.`)
    }
    if (name === '__proto__')
      throw new NotJson(at, 'Không mục nào được đặt tên “__proto__”.', 'No member may be called “__proto__”.')
    const member: Place = { at, inner: null }
    inner.set(name, member)
    skipBlanks(scan)
    expectSign(scan, ':')
    readValue(scan, member, depth + 1)
    // The line of a member is the one its name stands on.
    member.at = at
  })
}

function readItems(scan: Scan, place: Place, depth: number): void {
  const inner = (place.inner = new Map<string | number, Place>())
  readList(scan, ']', () => {
    const item: Place = { at: scan.at, inner: null }
    inner.set(inner.size, item)
    readValue(scan, item, depth + 1)
  })
}

/** From its opening sign to its closing one, commas between. */
function readList(scan: Scan, end: '}' | ']', readOne: () => void): void {
  scan.at++
  skipBlanks(scan)
  if (scan.text[scan.at] === end) {
    scan.at++
    return
  }
  for (;;) {
    skipBlanks(scan)
    readOne()
    skipBlanks(scan)
    if (scan.text[scan.at] === end) break
    expectSign(scan, ',')
  }
  scan.at++
}

/** Sign by sign: a pattern that can match a text in many ways tries them all on one that never ends. */
function readString(scan: Scan): string {
  const { text, at } = scan
  if (text[at] !== '"') throw unexpected(scan)
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  scan.at = end + 1
  try {
    // Quotes around it: what reads at all reads as a string.
    return JSON.parse(text.slice(at, scan.at)) as string
  } catch {
    throw unexpected({ text, at })
  }
}

function readPlain(scan: Scan): void {
  plain.lastIndex = scan.at
  const found = plain.exec(scan.text)?.[0]
  if (!found) throw unexpected(scan)
  scan.at += found.length
}

function expectSign(scan: Scan, sign: string): void {
  if (scan.text[scan.at] !== sign) throw unexpected(scan)
  scan.at++
}

function skipBlanks(scan: Scan): void {
  blanks.lastIndex = scan.at
  scan.at += blanks.exec(scan.text)?.[0].length ?? 0
}

function unexpected({ text, at }: Scan): NotJson {
  const sign = text.slice(at, at + 12).split('\n')[0]
  if (at >= text.length)
    return new NotJson(at, 'Tệp kết thúc giữa chừng.', 'The file ends before it is complete.')
  return new NotJson(
    at,
    `Tệp không phải JSON đúng chuẩn, sai từ chỗ “${sign}”.`,
    `This is not JSON, from “${sign}” on.`,
  )
}

function nearest(top: Place, path: JsonPath): Place {
  let place = top
  for (const part of path) {
    const next = place.inner?.get(part)
    if (!next) break
    place = next
  }
  return place
}

/** Answers the line (from 1) of a position; the text is looked through once, however often it is asked. */
function lineFinder(text: string): (at: number) => number {
  const begins = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) begins.push(end + 1)
  return (at) => {
    let [low, high] = [0, begins.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((begins[middle] ?? 0) <= at) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** A path as people write it: `procedures[0].steps[2].by`; names that no pack has are cut short. */
export function pathText(path: JsonPath): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${shortly(part)}`))
    .join('')
}

/** As much of a text as a sentence about it has room for. */
export function shortly(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

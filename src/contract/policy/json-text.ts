/** Where something stands in a JSON document: member names and list positions from the top. */
export type JsonPath = readonly (string | number)[]

/** A JSON text that was read, or the line at which it stops being JSON and why, in both languages. */
export type JsonReading =
  | { readonly value: unknown; readonly lineOf: (path: JsonPath) => number }
  | { readonly line: number; readonly vi: string; readonly en: string }

/** Deeper nesting than any rule pack has. */
const maxDepth = 32

/**
 * Reads a JSON text (RFC 8259) and remembers on which line every value begins. Stricter than `JSON.parse` in one point:
 * a member named twice is a fault, because only one of the two would count. `lineOf` answers the line (from 1) of a
 * path, or of the nearest thing around it that is there.
 */
export function readJson(text: string): JsonReading {
  const begins = new Map<string, number>()
  const scan: Scan = { text, at: 0, begins }
  try {
    readValue(scan, [])
    skipBlanks(scan)
    if (scan.at < text.length) throw unexpected(scan)
    const value: unknown = JSON.parse(text)
    return { value, lineOf: (path) => lineAt(text, nearest(begins, path)) }
  } catch (error) {
    if (error instanceof NotJson) return { line: lineAt(text, error.at), ...error.words }
    throw error
  }
}

type Scan = { readonly text: string; at: number; readonly begins: Map<string, number> }

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
const quoted = /"(?:[^"\\]+|\\.)*"/sy

function readValue(scan: Scan, path: JsonPath): void {
  skipBlanks(scan)
  scan.begins.set(keyOf(path), scan.at)
  if (path.length > maxDepth) throw new NotJson(scan.at, 'Lồng quá nhiều tầng.', 'It is nested too deeply.')
  const sign = scan.text[scan.at]
  if (sign === '{') readMembers(scan, path)
  else if (sign === '[') readItems(scan, path)
  else if (sign === '"') readString(scan)
  else take(scan, plain)
}

function readMembers(scan: Scan, path: JsonPath): void {
  const names = new Set<string>()
  readList(scan, '}', () => {
    const { at } = scan
    const name = readString(scan)
    if (names.has(name))
      throw new NotJson(at, `Mục “${name}” được ghi hai lần.`, `The member “${name}” is there twice.`)
    names.add(name)
    skipBlanks(scan)
    expectSign(scan, ':')
    readValue(scan, [...path, name])
    // The line of a member is the one its name stands on.
    scan.begins.set(keyOf([...path, name]), at)
  })
}

function readItems(scan: Scan, path: JsonPath): void {
  let count = 0
  readList(scan, ']', () => readValue(scan, [...path, count++]))
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

function readString(scan: Scan): string {
  const { at } = scan
  const written = take(scan, quoted)
  try {
    // Quotes around it: what reads at all reads as a string.
    return JSON.parse(written) as string
  } catch {
    throw unexpected({ ...scan, at })
  }
}

function take(scan: Scan, pattern: RegExp): string {
  pattern.lastIndex = scan.at
  const found = pattern.exec(scan.text)?.[0]
  if (!found) throw unexpected(scan)
  scan.at += found.length
  return found
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

function keyOf(path: JsonPath): string {
  return JSON.stringify(path)
}

function nearest(begins: ReadonlyMap<string, number>, path: JsonPath): number {
  for (let length = path.length; length > 0; length--) {
    const at = begins.get(keyOf(path.slice(0, length)))
    if (at !== undefined) return at
  }
  return 0
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

/** A path as people write it: `procedures[0].steps[2].by`. */
export function pathText(path: JsonPath): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('')
}

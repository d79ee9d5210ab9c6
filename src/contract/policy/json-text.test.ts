import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathText, readJson } from './json-text.ts'

const lineOf = (text: string, ...path: readonly (string | number)[]) => {
  const read = readJson(text)
  return 'value' in read ? read.lineOf(path) : null
}

// A member of this name is refused, see below.
const anyJson = fc.json({ maxDepth: 4 }).filter((text) => !text.includes('__proto__'))

describe('a JSON text', () => {
  test('reads as JSON.parse reads it, whatever is in it', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(undefined, 2), (compact, indent) => {
        const value: unknown = JSON.parse(compact)
        const read = readJson(JSON.stringify(value, null, indent))
        expect('value' in read && read.value).toEqual(value)
      }),
    )
  })

  test('damaged anywhere is refused exactly where JSON.parse refuses it', () => {
    const text = '{"a": [1, -2.5e3, true, null], "b": {"c": "x\\u00e9\\n\\"", "d": {}}, "e": []}'
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.constantFrom('', '"', ',', '}', '[', '0', '\\', '\u0001'),
        (at, put) => {
          const damaged = text.slice(0, at) + put + text.slice(at + 1)
          expect('value' in readJson(damaged), damaged).toBe(parses(damaged))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('knows the line of everything in it, and of what surrounds a thing that is missing', () => {
    const text = '{\n  "a": [\n    1,\n    {"b": 2}\n  ],\n  "c":\n    3\n}\n'
    expect(lineOf(text)).toBe(1)
    expect(lineOf(text, 'a')).toBe(2)
    expect(lineOf(text, 'a', 0)).toBe(3)
    expect(lineOf(text, 'a', 1, 'b')).toBe(4)
    expect(lineOf(text, 'a', 1, 'missing', 'deeper')).toBe(4)
    expect(lineOf(text, 'c')).toBe(6)
    expect(lineOf(text, 'nothing')).toBe(1)
  })

  test('that is none says the line and what is wrong', () => {
    expect(readJson('{\n"a": 1,\n}')).toMatchObject({ line: 3 })
    expect(readJson('{\n"a": [1')).toMatchObject({ line: 2, vi: 'Tệp kết thúc giữa chừng.' })
    expect(readJson('')).toMatchObject({ line: 1 })
    expect(readJson('\uFEFF{}')).toMatchObject({ line: 1 })
  })

  test('that names a member twice is refused: only one of them would count', () => {
    const read = readJson('{"by": 1,\n "may": 2,\n "by": 3}')
    expect(read).toMatchObject({ line: 3, vi: 'Mục “by” được ghi hai lần.' })
  })

  test('that names a member `__proto__` is refused, wherever', () => {
    expect(readJson('{"a": [{"b": 1,\n "__proto__": {}}]}')).toMatchObject({
      line: 2,
      vi: 'Không mục nào được đặt tên “__proto__”.',
    })
    expect(readJson('{"\\u005f_proto__": 1}')).toMatchObject({ line: 1 })
  })

  test('that is nested without end is refused, and does not run out of stack', () => {
    expect(readJson('['.repeat(200_000))).toMatchObject({ vi: 'Lồng quá nhiều tầng.' })
    expect(readJson('{"a":'.repeat(50_000))).toMatchObject({ vi: 'Lồng quá nhiều tầng.' })
  })

  test('whose string never ends is refused where the string begins, however long it is', () => {
    const endless = 'a'.repeat(250_000)
    for (const rest of [endless, '\\n'.repeat(125_000), '\\"'.repeat(125_000), `${endless}\\`])
      expect(readJson(`{\n"title": "${rest}`)).toMatchObject({
        line: 2,
        en: expect.stringContaining('not JSON'),
      })
    expect(readJson('"\\')).toMatchObject({ line: 1, en: expect.stringContaining('not JSON') })
  })

  test('with a long name over many values takes no more room than the text has', () => {
    const text = `{"${'n'.repeat(100_000)}": [\n${'1,\n'.repeat(49_999)}1]}`
    expect(lineOf(text, 'n'.repeat(100_000), 49_999)).toBe(50_001)
  })
})

test('a path is written as people write it', () => {
  expect(pathText(['procedures', 0, 'steps', 2, 'by'])).toBe('procedures[0].steps[2].by')
  expect(pathText([])).toBe('')
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CivilDate } from '../calendar.ts'
import { recogniseScan } from './recognise.ts'
import { isPersonRead, scanWarnings } from './recognised.ts'

const fixtures = JSON.parse(
  readFileSync(new URL('../../../e2e/vectors/id-documents.json', import.meta.url), 'utf8'),
) as { input: string; expected: { layout?: string; idNumber?: string } }[]
const today = '2026-11-22' as CivilDate

function person(text: string) {
  const read = recogniseScan(text, { today })
  if (!isPersonRead(read)) throw new Error(`read as ${read.kind}`)
  return read
}

describe('whatever comes in', () => {
  const valid = /^(?:[0-9]{12})$/
  const scraps = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(...'0123456789|<ABVNMP:\r\n\t\\]Qữễ '.split('')), maxLength: 120 }),
    fc
      .tuple(
        fc.constantFrom(...fixtures.map(({ input }) => input)),
        fc.nat(),
        fc.nat(6),
        fc.string({ maxLength: 6 }),
      )
      .map(([text, at, gone, put]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + put + text.slice(place + gone)
      }),
  )

  test('50,000 broken reads: never a crash, never a number that is none', () => {
    const allowed = new Set<string>(scanWarnings)
    let accepted = 0
    fc.assert(
      fc.property(scraps, (text) => {
        const read = recogniseScan(text, { today })
        for (const warning of read.warnings) expect(allowed.has(warning)).toBe(true)
        if (read.damage === 'truncated') expect(read.accepted).toBe(false)
        if (!read.accepted) return
        if (!isPersonRead(read)) throw new Error('only papers are accepted')
        const number = read.idNumber ?? ''
        if (read.kind === 'cmnd') expect(read.oldIdNumber).toMatch(/^[0-9]{9}$/)
        else expect(number).toMatch(valid)
        // The number stands in the text as it was read: nothing is put together from pieces.
        expect(read.text).toContain(read.idNumber ?? read.oldIdNumber)
        accepted++
        if (read.damage !== null) expect(read).not.toHaveProperty('fullName')
        if (read.fullName !== undefined) expect(read.fullName).not.toMatch(/[?\ufffd\p{Cc}]/u)
      }),
      { numRuns: 50_000 },
    )
    // Both sides of the decision were met.
    expect(accepted).toBeGreaterThan(1000)
    expect(accepted).toBeLessThan(40_000)
  }, 120_000)

  test('a card cut anywhere is never accepted', () => {
    for (const { input, expected } of fixtures) {
      if (expected.layout !== 'cccd-7') continue
      const whole = input.replace(/[\r\n\t]+$/, '')
      expect(person(whole).idNumber).toBe(expected.idNumber)
      const start = whole.indexOf('|')
      for (let length = start + 1; length < whole.length; length++) {
        expect(person(whole.slice(0, length))).toMatchObject({ damage: 'truncated', accepted: false })
      }
    }
  })

  test('any name and address come through as they are', () => {
    const words = fc
      .array(
        fc.string({
          unit: fc.constantFrom(...'aàảãáạăằâấđeêểiíoôồơợuưữyýbcghklmnpqrstvx'.split('')),
          minLength: 1,
          maxLength: 7,
        }),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .map((parts) => parts.map((part) => part.charAt(0).toLocaleUpperCase('vi') + part.slice(1)).join(' '))
    fc.assert(
      fc.property(words, words, (name, address) => {
        const read = person(`079185000123||${name}|15031985|Nữ|${address}, Phường Ví Dụ|21052021`)
        expect(read).toMatchObject({ fullName: name, address: `${address}, Phường Ví Dụ`, damage: null })
      }),
      { numRuns: 3000 },
    )
  })
})

import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CivilDate } from '../../domain/calendar.ts'
import { layouts } from './hid/report-layout.ts'
import { parseScanLine } from './parse-line.ts'
import { reportsFor } from './simulated/reports.ts'

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../../e2e/vectors/${file}`, import.meta.url), 'utf8'))
const documents = read('id-documents.json') as { name: string; input: string }[]
const hid = read('hid-reports.json') as {
  scans: { layout: string; name: string; reports: string[] }[]
  extras: { name: string; reports: string[] }[]
}
const today = '2026-11-22' as CivilDate
const parse = (value: unknown) => parseScanLine(JSON.stringify(value), today)
const hex = (report: Uint8Array) => Buffer.from(report).toString('hex')
const card = (name: string) =>
  `079185000123|012345678|${name}|15031985|Nữ|12/5 Lê Lợi, Ví Dụ, Quận Mẫu, TP. Hồ Chí Minh|21052021`

const birth = (name: string) => parse(documents.find((one) => one.name.startsWith(name))?.input).birthDate
const extra = (part: string) => ({
  reports: hid.extras.find(({ name }) => name.includes(part))?.reports,
  vendorId: 3118,
})

describe('one line of quay scan --parse', () => {
  test('a card as text', () => {
    expect(parse(documents[0]?.input)).toEqual({
      kind: 'cccd',
      idNumber: '079185000123',
      oldIdNumber: '012345678',
      fullName: 'Trần Thị Thu Hà',
      birthDate: '1985-03-15',
      sex: 'female',
      address: '12/5 Lê Lợi, Ví Dụ, Quận Mẫu, TP. Hồ Chí Minh',
      issueDate: '2021-05-21',
      repaired: false,
      damage: null,
      warnings: ['card-expired'],
      accepted: true,
    })
  })

  test('partial birth dates keep what is known', () => {
    expect([birth('Y1'), birth('Y2'), birth('Y3')]).toEqual(['1985', '1985', '1985-03'])
  })

  test('absent fields are left out', () => {
    const cut = parse(documents.find((one) => one.name.startsWith('F'))?.input)
    expect(cut).toEqual({
      kind: 'cccd',
      repaired: false,
      damage: 'truncated',
      warnings: ['field-count'],
      accepted: false,
    })
  })

  test('every document of the fixtures has an answer', () => {
    for (const { input } of documents) expect(parse(input).kind).not.toBe('unknown')
  })

  test.each(hid.scans.filter(({ name }) => name.includes('7 fields')))(
    'raw reports of layout $layout',
    ({ reports }) => {
      expect(parse({ reports })).toMatchObject({
        kind: 'cccd',
        idNumber: '039190000123',
        fullName: 'Trần Thị Thu Hà',
        address: 'Số 12 ngõ 34 phố Thử Nghiệm, Phường Ví Dụ, Thành phố Mẫu',
        accepted: true,
      })
    },
  )

  test('lost reports, Latin-1 and replies are told apart', () => {
    expect(parse(extra('never comes'))).toMatchObject({ kind: 'cccd', damage: 'truncated', accepted: false })
    expect(parse(extra('middle report lost'))).toMatchObject({
      kind: 'cccd',
      damage: 'truncated',
      accepted: false,
    })
    expect(parse({ ...extra('Latin-1'), vendorId: 7851 })).toMatchObject({
      damage: 'code-page',
      accepted: false,
    })
    expect(parse(extra('command reply'))).toMatchObject({ kind: 'unknown', damage: null, accepted: false })
  })

  test.each([
    '',
    '{',
    '{}',
    '12',
    'null',
    '{"reports":"02"}',
    '{"reports":["0"]}',
    '{"reports":[2]}',
    '{"reports":[],"vendorId":"x"}',
  ])('the line %j is refused with a reason', (line) => {
    expect(() => parseScanLine(line, today)).toThrow(TypeError)
  })
})

describe('a card through the reports of a reader', () => {
  const names = fc
    .string({
      unit: fc.constantFrom(...'aàảãáạăằắâầấậbcdđeèẻêềễệghiìíklmnoòọôồổộơờợpqrstuùủưừữựvxyỳỹ '.split('')),
      minLength: 1,
      maxLength: 60,
    })
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((name) => name !== '')

  test('any name survives being cut into reports', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('A' as const, 'C' as const), (name, letter) => {
        const reports = reportsFor(card(name), layouts[letter]).map(hex)
        expect(parse({ reports })).toMatchObject({ fullName: name, damage: null, accepted: true })
      }),
      { numRuns: 1000 },
    )
  })

  test('without its first or its last report a card is never accepted', () => {
    fc.assert(
      fc.property(names, (name) => {
        const reports = reportsFor(card(name)).map(hex)
        for (let kept = 1; kept < reports.length; kept++) {
          expect(parse({ reports: reports.slice(0, kept) })).toMatchObject({
            damage: 'truncated',
            accepted: false,
          })
          expect(parse({ reports: reports.slice(kept) }).accepted).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('without a middle report nothing but text inside one field can go unseen', () => {
    fc.assert(
      fc.property(names, fc.nat(), (name, n) => {
        const whole = card(name)
        const reports = reportsFor(whole).map(hex)
        const gone = 1 + (n % Math.max(1, reports.length - 2))
        const result = parse({ reports: reports.filter((_, i) => i !== gone) })
        if (!result.accepted) return
        // Reports carry no numbers: what is left must still be every field but one, as printed.
        const lost = Buffer.from(whole)
          .subarray(gone * 56, gone * 56 + 56)
          .toString()
        expect(lost).not.toContain('|')
        expect(result).toMatchObject({
          idNumber: '079185000123',
          birthDate: '1985-03-15',
          issueDate: '2021-05-21',
        })
      }),
      { numRuns: 500 },
    )
  })
})

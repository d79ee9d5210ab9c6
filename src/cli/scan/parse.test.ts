import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { scanWarnings } from '../../domain/identity/recognised.ts'
import { quay } from '../testing/run-quay.ts'

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../../e2e/vectors/${file}`, import.meta.url), 'utf8'))
const documents = read('id-documents.json') as { input: string }[]
const hid = read('hid-reports.json') as Record<'scans' | 'extras', { reports: string[]; layout: string }[]>
const token = read('token.json') as { tokens: { name: string; base45: string; numeric: string }[] }
const bytes = { A: 0x0c2e, B: 0x1eab, C: 0x05e0 } as Record<string, number>

/** One answer, word for word as issue and help promise it: nothing else in it, nothing missing. */
const answer = z.strictObject({
  kind: z.enum([
    'cccd',
    'can-cuoc',
    'cmnd',
    'bhyt',
    'mrz-td1',
    'mrz-td3',
    'permit',
    'market-card',
    'organisation',
    'receipt',
    'unknown',
  ]),
  idNumber: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  oldIdNumber: z
    .string()
    .regex(/^(?:\d{9}|\d{12})$/)
    .optional(),
  fullName: z.string().min(1).optional(),
  birthDate: z
    .string()
    .regex(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/)
    .optional(),
  sex: z.enum(['male', 'female']).optional(),
  address: z.string().min(1).optional(),
  issueDate: z.iso.date().optional(),
  repaired: z.boolean(),
  damage: z
    .enum(['truncated', 'diacritics-lost', 'question-marks', 'code-page', 'input-method', 'mojibake'])
    .nullable(),
  warnings: z.array(z.enum(scanWarnings)),
  accepted: z.boolean(),
})
const parse = (lines: readonly string[], end = '\n') => quay(['scan', '--parse'], lines.join(end) + end)

test('every fixture, as text and as reports, has one answer of the promised form', async () => {
  const texts = [
    ...documents.map(({ input }) => input),
    ...token.tokens.flatMap((one) => [one.base45, one.numeric]),
  ]
  const reports = [...hid.scans, ...hid.extras].flatMap((scan) => [
    { reports: scan.reports },
    { reports: scan.reports, vendorId: bytes[scan.layout] },
    { reports: scan.reports.map((report) => report.toUpperCase().replace(/../g, '$& ')), vendorId: '0x0C2E' },
  ])
  const { code, json } = await parse([...texts, ...reports].map((line) => JSON.stringify(line)))
  expect(code).toBe(0)
  expect(json).toHaveLength(texts.length + reports.length)
  for (const one of json) expect(answer.safeParse(one).error).toBeUndefined()
})

test('a market card and an organisation paper are told from a permit, in both spellings', async () => {
  const lines = token.tokens.flatMap(({ base45, numeric }) => [base45, `]Q1${numeric}\r\n`])
  const { json } = await parse(lines.map((line) => JSON.stringify(line)))
  const kinds = json.map((one) => answer.parse(one).kind)
  const named = token.tokens.flatMap(({ name }) => {
    const kind = name.startsWith('permit') ? 'permit' : name
    return [kind, kind]
  })
  expect(kinds).toEqual(named)
  expect(new Set(kinds)).toEqual(new Set(['permit', 'market-card', 'organisation']))
})

test('lines end in LF or CRLF and in nothing else; a last line needs no end; blank lines are passed over', async () => {
  const card = '001202000456||Nguyễn Văn Bình|24022002|Nam|Thôn Mẫu, Ví Dụ|31052021'
  const lines = [JSON.stringify(card), '', '   ', `"\u2028${card}\u2029\u0085"`, JSON.stringify(card)]
  for (const end of ['\n', '\r\n']) {
    const { code, json } = await quay(['scan', '--parse'], lines.join(end))
    expect(code).toBe(0)
    expect(json.map((one) => answer.parse(one).kind)).toEqual(['cccd', 'unknown', 'cccd'])
  }
})

test('what is no scan gets an error of its own, in its place, and everything behind it is answered', async () => {
  const broken = [
    'nope',
    '{',
    '12',
    'null',
    'true',
    '[]',
    '{"reports":"02"}',
    '{"reports":["zz"]}',
    '"\u0000"',
  ]
  const { code, json } = await parse(broken.flatMap((line) => [line, '"012345678"']))
  expect(code).toBe(2)
  expect(json).toHaveLength(2 * broken.length)
  json.forEach((one, at) => {
    if (at % 2 === 0) expect(one).toEqual({ error: expect.any(String) })
    else expect(one).toMatchObject({ kind: 'cmnd', oldIdNumber: '012345678' })
  })
})

test('thousands of strange lines are answered one by one and in order', async () => {
  const cards = documents.map(({ input }) => input)
  const strange = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .tuple(fc.constantFrom(...cards), fc.nat(400), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([card, at, put]) => card.slice(0, at) + put + card.slice(at + 1)),
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 70 }), { maxLength: 6 }).map((reports) => ({
      reports: reports.map((report) => Buffer.from(report).toString('hex')),
    })),
  )
  const sample = fc.sample(strange, 4000)
  // A number after each shows that none was swallowed or answered twice.
  const lines = sample.flatMap((one, at) => [JSON.stringify(one), `"${String(at).padStart(9, '0')}"`])
  const { code, json } = await parse(lines)
  expect(code).toBe(0)
  expect(json).toHaveLength(2 * sample.length)
  for (const [at, one] of json.entries()) {
    const parsed = answer.safeParse(one)
    expect(parsed.error, JSON.stringify(sample[at >> 1])).toBeUndefined()
    if (at % 2 === 1) expect(parsed.data?.oldIdNumber).toBe(String(at >> 1).padStart(9, '0'))
  }
})

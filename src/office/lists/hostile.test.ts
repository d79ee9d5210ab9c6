import * as fc from 'fast-check'
import { test } from 'vitest'
import { Refusal } from '../../contract/refusals.ts'
import { judgedListSchema } from '../../contract/lists/judged-list.ts'
import { goodRow, heading, judged } from './testing/judged.ts'
import { message } from './testing/message.ts'
import { type TestCell, workbook } from './testing/workbook.ts'
import { zip } from './testing/zip.ts'

const person = goodRow.split(',')
const rows: TestCell[][] = [heading.split(','), person, ['Lê Minh An', 1990, null, 48090000777, 'x']]
const files = [
  workbook({ rows, merges: ['A1:B2'], fonts: ['.VnTime'], formats: ['dd/mm/yyyy'] }),
  Buffer.from(`${heading}\n${goodRow}\n`),
  Buffer.from(`\ufeff${heading}\n${goodRow}\n`, 'utf16le'),
  message([{ name: 'ds.csv', type: 'text/csv', bytes: `${heading}\n${goodRow}` }]),
] as const

/** A judged list that keeps its contract, or a refusal; anything else fails the test. */
async function listOrRefusal(bytes: Uint8Array): Promise<void> {
  const list = await judged(bytes).catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  if (list) judgedListSchema.parse(list)
}

const damage = fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255), run: fc.nat(20) }), { maxLength: 12 })

test('a file damaged anywhere is a list or a refusal, never a fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), damage, fc.nat(), async (file, changes, cut) => {
      const bytes = Uint8Array.from(file)
      for (const { at, byte, run } of changes) bytes.fill(byte, at % bytes.length, (at % bytes.length) + run)
      await listOrRefusal(cut % 4 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes)
    }),
    { numRuns: 1500 },
  )
})

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const rowNumber = fc.oneof(fc.nat(6).map(String), fc.constantFrom('-1', '', 'x', '1e9', '1048577'))
const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('1', '-1', '1e400', 'NaN', '4294967296', '00', 'B', '_x0000_'),
)
const cell = fc
  .record({
    r: fc.constantFrom('A1', 'ZZZZ1', '1', '', 'B2', 'A99999999'),
    t: fc.constantFrom('s', 'n', 'd', 'b', 'e', 'str', 'inlineStr', 'x'),
    s: value,
    v: value,
  })
  .map(
    ({ r, t, s, v }) =>
      `<c r="${r}" t="${t}" s="${escaped(s)}"><f/><v>${escaped(v)}</v><is><t>${escaped(v)}</t></is></c>`,
  )

test('whatever stands in the XML of a sheet, it is a list or a refusal', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(rowNumber, fc.array(cell, { maxLength: 6 })), { maxLength: 6 }),
      async (lines) => {
        const sheet = lines
          .map(([number, cells]) => `<row r="${escaped(number)}">${cells.join('')}</row>`)
          .join('')
        const header = `<row r="1">${heading
          .split(',')
          .map((text) => `<c t="str"><v>${text}</v></c>`)
          .join('')}</row>`
        await listOrRefusal(
          zip([
            {
              name: 'xl/workbook.xml',
              bytes: `<workbook ${main} xmlns:r="r"><sheets><sheet name="A" r:id="sheet1"/></sheets></workbook>`,
            },
            {
              name: 'xl/worksheets/sheet1.xml',
              bytes: `<worksheet>${header}${sheet}<mergeCell ref="A1:XFD1048576"/></worksheet>`,
            },
          ]),
        )
      },
    ),
    { numRuns: 500 },
  )
})

test('whatever people type in the cells, each row has a verdict', async () => {
  const cells = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 5, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 4 }), async (typed) => {
      const lines = typed.map((texts) => texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
      await listOrRefusal(Buffer.from([heading, ...lines].join('\n')))
    }),
    { numRuns: 1000 },
  )
})

const long = 32_000
test.each([
  ['brackets', '('.repeat(long)],
  ['blanks', `a${' '.repeat(long)}a`],
  ['letters and a digit', `${'a '.repeat(long / 2)}1`],
  ['dots behind an @', `a@${'.'.repeat(long - 4)} @`],
  ['dates without end', ' ngay 1 thang 1'.repeat(long / 16)],
  ['digits', '1'.repeat(long)],
  ['marks without a letter', '\u0301'.repeat(long)],
])('long cells of %s keep no pattern busy', async (_, text) => {
  const row = Array<string>(5).fill(text)
  const bytes = workbook({
    rows: [...Array<string[]>(40).fill(row), heading.split(','), ...Array<string[]>(100).fill(row)],
  })
  // Quadratic work on these would take minutes.
  await listOrRefusal(bytes)
})

function escaped(text: string): string {
  return text.replace(/[^ -~]|[<&"]/gu, (sign) => `&#${sign.codePointAt(0)};`)
}

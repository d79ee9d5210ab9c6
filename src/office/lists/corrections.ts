import writeWorkbook, { type Row } from 'write-excel-file/node'
import type { JudgedList, JudgedRow } from '../../contract/lists/judged-list.ts'
import { findingText, rowReasons } from '../../contract/lists/reasons.ts'
import { neutralised } from './neutralise.ts'

const words = {
  vi: { row: 'Dòng', mend: 'Cần sửa (phường ghi)', sheet: 'Cần sửa' },
  en: { row: 'Row', mend: 'To mend (by the ward)', sheet: 'To mend' },
} as const

/** Whether a list is such a sheet that came back: its own column still stands there, in whatever file. */
export function isCorrectionSheet({ headings }: Pick<JudgedList, 'headings'>): boolean {
  const marks = Object.values(words).map(({ mend }) => plain(mend))
  return headings.some((heading) => marks.includes(plain(heading)))
}

const plain = (text: string) => text.normalize('NFC').trim().toLowerCase()

/**
 * The rows that have to be mended, as the organisation sent them, with a column in front that says how to mend each: an
 * .xlsx to be filled in and sent back, which reads as the same list again. Cells are text, so that numbers keep their
 * zeros and nothing becomes a formula.
 */
export async function writeCorrections(
  { rows, headings, mapping }: Pick<JudgedList, 'rows' | 'headings' | 'mapping'>,
  language: 'vi' | 'en',
): Promise<Uint8Array> {
  const { row, mend, sheet } = words[language]
  const heading = [row, mend, ...headings].map((value) => ({
    value: neutralised(value),
    type: String,
    fontWeight: 'bold' as const,
  }))
  const wrong = rows.filter(({ verdict }) => verdict !== 'good')
  const body = wrong.map(
    (one): Row => [
      { value: one.row, type: Number },
      { value: sentences(one, language), type: String, wrap: true },
      ...one.cells.map((text) =>
        text === '' ? null : { value: neutralised(text), type: String, format: '@' },
      ),
    ],
  )
  const columns = [{ width: 8 }, { width: 60 }, ...mapping.columns.map(() => ({ width: 22 }))]
  return writeWorkbook([heading, ...body], { columns, sheet, stickyRowsCount: 1 }).toBuffer()
}

/** What is to be mended in a row; notes about what was put right already are left out. */
function sentences({ reasons }: JudgedRow, language: 'vi' | 'en'): string {
  return reasons
    .filter(({ code }) => rowReasons[code].weight !== 'note')
    .map((finding) => findingText(finding, language))
    .join('\n')
}

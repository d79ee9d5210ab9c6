import { columnName } from '../table.ts'
import { zip, type ZipPart } from './zip.ts'

/** A cell of a test workbook: a text, a number, nothing, or XML of its own. `font` and `format` are indexes of styles. */
export type TestCell =
  | string
  | number
  | null
  | { readonly xml: string }
  | { readonly text: string; readonly style: number }

export type TestBook = {
  readonly rows: readonly (readonly TestCell[])[]
  readonly merges?: readonly string[]
  /** Fonts behind the first, which is Calibri; style n has font n. */
  readonly fonts?: readonly string[]
  /** Number formats behind; style fonts + n has format n. */
  readonly formats?: readonly string[]
  readonly parts?: readonly ZipPart[]
  /** Further sheets, before this one. */
  readonly before?: readonly { readonly name: string; readonly rows: TestBook['rows'] }[]
  readonly hidden?: readonly number[]
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

/** The bytes of a workbook as Excel would lay it out. */
export function workbook(book: TestBook): Uint8Array {
  const sheets = [...(book.before ?? []), { name: 'Danh sách', rows: book.rows }]
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
  return zip([
    { name: '[Content_Types].xml', bytes: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      bytes: `<workbook ${main} xmlns:r="r"><sheets>${sheets.map(({ name }, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `<Relationships>${sheets.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${relation('st', 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/styles.xml', bytes: styles(book) },
    ...sheets.map(({ rows }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      bytes: sheetXml(rows, rows === book.rows ? book : { rows }),
    })),
    ...(book.parts ?? []),
  ])
}

function styles({ fonts = [], formats = [] }: TestBook): string {
  const xf = (font: number, format: number) => `<xf fontId="${font}" numFmtId="${format}"/>`
  const names = ['Calibri', ...fonts]
  return `<styleSheet ${main}><numFmts>${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`).join('')}</numFmts><fonts>${names.map((name) => `<font><name val="${name}"/></font>`).join('')}</fonts><cellXfs>${names.map((_, i) => xf(i, 0)).join('')}${formats.map((_, i) => xf(0, 164 + i)).join('')}</cellXfs></styleSheet>`
}

function sheetXml(rows: TestBook['rows'], { merges = [], hidden = [] }: TestBook): string {
  const lines = rows.map((cells, r) => {
    const isHidden = hidden.includes(r + 1) ? ' hidden="1"' : ''
    return `<row r="${r + 1}"${isHidden}>${cells.map((cell, c) => cellXml(cell, `${columnName(c)}${r + 1}`)).join('')}</row>`
  })
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  return `<worksheet ${main}><sheetData>${lines.join('')}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`
}

function cellXml(cell: TestCell, ref: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
  if (typeof cell === 'string') return inline(cell, ref, 0)
  return 'xml' in cell ? cell.xml.replace('<c', `<c r="${ref}"`) : inline(cell.text, ref, cell.style)
}

function inline(text: string, ref: string, style: number): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`
}

/** A number shown by a style: a date, an identity number with its zeros. */
export function styled(value: number, style: number): TestCell {
  return { xml: `<c s="${style}"><v>${value}</v></c>` }
}

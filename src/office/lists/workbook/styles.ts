import { encodingOfFont, type LegacyEncoding } from '../../../domain/text/legacy-font.ts'
import type { Archive } from './archive.ts'
import { readXml } from './xml.ts'

/** What the look of a cell says about its value. */
export type CellStyle = {
  readonly encoding: LegacyEncoding | null
  /** The number is a day. */
  readonly isDate: boolean
  /** How many digits the format shows at least: `000000000000` keeps leading zeros. */
  readonly digits: number
}

const plain: CellStyle = { encoding: null, isDate: false, digits: 0 }

/** Built-in formats that show a day (ECMA-376 part 1, 18.8.30), East Asian ones included. */
const builtInDates: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
])

/** The styles of a workbook by number; any number beyond them is plain. */
export async function readStyles(archive: Archive, part: string): Promise<(style: number) => CellStyle> {
  const stream = await archive.open(part)
  if (!stream) return () => plain
  const formats = new Map<number, string>()
  const fonts: (LegacyEncoding | null)[] = []
  const styles: CellStyle[] = []
  let inside = ''
  await readXml(part, stream, {
    open(name, attributes) {
      if (name === 'fonts' || name === 'cellXfs' || name === 'dxfs') inside = name
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (inside === 'fonts' && name === 'font') fonts.push(null)
      if (inside === 'fonts' && name === 'name' && fonts.length > 0)
        fonts[fonts.length - 1] = encodingOfFont(attributes['val'] ?? '')
      if (inside === 'cellXfs' && name === 'xf') {
        const format = Number(attributes['numFmtId'] ?? 0)
        const code = formats.get(format)
        styles.push({
          encoding: fonts[Number(attributes['fontId'] ?? 0)] ?? null,
          isDate: code === undefined ? builtInDates.has(format) : showsDay(code),
          digits: code !== undefined && /^0+$/.test(code) ? code.length : 0,
        })
      }
    },
    close(name) {
      if (name === inside) inside = ''
    },
  })
  return (style) => styles[style] ?? plain
}

/** Whether a format code shows a day or a year: `dd/mm/yyyy`, not `hh:mm` nor `"đ"#,##0`. */
function showsDay(code: string): boolean {
  return /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

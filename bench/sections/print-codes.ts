import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../scripts/proofs/random.ts'
import { photocopied, readPgm, writePgm } from '../../scripts/proofs/token-picture.ts'
import { sampleCards } from '../../src/cli/print/cards.ts'
import { samplePermits } from '../../src/cli/print/permits.ts'
import { samples } from '../../src/cli/print/sample.ts'
import { compose } from '../../src/office/sheets/compose.ts'
import type { DrawnPage, SymbolMark } from '../../src/office/sheets/drawing.ts'
import { marketCard } from '../../src/office/sheets/market-card/index.ts'
import { permit } from '../../src/office/sheets/permit/index.ts'
import type { Row } from '../table.ts'

const dpi = 300
const dots = (points: number) => Math.round((points / 72) * dpi)
/** What is cut out of the page around a code, with its neighbours. */
const around = 30

/** A code of a page, the text it must give, and the holder's name, which must be found in the page's text. */
type Expected = {
  readonly page: number
  readonly symbol: SymbolMark
  readonly text: string
  readonly name: string
}

/**
 * Prints a sample, has poppler draw it at 300 dpi, and reads every code as drawn and after a photocopier (askew, unsharp,
 * steeper, noisy); and looks for every name in the text that poppler extracts.
 */
export function codesRead(paper: 'permit' | 'market-card', count: number, folder: string): Row {
  const own = join(folder, paper)
  mkdirSync(own)
  try {
    const pdf = join(own, 'sample.pdf')
    writeFileSync(pdf, Buffer.concat([...samples[paper](5, count)]))
    const expected = paper === 'permit' ? permitCodes(count) : cardCodes(count)
    const pages = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' }).split('\f')
    const found = { drawn: 0, copied: 0, names: 0 }
    for (const [index, one] of expected.entries()) {
      const { drawn, copied } = scans(pdf, one.symbol, one.page, join(own, `${index}`))
      if (zbar(drawn) === one.text) found.drawn++
      if (zbar(copied) === one.text) found.copied++
      if (pages[one.page]?.replace(/\s+/g, ' ').includes(one.name.toLocaleUpperCase('vi'))) found.names++
    }
    const of = expected.length
    const note = `codes read ${found.drawn} of ${of}, photocopied ${found.copied} of ${of}; names in the text ${found.names} of ${of}`
    return { section: 'print, read back at 300 dpi', way: paper, note }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

function permitCodes(count: number): Expected[] {
  return Array.from(samplePermits(5, count)).flatMap((data, page) =>
    symbolsOf(compose(permit.layout(permit.schema.parse(data))).pages).map((symbol) => ({
      page,
      symbol,
      text: data.tokenText,
      name: data.holder.fullName,
    })),
  )
}

function cardCodes(count: number): Expected[] {
  return Array.from(sampleCards(5, count)).flatMap((data, page) =>
    symbolsOf(compose(marketCard.layout(marketCard.schema.parse(data))).pages).map((symbol, index) => ({
      page,
      symbol,
      text: data.cards[index]?.tokenText ?? '',
      name: data.cards[index]?.shopper.name ?? '',
    })),
  )
}

function symbolsOf(pages: readonly DrawnPage[]): SymbolMark[] {
  return pages.flatMap(({ marks }) => marks.filter((mark) => mark.kind === 'symbol'))
}

function scans(pdf: string, { x, y, box }: SymbolMark, page: number, target: string) {
  const part = { x: Math.max(0, x - around), y: Math.max(0, y - around), side: box + 2 * around }
  const cut = ['-x', dots(part.x), '-y', dots(part.y), '-W', dots(part.side), '-H', dots(part.side)].map(
    String,
  )
  const only = ['-f', `${page + 1}`, '-l', `${page + 1}`, '-singlefile']
  execFileSync('pdftoppm', ['-r', `${dpi}`, '-gray', ...only, ...cut, pdf, target])
  const drawn = readPgm(readFileSync(`${target}.pgm`), dpi)
  const copied = `${target}-copied.pgm`
  writeFileSync(copied, writePgm(photocopied(drawn, seededRandom(page * 100 + Math.round(x)))))
  return { drawn: `${target}.pgm`, copied }
}

/** What zbar reads; null when it sees no code, or another program's trouble. */
function zbar(picture: string): string | null {
  const options = ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', picture]
  const { status, stdout } = spawnSync('zbarimg', options, { encoding: 'utf8' })
  return status === 0 ? stdout.replace(/\n$/, '') : null
}

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../../src/office/sheets/compose.ts'
import { permitSheet } from '../../src/office/sheets/permit/data.ts'
import { permit } from '../../src/office/sheets/permit/index.ts'
import { perMillimetre } from '../../src/office/sheets/placed.ts'
import { renderLayout } from '../../src/office/sheets/render.ts'
import { usualPermit } from '../../src/office/sheets/testing/samples.ts'
import { seededRandom } from './random.ts'
import { paper } from './token-papers.ts'
import {
  blurred,
  photocopied,
  type Picture,
  readPgm,
  stampedAcross,
  stampedOver,
  writePgm,
} from './token-picture.ts'

/** Sheets to print; spoilt ones are stamped across the code, for the control. */
export type PrintsRun = {
  readonly work: 'prints'
  readonly first: number
  readonly count: number
  readonly isSpoilt: boolean
}

export type PrintsResult = {
  readonly tried: number
  /** How many were read, by `damage dpi`. */
  readonly read: Readonly<Record<string, number>>
  readonly unread: number
  /** Another text than the printed one came out. */
  readonly misread: number
  readonly firstProblem: string | null
}

export const resolutions = [150, 200, 300] as const
export const damages = [
  'as printed',
  'blurred 0.12 mm',
  'photocopied',
  'photocopied twice',
  'stamped ≤ 2 mm over the edge',
  'stamped, then photocopied',
] as const
type Damage = (typeof damages)[number]

const mmPerInch = 25.4
/** What is cut out of the page around the box, with its neighbours: text and the lines of the sheet. */
const aroundMm = 15
/** The quiet zone of the largest symbol is 1.7 mm: this touches its modules. At 2.5 mm the finders of 1.4 % were lost. */
const mostOverlapMm = 2

/** Prints sheets with real tokens of all sizes in both forms, scans them in every resolution and damage, reads them. */
export async function printsRun({ first, count, isSpoilt }: PrintsRun): Promise<PrintsResult> {
  const folder = mkdtempSync(join(tmpdir(), 'quay-prints-'))
  try {
    const read: Record<string, number> = {}
    let [tried, unread, misread] = [0, 0, 0]
    let firstProblem: string | null = null
    for (let number = first; number < first + count; number++) {
      const text = paper(number, number % 3 === 2 ? 'numeric' : 'base45').text
      const scans = await scansOf(text, number, join(folder, String(number)), isSpoilt)
      const texts = zbar(scans.map(({ file }) => file))
      for (const { file, name } of scans) {
        const found = texts.get(file)
        tried++
        if (found === text) read[name] = (read[name] ?? 0) + 1
        else {
          if (found === undefined) unread++
          else misread++
          firstProblem ??= `sheet ${number}, ${name}: ${found === undefined ? 'not read' : 'read wrongly'}`
        }
      }
      rmSync(join(folder, String(number)), { recursive: true })
    }
    return { tried, read, unread, misread, firstProblem }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Scan = { readonly name: string; readonly file: string }

async function scansOf(text: string, number: number, folder: string, isSpoilt: boolean): Promise<Scan[]> {
  mkdirSync(folder)
  const { pdf, box } = await printed(text)
  const sheet = join(folder, 'sheet.pdf')
  writeFileSync(sheet, pdf)
  return resolutions.flatMap((dpi) => {
    const plain = scanned(sheet, box, dpi)
    const wanted: readonly (Damage | 'spoilt')[] = isSpoilt ? ['spoilt'] : damages
    return wanted.map((damage) => {
      const file = join(folder, `${damage.replaceAll(/\W+/g, '-')}-${dpi}.pgm`)
      writeFileSync(file, writePgm(damaged(plain, damage, number)))
      return { name: `${damage} ${dpi}`, file }
    })
  })
}

type Box = { readonly left: number; readonly top: number; readonly side: number }

/** The sheet of a permit with this code, and where its box is, in mm from the corner of the page. */
async function printed(text: string): Promise<{ pdf: Uint8Array; box: Box }> {
  const layout = permit.layout({ ...permitSheet.parse(usualPermit), tokenText: text })
  const [symbol] = compose(layout)
    .pages.flatMap((page) => page.marks)
    .filter((mark) => mark.kind === 'symbol')
  if (!symbol) throw new Error('no code on the sheet')
  const box = { left: symbol.x, top: symbol.y, side: symbol.box }
  const inMm = {
    left: box.left / perMillimetre,
    top: box.top / perMillimetre,
    side: box.side / perMillimetre,
  }
  return { pdf: await renderLayout(layout, permit.title), box: inMm }
}

/** The part of the page around the box, by poppler. */
function scanned(sheet: string, box: Box, dpi: number): Picture {
  const dots = (mm: number) => String(Math.round((mm / mmPerInch) * dpi))
  const [x, y, side] = [dots(box.left - aroundMm), dots(box.top - aroundMm), dots(box.side + 2 * aroundMm)]
  const target = sheet.replace(/\.pdf$/, `-${dpi}`)
  const part = ['-x', x, '-y', y, '-W', side, '-H', side]
  execFileSync('pdftoppm', ['-r', String(dpi), '-gray', '-singlefile', ...part, sheet, target])
  return readPgm(readFileSync(`${target}.pgm`), dpi)
}

function damaged(plain: Picture, damage: Damage | 'spoilt', number: number): Picture {
  const random = seededRandom(number * 1000 + plain.dpi)
  const box = { left: aroundMm, top: aroundMm, side: 36 }
  const stamped = () => stampedOver(plain, box, 0.5 + random.next() * (mostOverlapMm - 0.5), random)
  switch (damage) {
    case 'as printed':
      return plain
    case 'blurred 0.12 mm':
      return blurred(plain, 0.12)
    case 'photocopied':
      return photocopied(plain, random)
    case 'photocopied twice':
      return photocopied(photocopied(plain, random), random)
    case 'stamped ≤ 2 mm over the edge':
      return stamped()
    case 'stamped, then photocopied':
      return photocopied(stamped(), random)
    case 'spoilt':
      return stampedAcross(plain, box, random)
  }
}

/** What zbar reads in pictures; a picture without a code is missing. */
function zbar(files: readonly string[]): Map<string, string> {
  const options = ['-q', '--xml', '-Sdisable', '-Sqrcode.enable', ...files]
  const ran = spawnSync('zbarimg', options, { encoding: 'utf8' })
  if (ran.error) throw ran.error
  const texts = new Map<string, string>()
  for (const [, file = '', inside = ''] of ran.stdout.matchAll(
    /<source href='([^']*)'>([\s\S]*?)<\/source>/g,
  )) {
    const text = /<!\[CDATA\[([\s\S]*?)\]\]>/.exec(inside)?.[1]
    if (text !== undefined) texts.set(file, text)
  }
  return texts
}

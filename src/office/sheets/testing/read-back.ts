import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodePng, type Picture as Coloured } from '../png.ts'

/** A grey picture of a page: one byte a pixel, 0 black … 255 white. */
export type Picture = { readonly width: number; readonly height: number; readonly grey: Buffer }

/** What other people's programs (poppler, zbar) make of a PDF. */
export type ReadBack = {
  readonly info: string
  readonly fonts: string
  /** Text of all pages, without what stands aslant. */
  readonly text: string
  /** Text of all pages with what stands aslant, in the order of the file. */
  readonly allText: string
  readonly pages: number
  /** Texts of the QR symbols of a page (from 1), read at 200 dpi. */
  readonly symbols: (page: number) => string[]
  /** A page (from 1) at `dpi`. */
  readonly picture: (page: number, dpi: number) => Picture
  /** The same in colours. */
  readonly colours: (page: number, dpi: number) => Coloured
}

/** Reads a PDF in a folder of its own that is gone afterwards. */
export function readBack<Answer>(pdf: Uint8Array, ask: (back: ReadBack) => Answer): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'sheet-'))
  try {
    writeFileSync(join(folder, 'sheet.pdf'), pdf)
    return ask(asked(folder))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function asked(folder: string): ReadBack {
  const file = join(folder, 'sheet.pdf')
  const info = run('pdfinfo', file)
  const draw = (page: number, dpi: number, kind: '-png' | '-gray') => {
    const target = join(folder, `page-${page}-${dpi}`)
    run('pdftoppm', '-r', `${dpi}`, '-f', `${page}`, '-l', `${page}`, '-singlefile', kind, file, target)
    return target + (kind === '-png' ? '.png' : '.pgm')
  }
  return {
    info,
    fonts: run('pdffonts', file),
    text: run('pdftotext', '-layout', '-nodiag', file, '-'),
    allText: run('pdftotext', '-raw', file, '-'),
    pages: Number(/^Pages: +(\d+)$/m.exec(info)?.[1]),
    symbols: (page) => readSymbols(draw(page, 200, '-png')),
    picture: (page, dpi) => readGrey(readFileSync(draw(page, dpi, '-gray'))),
    colours: (page, dpi) => readColours(readFileSync(draw(page, dpi, '-png'))),
  }
}

function run(program: string, ...options: string[]): string {
  return execFileSync(program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** zbar ends with 4 when it saw no symbol. */
function readSymbols(picture: string): string[] {
  const options = ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', picture]
  const { status, stdout } = spawnSync('zbarimg', options, { encoding: 'utf8' })
  if (status !== 0 && status !== 4) throw new Error(`zbarimg ended with ${status}`)
  return stdout.split('\n').slice(0, -1)
}

function readGrey(file: Buffer): Picture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 40))
  if (!head) throw new Error('not a grey picture')
  return { width: Number(head[1]), height: Number(head[2]), grey: file.subarray(head[0].length) }
}

function readColours(file: Buffer): Coloured {
  const read = decodePng(file, 40_000_000)
  if (!read.readable) throw new Error(`poppler's picture is ${read.why}`)
  return read.picture
}

/** The darkest pixel of a rectangle of a picture, all in pixels. */
export function darkest(picture: Picture, left: number, top: number, width: number, height: number): number {
  let least = 255
  for (let y = Math.round(top); y < top + height; y++)
    for (let x = Math.round(left); x < left + width; x++)
      least = Math.min(least, picture.grey[y * picture.width + x] ?? 255)
  return least
}

/** Runs of white replaced by one space, as a reader sees words. */
export const words = (text: string) => text.replace(/\s+/g, ' ')

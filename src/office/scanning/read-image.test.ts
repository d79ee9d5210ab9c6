import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, rgb } from 'pdf-lib'
import { toBuffer } from 'qrcode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { symbol } from '../token/symbol.ts'
import { parse } from '../token/token.ts'
import { vectorToken } from '../token/testing/vector-tokens.ts'
import { pictureSize } from './picture-head.ts'
import { type PictureKind, PictureRefused, readCodes } from './read-image.ts'

const permit = vectorToken('permit-typical').base45
const numeric = vectorToken('permit-typical').numeric
const pointsPerMm = 72 / 25.4
const folder = mkdtempSync(join(tmpdir(), 'read-image-'))
let pdf: Uint8Array

/** Draws a symbol at its printed size, module by module, as the sheets do. */
async function pdfWith(texts: readonly string[], pages = texts.length): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (let number = 0; number < pages; number++) {
    const page = document.addPage([595.28, 841.89])
    const text = texts[number]
    if (text === undefined) continue
    const { modules, moduleMm } = symbol(text)
    const side = moduleMm * pointsPerMm
    for (const [y, row] of modules.entries()) {
      for (const [x, black] of row.entries()) {
        if (!black) continue
        page.drawRectangle({
          x: 60 + x * side,
          y: 700 - y * side,
          width: side,
          height: side,
          color: rgb(0, 0, 0),
        })
      }
    }
  }
  return document.save()
}

async function refusal(bytes: Uint8Array, kind: PictureKind): Promise<string> {
  try {
    await readCodes(bytes, kind)
  } catch (error) {
    if (error instanceof PictureRefused) return error.reason
    throw error
  }
  return 'read'
}

beforeAll(async () => {
  pdf = await pdfWith([permit, numeric])
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('codes in a picture', () => {
  it('are read from a PNG, the permit with every blank of its text', async () => {
    const codes = await readCodes(await toBuffer(permit, { scale: 4 }), 'png')
    expect(codes).toEqual([permit])
    expect(parse(codes[0] ?? '').readable).toBe(true)
  })

  it('are read in Vietnamese from the code of an identity card', async () => {
    const card = '079185000123|012345678|Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Ví Dụ|21052021'
    expect(await readCodes(await toBuffer(card), 'png')).toEqual([card])
  })

  it('are read from a JPEG as a scanner makes it, at 200 dots per inch', async () => {
    writeFileSync(join(folder, 'sheet.pdf'), pdf)
    execFileSync('pdftoppm', [
      '-jpeg',
      '-r',
      '200',
      '-f',
      '1',
      '-l',
      '1',
      join(folder, 'sheet.pdf'),
      join(folder, 'sheet'),
    ])
    const jpeg = readFileSync(join(folder, 'sheet-1.jpg'))
    expect(pictureSize(jpeg, 'jpeg')).toEqual({ width: 1654, height: 2339 })
    expect(await readCodes(jpeg, 'jpeg')).toEqual([permit])
    const zbar = execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'sheet-1.jpg')], {
      encoding: 'utf8',
    })
    expect(zbar).toBe(`${permit}\n`)
  })

  it('are none on an empty page', async () => {
    expect(await readCodes(await pdfWith([], 1), 'pdf')).toEqual([])
  })
})

describe('codes in a PDF', () => {
  it('are read from every page, each text once', async () => {
    expect(await readCodes(pdf, 'pdf')).toEqual([permit, numeric])
    expect(await readCodes(await pdfWith([permit, permit]), 'pdf')).toEqual([permit])
  })
})

describe('a file that is not searched', () => {
  it('is over 25 MB', async () => {
    expect(await refusal(new Uint8Array(25 * 1024 * 1024 + 1), 'png')).toBe('too-large')
  })

  it('has more than 30 pages', async () => {
    expect(await refusal(await pdfWith([], 31), 'pdf')).toBe('too-many-pages')
  })

  it('states more pixels than would be unpacked', async () => {
    const png = Uint8Array.from(await toBuffer(permit))
    new DataView(png.buffer).setUint32(16, 1_000_000)
    expect(await refusal(png, 'png')).toBe('too-many-pixels')
  })

  it('is of another kind than it claims, or broken', async () => {
    const png = Uint8Array.from(await toBuffer(permit))
    expect(await refusal(png, 'jpeg')).toBe('damaged')
    expect(await refusal(png, 'pdf')).toBe('damaged')
    expect(await refusal(pdf, 'png')).toBe('damaged')
    expect(await refusal(new Uint8Array(0), 'pdf')).toBe('damaged')
    expect(await refusal(pdf.subarray(0, 40), 'pdf')).toBe('damaged')
    expect(await refusal(png.subarray(0, 200), 'png')).toBe('damaged')
    expect(await refusal(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 2), 'jpeg')).toBe('damaged')
  })

  it('leaves the next one readable', async () => {
    expect(await readCodes(await toBuffer(numeric), 'png')).toEqual([numeric])
  })
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodePng, encodePng, type Picture } from './png.ts'
import { renderSheet } from './registry.ts'
import { permit } from './permit/index.ts'
import { usualPermit } from './testing/samples.ts'

const most = 4_000_000

/** A picture in which no two neighbours are alike. */
function varied(width: number, height: number): Picture {
  const rgba = Uint8Array.from(
    { length: width * height * 4 },
    (_, index) => (index * 37 + (index >> 5) * 11) & 255,
  )
  return { width, height, rgba }
}

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

type Form = { width: number; height: number; depth: number; colour: number; interlaced?: boolean }

/** A PNG made by hand: rows with their filter bytes, and chunks before them. */
function made(
  { width, height, depth, colour, interlaced }: Form,
  rows: number[],
  extra: Buffer[] = [],
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8)
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', head),
    ...extra,
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    chunk('IEND', new Uint8Array()),
  ])
}

const pixels = (file: Uint8Array) => {
  const read = decodePng(file, most)
  return read.readable ? [...read.picture.rgba] : read.why
}

describe('PNG pictures', () => {
  it('come back as they were written', () => {
    for (const picture of [varied(1, 1), varied(7, 3), varied(64, 80)]) {
      const read = decodePng(encodePng(picture, 300), most)
      expect(read).toEqual({ readable: true, transparent: true, picture })
    }
  })

  it('are read with every filter, as another program wrote them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'png-'))
    try {
      const file = join(folder, 'page')
      writeFileSync(`${file}.pdf`, await renderSheet(permit, usualPermit))
      const draw = (program: string, ...options: string[]) =>
        execFileSync(program, ['-r', '60', '-singlefile', ...options, `${file}.pdf`, file])
      draw('pdftoppm', '-png')
      const read = decodePng(readFileSync(`${file}.png`), most)
      draw('pdftoppm')
      const plain = readFileSync(`${file}.ppm`)
      if (!read.readable) throw new Error(read.why)
      expect(read.transparent).toBe(false)
      const { width, height, rgba } = read.picture
      const rgb = Buffer.from(rgba.filter((_, index) => index % 4 !== 3))
      expect(rgb.equals(plain.subarray(plain.length - width * height * 3))).toBe(true)
      draw('pdftocairo', '-png', '-transp')
      const clear = decodePng(readFileSync(`${file}.png`), most)
      expect(clear).toMatchObject({ readable: true, transparent: true })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('are read in grey, with a palette, in 16 bits and with one clear colour', () => {
    expect(pixels(made({ width: 2, height: 1, depth: 8, colour: 0 }, [0, 9, 200]))).toEqual([
      9, 9, 9, 255, 200, 200, 200, 255,
    ])
    expect(pixels(made({ width: 1, height: 1, depth: 8, colour: 4 }, [0, 9, 77]))).toEqual([9, 9, 9, 77])
    const palette = [chunk('PLTE', Uint8Array.of(1, 2, 3, 4, 5, 6)), chunk('tRNS', Uint8Array.of(0))]
    expect(pixels(made({ width: 3, height: 1, depth: 1, colour: 3 }, [0, 0b0110_0000], palette))).toEqual([
      1, 2, 3, 0, 4, 5, 6, 255, 4, 5, 6, 255,
    ])
    const wide = made({ width: 1, height: 1, depth: 16, colour: 6 }, [0, 1, 99, 2, 99, 3, 99, 4, 99])
    expect(pixels(wide)).toEqual([1, 2, 3, 4])
    const clear = [chunk('tRNS', Uint8Array.of(0, 7, 0, 8, 0, 9))]
    expect(pixels(made({ width: 2, height: 1, depth: 8, colour: 2 }, [0, 7, 8, 9, 7, 8, 8], clear))).toEqual([
      7, 8, 9, 0, 7, 8, 8, 255,
    ])
  })

  it('undoes each filter', () => {
    const form = { width: 2, height: 2, depth: 8, colour: 0 }
    const greys = (filter: number, ...row: number[]) => {
      const all = pixels(made(form, [0, 10, 20, filter, ...row]))
      return typeof all === 'string' ? all : [all[8], all[12]]
    }
    expect(greys(1, 5, 6)).toEqual([5, 11])
    expect(greys(2, 5, 6)).toEqual([15, 26])
    expect(greys(3, 5, 6)).toEqual([10, 21])
    expect(greys(4, 5, 6)).toEqual([15, 26])
    expect(greys(5, 5, 6)).toBe('damaged')
  })

  it('are refused by name when they are something else, cut, altered, interlaced or too large', () => {
    const good = encodePng(varied(20, 20), 300)
    expect(pixels(Buffer.from('GIF89a'))).toBe('not-png')
    expect(pixels(new Uint8Array())).toBe('not-png')
    expect(decodePng(good, 399)).toEqual({ readable: false, why: 'too-large' })
    expect(pixels(made({ width: 1, height: 1, depth: 8, colour: 0, interlaced: true }, [0, 1]))).toBe(
      'unsupported',
    )
    expect(pixels(made({ width: 1, height: 1, depth: 4, colour: 0 }, [0, 1]))).toBe('unsupported')
    expect(pixels(made({ width: 1, height: 1, depth: 8, colour: 3 }, [0, 0]))).toBe('damaged')
    expect(pixels(made({ width: 9, height: 9, depth: 8, colour: 0 }, [0, 1]))).toBe('damaged')
    expect(pixels(made({ width: 1, height: 1, depth: 8, colour: 0 }, [0, 1, 2, 3]))).toBe('damaged')
    for (let length = 8; length < good.length - 1; length += 7)
      expect(pixels(good.subarray(0, length))).toBe('damaged')
    for (let at = 8; at < good.length; at += 5) {
      const altered = Buffer.from(good)
      altered[at] = (altered[at] ?? 0) ^ 0x10
      expect(typeof pixels(altered)).toBe('string')
    }
  })
})

import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** A picture: four bytes a pixel (red, green, blue, opacity), row by row from the top. */
export type Picture = {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

/** What became of a PNG file: its picture and whether the file says which parts are transparent, or why not. */
export type PngRead =
  | { readonly readable: true; readonly picture: Picture; readonly transparent: boolean }
  | { readonly readable: false; readonly why: 'not-png' | 'damaged' | 'unsupported' | 'too-large' }

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A picture as PNG bytes (8 bits, with opacity); `dotsPerInch` tells programs its real size. Same picture, same bytes. */
export function encodePng({ width, height, rgba }: Picture, dotsPerInch: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const density = Buffer.alloc(9)
  const perMetre = Math.round(dotsPerInch / 0.0254)
  density.writeUInt32BE(perMetre, 0)
  density.writeUInt32BE(perMetre, 4)
  density[8] = 1
  const row = width * 4
  const filtered = Buffer.alloc(height * (row + 1))
  for (let y = 0; y < height; y++) filtered.set(rgba.subarray(y * row, (y + 1) * row), y * (row + 1) + 1)
  const data = deflateSync(filtered, { level: 9 })
  const parts = [
    chunk('IHDR', head),
    chunk('pHYs', density),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([signature, ...parts])
}

function chunk(type: string, body: Buffer): Buffer {
  const whole = Buffer.alloc(body.length + 12)
  whole.writeUInt32BE(body.length, 0)
  whole.write(type, 4, 'latin1')
  body.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, body.length + 8)), body.length + 8)
  return whole
}

type Head = { width: number; height: number; depth: number; colour: number }

/** Samples of a pixel by colour type: grey, RGB, palette, grey with opacity, RGB with opacity. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/**
 * Reads a PNG (ISO/IEC 15948) of at most `mostPixels` pixels; never throws. Interlaced files are `unsupported`; a
 * checksum that does not hold, a missing part or pixels that run short are `damaged`. Nothing is inflated before the
 * size is known and allowed.
 */
export function decodePng(bytes: Uint8Array, mostPixels: number): PngRead {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!file.subarray(0, 8).equals(signature)) return { readable: false, why: 'not-png' }
  const chunks = readChunks(file)
  const head = chunks && headOf(chunks)
  if (!chunks || !head) return { readable: false, why: 'damaged' }
  if (head.width * head.height > mostPixels) return { readable: false, why: 'too-large' }
  const count = samples[head.colour]
  if (count === undefined || !depthFits(head) || chunks.interlaced)
    return { readable: false, why: 'unsupported' }
  const bits = count * head.depth
  const row = Math.ceil((head.width * bits) / 8)
  const pixels = inflated(chunks.data, head.height * (row + 1))
  const palette = chunks.parts.get('PLTE')
  if (!pixels || (head.colour === 3 && !palette)) return { readable: false, why: 'damaged' }
  const rows = unfiltered(pixels, { row, height: head.height, step: Math.max(1, bits >> 3) })
  if (!rows) return { readable: false, why: 'damaged' }
  const clear = chunks.parts.get('tRNS')
  const rgba = toRgba(rows, row, head, { palette, clear })
  const picture = { width: head.width, height: head.height, rgba }
  return { readable: true, picture, transparent: head.colour >= 4 || clear !== undefined }
}

type Chunks = { parts: Map<string, Buffer>; data: Buffer; interlaced: boolean }

function readChunks(file: Buffer): Chunks | null {
  const parts = new Map<string, Buffer>()
  const data: Buffer[] = []
  for (let at = 8; at + 12 <= file.length; ) {
    const end = at + 8 + file.readUInt32BE(at)
    if (end + 4 > file.length || crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) return null
    const type = file.toString('latin1', at + 4, at + 8)
    const body = file.subarray(at + 8, end)
    if (type === 'IDAT') data.push(body)
    else parts.set(type, body)
    if (type === 'IEND')
      return { parts, data: Buffer.concat(data), interlaced: parts.get('IHDR')?.[12] === 1 }
    at = end + 4
  }
  return null
}

function headOf({ parts }: Chunks): Head | null {
  const body = parts.get('IHDR')
  if (body?.length !== 13) return null
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
  if (width === 0 || height === 0) return null
  return { width, height, depth: body.readUInt8(8), colour: body.readUInt8(9) }
}

function depthFits({ depth, colour }: Head): boolean {
  if (colour === 3) return [1, 2, 4, 8].includes(depth)
  return depth === 8 || depth === 16
}

function inflated(data: Buffer, length: number): Buffer | null {
  try {
    const bytes = inflateSync(data, { maxOutputLength: length })
    return bytes.length === length ? bytes : null
  } catch {
    // The compressed part is cut, altered, or longer than the size in the head allows.
    return null
  }
}

/** Undoes the five filters of PNG, in place; the rows still begin with their filter byte. */
function unfiltered(bytes: Buffer, size: { row: number; height: number; step: number }): Buffer | null {
  const { row, height, step } = size
  for (let y = 0; y < height; y++) {
    const start = y * (row + 1) + 1
    const filter = bytes[start - 1] ?? 0
    if (filter > 4) return null
    if (filter === 0) continue
    for (let x = 0; x < row; x++) {
      const at = start + x
      const left = x >= step ? (bytes[at - step] ?? 0) : 0
      const above = y > 0 ? (bytes[at - row - 1] ?? 0) : 0
      const corner = y > 0 && x >= step ? (bytes[at - row - 1 - step] ?? 0) : 0
      bytes[at] = (bytes[at] ?? 0) + predicted(filter, left, above, corner)
    }
  }
  return bytes
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

type Extras = { palette: Buffer | undefined; clear: Buffer | undefined }

function toRgba(rows: Buffer, row: number, head: Head, { palette, clear }: Extras): Uint8Array {
  const { width, height, depth, colour } = head
  const count = samples[colour] ?? 1
  const rgba = new Uint8Array(width * height * 4)
  if (colour === 6 && depth === 8) {
    for (let y = 0; y < height; y++) rgba.set(rows.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)), y * row)
    return rgba
  }
  const sample = (y: number, index: number): number => {
    const start = y * (row + 1) + 1
    if (depth >= 8) return rows[start + index * (depth >> 3)] ?? 0
    const bit = index * depth
    return ((rows[start + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [a, b, c, d] = [0, 1, 2, 3].map((n) => (n < count ? sample(y, x * count + n) : 255))
      rgba.set(pixel(colour, [a ?? 0, b ?? 0, c ?? 0, d ?? 255], { palette, clear }), (y * width + x) * 4)
    }
  return rgba
}

function pixel(
  colour: number,
  [a, b, c, d]: [number, number, number, number],
  { palette, clear }: Extras,
): number[] {
  switch (colour) {
    case 3:
      return [...(palette?.subarray(a * 3, a * 3 + 3) ?? []), clear?.[a] ?? 255]
    case 2:
      return [a, b, c, clear && clear[1] === a && clear[3] === b && clear[5] === c ? 0 : 255]
    case 6:
      return [a, b, c, d]
    case 4:
      return [a, a, a, b]
    default:
      return [a, a, a, clear?.[1] === a ? 0 : 255]
  }
}

import { decodePng, type Picture } from '../png.ts'

/**
 * What an office's uploaded picture of its seal, or of a signer's hand, is good for. Decree 30/2020, Annex I, II.7:
 * the signer's is blue, the seal's red, both .png on a transparent ground.
 */
export type PictureVerdict =
  | { readonly answer: 'good'; readonly picture: Picture }
  | { readonly answer: PictureFault }

/** Why a picture is not taken; each has one plain sentence for the person who chose the file. */
export type PictureFault =
  | 'file-too-large'
  | 'not-png'
  | 'damaged'
  | 'unsupported'
  | 'too-large'
  | 'too-small'
  | 'wrong-shape'
  | 'not-transparent'
  | 'empty'
  | 'wrong-colour'

/** Most bytes of a file that is looked at. */
const mostBytes = 1_048_576
/** Pixels along a side: 42 mm at 300 dpi are 496; 1,600 are 960 dpi. */
const mostSide = 1600
/** Opacity (of 255) from which a pixel is seen, and up to which it is ground. */
const seen = 96
const ground = 16

type Wanted = {
  readonly leastSide: number
  /** Longest to shortest side. */
  readonly ratio: readonly [number, number]
  /** Share of the picture that must be clear ground. */
  readonly clear: number
  readonly has: (red: number, green: number, blue: number) => boolean
}

/** Share of the seen ink that must have the colour. */
const coloured = 0.85

/**
 * Judges a seal: PNG with transparency, 250 … 1,600 pixels a side, about square, at least a fifth clear ground, ink
 * mostly red. Never throws.
 */
export function judgeSealPicture(bytes: Uint8Array): PictureVerdict {
  return judge(bytes, {
    leastSide: 250,
    ratio: [0.9, 1.1],
    clear: 0.2,
    has: (red, green, blue) => red >= 110 && red - Math.max(green, blue) >= 50,
  })
}

/** Judges the picture of a signer's hand: as a seal, but wide rather than square, and blue. Never throws. */
export function judgeHandPicture(bytes: Uint8Array): PictureVerdict {
  return judge(bytes, {
    leastSide: 60,
    ratio: [0.8, 6],
    clear: 0.3,
    has: (red, green, blue) => blue >= 80 && blue - red >= 40 && blue >= green,
  })
}

function judge(bytes: Uint8Array, wanted: Wanted): PictureVerdict {
  if (bytes.length > mostBytes) return { answer: 'file-too-large' }
  const read = decodePng(bytes, mostSide * mostSide)
  if (!read.readable) return { answer: read.why }
  const { picture, transparent } = read
  const fault = shapeFault(picture, wanted) ?? (transparent ? inkFault(picture, wanted) : 'not-transparent')
  return fault === null ? { answer: 'good', picture } : { answer: fault }
}

function shapeFault({ width, height }: Picture, { leastSide, ratio }: Wanted): PictureFault | null {
  if (Math.max(width, height) > mostSide) return 'too-large'
  if (Math.min(width, height) < leastSide) return 'too-small'
  return width / height < ratio[0] || width / height > ratio[1] ? 'wrong-shape' : null
}

function inkFault({ rgba, width, height }: Picture, wanted: Wanted): PictureFault | null {
  let [clear, ink, right] = [0, 0, 0]
  for (let at = 0; at < rgba.length; at += 4) {
    const opacity = rgba[at + 3] ?? 0
    if (opacity <= ground) clear++
    if (opacity < seen) continue
    ink++
    if (wanted.has(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0)) right++
  }
  const pixels = width * height
  if (clear < pixels * wanted.clear) return 'not-transparent'
  if (ink < pixels * 0.005) return 'empty'
  return right < ink * coloured ? 'wrong-colour' : null
}

import type { Random } from './random.ts'

/** A grey picture: one byte a pixel, 0 black … 255 white. `dpi` says how large a pixel is. */
export type Picture = {
  readonly width: number
  readonly height: number
  readonly dpi: number
  readonly grey: Uint8Array
}

const mmPerInch = 25.4
const white = 255
/** How dark red ink is to a scanner without colours: the luminance of about rgb(205, 40, 50). */
const redInk = 90

/** Reads a PGM of one byte a pixel (netpbm P5). */
export function readPgm(file: Uint8Array, dpi: number): Picture {
  const start = Buffer.from(file.buffer, file.byteOffset, 40).toString('latin1')
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(start)
  if (!head) throw new Error('not a grey picture')
  return { width: Number(head[1]), height: Number(head[2]), dpi, grey: file.subarray(head[0].length) }
}

/** The same as PGM. */
export function writePgm({ width, height, grey }: Picture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey])
}

/** An unsharp print or lens: Gaussian with this standard deviation on paper. */
export function blurred(picture: Picture, millimetres: number): Picture {
  const weights = gaussian((millimetres / mmPerInch) * picture.dpi)
  return alongColumns(alongRows(picture, weights), weights)
}

/**
 * What a copier makes of a sheet: laid on a little askew and not quite at 100 %, its optics a little unsharp, dark
 * made darker and light lighter, toner where there should be none and none where there should be some.
 */
export function photocopied(picture: Picture, random: Random): Picture {
  const turned = turnedAndScaled(picture, (random.next() - 0.5) * 3, 0.98 + random.next() * 0.04)
  const soft = blurred(turned, 0.07)
  const threshold = 118 + random.next() * 34
  const curve = Uint8Array.from({ length: 256 }, (_, value) => {
    const steep = 1 / (1 + Math.exp(-(value - threshold) / 22))
    return Math.round(18 + 232 * steep)
  })
  const grey = soft.grey.map((value) => curve[value] ?? value)
  const noisy = grey.map((value) => clamp(value + (random.next() + random.next() + random.next() - 1.5) * 26))
  return speckled({ ...soft, grey: noisy }, random)
}

/**
 * A round seal of 36 mm in red ink, a double ring with letters between, whose edge reaches `millimetres` over a side
 * of a square box (`left`, `top`, `side` in mm from the corner of the picture).
 */
export function stampedOver(
  picture: Picture,
  box: { readonly left: number; readonly top: number; readonly side: number },
  millimetres: number,
  random: Random,
): Picture {
  const radius = 18
  const along = box.side * (0.1 + random.next() * 0.8)
  const away = radius - millimetres
  // Over the right, the lower or the left side: text stands above the box.
  const centre = [
    { x: box.left + box.side + away, y: box.top + along },
    { x: box.left + along, y: box.top + box.side + away },
    { x: box.left - away, y: box.top + along },
  ][random.below(3)] ?? { x: 0, y: 0 }
  return inked(picture, centre, radius, random)
}

/** A seal across the very middle of a code, and inside it: nobody can be expected to read this. */
export function stampedAcross(
  picture: Picture,
  box: { readonly left: number; readonly top: number; readonly side: number },
  random: Random,
): Picture {
  const centre = { x: box.left + box.side / 2, y: box.top + box.side / 2 }
  return [15, 11, 7].reduce((stamped, radius) => inked(stamped, centre, radius, random), picture)
}

function inked(picture: Picture, centre: { x: number; y: number }, radius: number, random: Random): Picture {
  const perMm = picture.dpi / mmPerInch
  const letters = random.below(1000)
  const grey = Uint8Array.from(picture.grey)
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const [dx, dy] = [x / perMm - centre.x, y / perMm - centre.y]
      const inside = radius - Math.hypot(dx, dy)
      if (inside < 0 || inside > 6) continue
      const angle = (Math.atan2(dy, dx) / Math.PI) * 180 + letters
      const isRing = inside < 1 || (inside > 4.6 && inside < 5)
      const isLetter = inside > 1.8 && inside < 4 && Math.abs(Math.sin(angle / 2.6)) > 0.75
      // Ink on paper is uneven.
      if (!isRing && !isLetter) continue
      const at = y * picture.width + x
      grey[at] = Math.min(grey[at] ?? white, clamp(redInk + (random.next() - 0.5) * 50))
    }
  }
  return { ...picture, grey }
}

/** Turned by degrees and scaled around the middle, between pixels linearly; outside is white. */
function turnedAndScaled(picture: Picture, degrees: number, scale: number): Picture {
  const { width, height, grey } = picture
  const [sin, cos] = [
    Math.sin((degrees / 180) * Math.PI) / scale,
    Math.cos((degrees / 180) * Math.PI) / scale,
  ]
  const [cx, cy] = [width / 2, height / 2]
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? white : (grey[y * width + x] ?? white)
  const turned = new Uint8Array(grey.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sx = cx + (x - cx) * cos + (y - cy) * sin
      const sy = cy - (x - cx) * sin + (y - cy) * cos
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)]
      const [fx, fy] = [sx - x0, sy - y0]
      const above = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx
      const below = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx
      turned[y * width + x] = Math.round(above * (1 - fy) + below * fy)
    }
  }
  return { ...picture, grey: turned }
}

/** Dust on the glass and worn places of the drum: about one speck of 0.2 mm on each cm². */
function speckled(picture: Picture, random: Random): Picture {
  const perMm = picture.dpi / mmPerInch
  const specks = Math.round((picture.width * picture.height) / perMm ** 2 / 100)
  const side = Math.max(1, Math.round(0.2 * perMm))
  const grey = Uint8Array.from(picture.grey)
  for (let speck = 0; speck < specks; speck++) {
    const [left, top] = [random.below(picture.width - side), random.below(picture.height - side)]
    const value = random.chance(0.7) ? 20 : 245
    for (let y = top; y < top + side; y++)
      grey.fill(value, y * picture.width + left, y * picture.width + left + side)
  }
  return { ...picture, grey }
}

function gaussian(sigma: number): number[] {
  const reach = Math.max(1, Math.ceil(sigma * 3))
  const raw = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  )
  const sum = raw.reduce((all, each) => all + each, 0)
  return raw.map((each) => each / sum)
}

function alongRows(picture: Picture, weights: readonly number[]): Picture {
  return weighted(picture, weights, 1, (x) => x, picture.width)
}

function alongColumns(picture: Picture, weights: readonly number[]): Picture {
  return weighted(picture, weights, picture.width, (_x, y) => y, picture.height)
}

/** Each pixel with its neighbours in steps of `step`; the edge goes on outside. */
function weighted(
  picture: Picture,
  weights: readonly number[],
  step: number,
  placeOf: (x: number, y: number) => number,
  length: number,
): Picture {
  const { width, height, grey } = picture
  const reach = (weights.length - 1) / 2
  const result = new Uint8Array(grey.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [at, place] = [y * width + x, placeOf(x, y)]
      let sum = 0
      for (let k = -reach; k <= reach; k++) {
        const near = Math.min(length - 1, Math.max(0, place + k)) - place
        sum += (weights[k + reach] ?? 0) * (grey[at + near * step] ?? white)
      }
      result[at] = Math.round(sum)
    }
  }
  return { ...picture, grey: result }
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

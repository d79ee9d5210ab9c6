import { expect, test } from 'vitest'
import { seededRandom } from './random.ts'
import { blurred, photocopied, type Picture, readPgm, stampedOver, writePgm } from './token-picture.ts'

const dpi = 200
const perMm = dpi / 25.4
const side = Math.round(66 * perMm)
const box = { left: 15, top: 15, side: 36 }

/** White paper with a black square of 10 mm in the middle of the box. */
function sheet(): Picture {
  const grey = new Uint8Array(side * side).fill(255)
  const [from, to] = [28, 38].map((mm) => Math.round(mm * perMm))
  for (let y = from ?? 0; y < (to ?? 0); y++) grey.fill(0, y * side + (from ?? 0), y * side + (to ?? 0))
  return { width: side, height: side, dpi, grey }
}
const ink = ({ grey }: Picture) => grey.reduce((sum, value) => sum + 255 - value, 0)
const at = ({ grey }: Picture, x: number, y: number) =>
  grey[Math.round(y * perMm) * side + Math.round(x * perMm)]

test('a picture comes back from its file as it was', () => {
  const plain = sheet()
  expect(readPgm(writePgm(plain), dpi)).toEqual({ ...plain, grey: Buffer.from(plain.grey) })
})

test('blur spreads the ink and takes none away', () => {
  const plain = sheet()
  const soft = blurred(plain, 0.5)
  expect(ink(soft) / ink(plain)).toBeCloseTo(1, 2)
  expect(at(soft, 33, 33)).toBe(0)
  expect(at(soft, 28, 33)).toBeGreaterThan(60)
  expect(at(soft, 28, 33)).toBeLessThan(200)
})

test('a photocopy keeps black black and white white, is a little askew, and is the same for the same seed', () => {
  const copy = photocopied(sheet(), seededRandom(7))
  expect(at(copy, 33, 33)).toBeLessThan(80)
  expect(at(copy, 5, 5)).toBeGreaterThan(180)
  expect(copy.grey).not.toEqual(photocopied(sheet(), seededRandom(8)).grey)
  expect(copy.grey).toEqual(photocopied(sheet(), seededRandom(7)).grey)
})

test.each([1, 2, 3, 4, 5])(
  'a seal over the edge reaches into the box as far as it was told (seed %i)',
  (seed) => {
    const plain = { ...sheet(), grey: new Uint8Array(side * side).fill(255) }
    const stamped = stampedOver(plain, box, 2.5, seededRandom(seed))
    let deepest = 0
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        if (stamped.grey[y * side + x] === 255) continue
        const [mx, my] = [x / perMm, y / perMm]
        const inside = Math.min(
          mx - box.left,
          box.left + box.side - mx,
          my - box.top,
          box.top + box.side - my,
        )
        deepest = Math.max(deepest, inside)
      }
    }
    expect(deepest).toBeGreaterThan(1.5)
    expect(deepest).toBeLessThanOrEqual(2.6)
  },
)

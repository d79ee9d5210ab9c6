import { describe, expect, it } from 'vitest'
import { encodePng, type Picture } from '../png.ts'
import { sampleHand, sampleSeal } from '../testing/pictures.ts'
import { judgeHandPicture, judgeSealPicture } from './judge.ts'

type Paint = (x: number, y: number) => readonly [number, number, number, number]

function painted(width: number, height: number, paint: Paint): Uint8Array {
  const rgba = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rgba.set(paint(x, y), (y * width + x) * 4)
  const picture: Picture = { width, height, rgba }
  return encodePng(picture, 300)
}

const clear = [0, 0, 0, 0] as const
const disc =
  (side: number, ink: readonly [number, number, number, number]): Paint =>
  (x, y) =>
    Math.hypot(x - side / 2, y - side / 2) < side * 0.4 ? ink : clear
const red = [200, 20, 30, 255] as const

describe('the picture of a seal', () => {
  it('is taken when it is red on a transparent ground', () => {
    expect(judgeSealPicture(sampleSeal)).toMatchObject({
      answer: 'good',
      picture: { width: 426, height: 426 },
    })
    expect(judgeSealPicture(painted(300, 300, disc(300, red))).answer).toBe('good')
  })

  it('is taken with the soft edges that scanning leaves, and with some dark dust', () => {
    const worn: Paint = (x, y) => {
      if ((x * 7 + y * 13) % 29 === 0) return [60, 40, 40, 255]
      const far = Math.hypot(x - 200, y - 200)
      return far < 150 ? red : far < 160 ? [230, 160, 165, 60] : clear
    }
    expect(judgeSealPicture(painted(400, 400, worn)).answer).toBe('good')
  })

  it('is refused by name for every fault', () => {
    const judged = (bytes: Uint8Array) => judgeSealPicture(bytes).answer
    expect(judged(Buffer.from('%PDF-1.7'))).toBe('not-png')
    expect(judged(sampleSeal.subarray(0, 900))).toBe('damaged')
    expect(judged(new Uint8Array(1_048_577))).toBe('file-too-large')
    expect(judged(painted(100, 100, disc(100, red)))).toBe('too-small')
    expect(judged(painted(1700, 300, disc(300, red)))).toBe('too-large')
    expect(judged(painted(300, 500, disc(300, red)))).toBe('wrong-shape')
    expect(judged(painted(300, 300, () => red))).toBe('not-transparent')
    expect(
      judged(painted(300, 300, (x, y) => (disc(300, red)(x, y)[3] > 0 ? red : [255, 255, 255, 255]))),
    ).toBe('not-transparent')
    expect(judged(painted(300, 300, () => clear))).toBe('empty')
    expect(judged(painted(300, 300, disc(300, [30, 60, 180, 255])))).toBe('wrong-colour')
    expect(judged(painted(300, 300, disc(300, [20, 20, 20, 255])))).toBe('wrong-colour')
    expect(judged(sampleHand)).toBe('too-small')
  })
})

describe("the picture of a signer's hand", () => {
  it('is taken in blue, and refused in red or black', () => {
    expect(judgeHandPicture(sampleHand).answer).toBe('good')
    const stroke =
      (ink: readonly [number, number, number, number]): Paint =>
      (x, y) =>
        Math.abs(y - 100 - 40 * Math.sin(x / 30)) < 5 ? ink : clear
    expect(judgeHandPicture(painted(400, 200, stroke([20, 40, 170, 255]))).answer).toBe('good')
    expect(judgeHandPicture(painted(400, 200, stroke(red))).answer).toBe('wrong-colour')
    expect(judgeHandPicture(painted(400, 200, stroke([10, 10, 10, 255]))).answer).toBe('wrong-colour')
    expect(judgeHandPicture(painted(700, 100, stroke([20, 40, 170, 255]))).answer).toBe('wrong-shape')
  })
})

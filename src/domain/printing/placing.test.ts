import { describe, expect, test } from 'vitest'
import { asDrawn, calibrate, crossMm, type Placing } from './placing.ts'

type OwnWay = { readonly scale: number; readonly right: number; readonly down: number }

/** What a ruler shows of the calibration page that a printer with a way of its own puts out. */
function readFrom({ scale, right, down }: OwnWay, { xMm, yMm, percent }: Placing, square = 100) {
  const size = (scale * square * percent) / 100
  return {
    leftMm: scale * ((crossMm * percent) / 100 + xMm) + right,
    topMm: scale * ((crossMm * percent) / 100 + yMm) + down,
    widthMm: size,
    heightMm: size,
  }
}
const halfMillimetre = (read: ReturnType<typeof readFrom>) => ({
  leftMm: Math.round(read.leftMm * 2) / 2,
  topMm: Math.round(read.topMm * 2) / 2,
  widthMm: Math.round(read.widthMm * 2) / 2,
  heightMm: Math.round(read.heightMm * 2) / 2,
})
const placingOf = (...asked: Parameters<typeof calibrate>): Placing => {
  const found = calibrate(...asked)
  if (found.outcome !== 'placing') throw new Error(found.outcome)
  return found.placing
}

const printers: OwnWay[] = [0.962, 0.985, 1, 1.013, 1.04].flatMap((scale) =>
  [-9.3, -2, 0, 4.7, 12].map((right) => ({ scale, right, down: 3.1 - right / 2 })),
)

describe('a printer with a scale and a shift of its own', () => {
  test.each(printers)('is set right by what was measured: %o', (printer) => {
    const placing = placingOf(readFrom(printer, asDrawn), 100, asDrawn)
    const after = readFrom(printer, placing)
    for (const [read, wanted] of [
      [after.leftMm, crossMm],
      [after.topMm, crossMm],
      [after.widthMm, 100],
    ] as const)
      expect(Math.abs(read - wanted)).toBeLessThan(0.12)
  })

  test('is set right by a control page too, which was printed under a placing; what is right stays', () => {
    const printer = { scale: 1.02, right: -3, down: 2 }
    const first = placingOf(halfMillimetre(readFrom(printer, asDrawn)), 100, asDrawn)
    const second = placingOf(readFrom(printer, first), 100, first)
    expect(Math.abs(readFrom(printer, second).leftMm - crossMm)).toBeLessThan(0.12)
    expect(placingOf(readFrom(printer, second), 100, second)).toEqual(second)
  })

  test('has the smaller square of a small card measured', () => {
    const printer = { scale: 1.025, right: 1, down: 0 }
    expect(placingOf(readFrom(printer, asDrawn, 80), 80, asDrawn)).toEqual({
      xMm: -1,
      yMm: 0,
      percent: 97.6,
    })
  })
})

test('what no placing puts right is said, not set', () => {
  const good = { leftMm: 10, topMm: 10, widthMm: 100, heightMm: 100 }
  expect(calibrate(good, 100, asDrawn)).toEqual({ outcome: 'placing', placing: asDrawn })
  expect(calibrate({ ...good, heightMm: 98.9 }, 100, asDrawn)).toEqual({ outcome: 'uneven' })
  expect(calibrate({ ...good, leftMm: 31 }, 100, asDrawn)).toEqual({ outcome: 'far' })
  expect(calibrate({ ...good, widthMm: 107, heightMm: 107 }, 100, asDrawn)).toEqual({ outcome: 'far' })
})

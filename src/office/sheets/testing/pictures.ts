import type { Step } from '../drawing.ts'
import { encodePng } from '../png.ts'
import { rasterise } from '../seal/rasterise.ts'
import { trainingSeal } from '../seal/training-seal.ts'

/** The training office's seal, 36 mm across, as PNG bytes. */
export const sampleSeal: Uint8Array = trainingSeal(36).png

/** An invented hand in blue on a transparent ground, as PNG bytes. */
export const sampleHand: Uint8Array = encodePng(
  rasterise(strokes(), { width: 480, height: 200 }, [0.1, 0.2, 0.7]),
  300,
)

/** An electronic seal of the training office over an invented hand. */
export const sampleElectronic = {
  kind: 'electronic' as const,
  picture: sampleSeal,
  diameterMm: 36,
  hand: sampleHand,
  signedBy: 'Ủy ban nhân dân phường Ví Dụ',
  signedAt: '2026-11-21T09:30:12+07:00',
  certificate: '54 01 0A 33',
}

/** A running wave with a flourish below it, 7 pixels thick. */
function strokes(): Step[] {
  const wave = Array.from({ length: 160 }, (_, index): [number, number] => {
    const along = index / 159
    return [30 + along * 400, 100 + Math.sin(along * 23) * 62 * (1 - along * 0.7)]
  })
  const under = Array.from({ length: 60 }, (_, index): [number, number] => [
    60 + index * 6.5,
    172 - Math.sin(index / 20) * 14,
  ])
  return [wave, under].flatMap((line) =>
    line.slice(1).flatMap(([x, y], index): Step[] => {
      const [fromX, fromY] = line[index] ?? [x, y]
      const length = Math.hypot(x - fromX, y - fromY)
      const [acrossX, acrossY] = [(-(y - fromY) / length) * 3.5, ((x - fromX) / length) * 3.5]
      return [
        ['M', fromX + acrossX, fromY + acrossY],
        ['L', x + acrossX, y + acrossY],
        ['L', x - acrossX, y - acrossY],
        ['L', fromX - acrossX, fromY - acrossY],
        ['Z'],
      ]
    }),
  )
}

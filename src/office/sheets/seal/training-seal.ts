import { red, type ShapeMark, type Step } from '../drawing.ts'
import { encodePng, type Picture } from '../png.ts'
import { perMillimetre } from '../placed.ts'
import type { Millimetres, Points } from '../sheet.ts'
import { arc, bar, moved, roundText, straightText } from './outline.ts'
import { rasterise } from './rasterise.ts'

/** What stands across the seal of a training office. */
const trainingSealText = 'MẪU – KHÔNG CÓ GIÁ TRỊ'

/** The seal of a training office in every form that is asked of a real one. */
export type TrainingSeal = {
  readonly diameterMm: Millimetres
  /** As outlines on a page, its box at (x, y). */
  readonly shape: (x: Points, y: Points) => ShapeMark
  /** As a drawing for screens, real size. */
  readonly svg: string
  readonly picture: Picture
  /** Transparent PNG at 300 dpi. */
  readonly png: Buffer
}

const dotsPerInch = 300

/**
 * The training office's seal: two rings, the training office's name around them, and across the whole of it
 * “MẪU – KHÔNG CÓ GIÁ TRỊ”. Bears no emblem and no name of any office, so that it cannot pass for one.
 * Same diameter, same bytes. Throws RangeError outside 20 … 60 mm.
 */
export function trainingSeal(diameterMm: Millimetres): TrainingSeal {
  if (!(diameterMm >= 20 && diameterMm <= 60)) throw new RangeError('a seal has 20 to 60 mm across')
  const inMillimetres = moved(outline(), (x, y) => [
    ((x + 18) * diameterMm) / 36,
    ((y + 18) * diameterMm) / 36,
  ])
  const side = Math.ceil((diameterMm / 25.4) * dotsPerInch)
  const dots = moved(inMillimetres, (x, y) => [(x * side) / diameterMm, (y * side) / diameterMm])
  const picture = rasterise(dots, { width: side, height: side }, red)
  return {
    diameterMm,
    shape: (x, y) => ({
      kind: 'shape',
      x,
      y,
      path: moved(inMillimetres, (right, down) => [right * perMillimetre, down * perMillimetre]),
      fill: red,
    }),
    svg: svgOf(inMillimetres, diameterMm),
    picture,
    png: encodePng(picture, dotsPerInch),
  }
}

/** Half the height of the band that stays clear for the words across. */
const band = 2.5

/** The seal around (0, 0), 36 mm across. */
function outline(): Step[] {
  const gap = (radius: number) => (Math.asin(band / radius) * 180) / Math.PI
  const inner = gap(12.6)
  const half = Math.sqrt(17.2 ** 2 - band ** 2)
  return [
    ...arc(17.2, 17.95, 0, 360),
    ...arc(12.45, 12.8, -90 + inner, 90 - inner),
    ...arc(12.45, 12.8, 90 + inner, 270 - inner),
    ...roundText('VĂN PHÒNG TẬP HUẤN', 'bold', { size: 2.9, radius: 13.8, spacing: 0.05, at: 'top' }),
    ...roundText('QUẦY MỘT CỬA', 'bold', { size: 2.9, radius: 15.8, spacing: 0.45, at: 'bottom' }),
    ...bar(-half, -band, 2 * half, 0.25),
    ...bar(-half, band - 0.25, 2 * half, 0.25),
    ...moved(straightText(trainingSealText, 'bold', 2.45), (x, y) => [x, y + 0.9]),
    ...moved(straightText('MẪU', 'bold', 5), (x, y) => [x, y - 4.6]),
    ...moved(straightText('TẬP HUẤN', 'bold', 3.4), (x, y) => [x, y + 7.2]),
  ]
}

function svgOf(path: readonly Step[], side: Millimetres): string {
  const data = path.map(([kind, ...numbers]) => kind + numbers.map((n) => n.toFixed(3)).join(' ')).join('')
  const fill = red.map((tone) => Math.round(tone * 255)).join(',')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}mm" height="${side}mm" viewBox="0 0 ${side} ${side}">` +
    `<path fill="rgb(${fill})" d="${data}"/></svg>`
  )
}

import { face, type FaceName } from '../faces.ts'
import type { Step } from '../drawing.ts'

/** Moves a point; outlines are made of such moves. */
export type Move = (x: number, y: number) => readonly [number, number]

/** An outline with every point moved. */
export function moved(path: readonly Step[], move: Move): Step[] {
  return path.map((step): Step => {
    switch (step[0]) {
      case 'Z':
        return step
      case 'C':
        return ['C', ...move(step[1], step[2]), ...move(step[3], step[4]), ...move(step[5], step[6])]
      default:
        return [step[0], ...move(step[1], step[2])]
    }
  })
}

const degree = Math.PI / 180

/** A point at `angle` (degrees, clockwise from the top) and `radius` around (0, 0). */
function around(radius: number, angle: number): readonly [number, number] {
  return [radius * Math.sin(angle * degree), -radius * Math.cos(angle * degree)]
}

/** A closed band between two radii, from one angle to another, as straight pieces of at most 2 degrees. */
export function arc(inner: number, outer: number, from: number, to: number): Step[] {
  const pieces = Math.ceil((to - from) / 2)
  const angles = Array.from({ length: pieces + 1 }, (_, index) => from + ((to - from) * index) / pieces)
  const points = [
    ...angles.map((angle) => around(outer, angle)),
    ...angles.toReversed().map((angle) => around(inner, angle)),
  ]
  return [...points.map(([x, y], index): Step => [index === 0 ? 'M' : 'L', x, y]), ['Z']]
}

/** A filled rectangle. */
export function bar(left: number, top: number, width: number, height: number): Step[] {
  return [
    ['M', left, top],
    ['L', left + width, top],
    ['L', left + width, top + height],
    ['L', left, top + height],
    ['Z'],
  ]
}

/** A character at (0, 0) on its baseline, `size` per em, y downwards, with its advance. */
function letter(character: string, name: FaceName, size: number): { path: Step[]; advance: number } {
  const { font, glyph } = face(name)
  const { path, advanceWidth } = glyph(character.codePointAt(0) ?? 0)
  const scale = size / font.unitsPerEm
  return {
    path: moved(steps(path.toSVG()), (x, y) => [x * scale, -y * scale]),
    advance: advanceWidth * scale,
  }
}

/** An outline as the font library writes it; its quadratic curves become cubic ones. */
function steps(svg: string): Step[] {
  let [x, y] = [0, 0]
  return Array.from(svg.matchAll(/([MLQCZ])([^MLQCZ]*)/g), ([, kind, list = '']): Step => {
    const numbers = list.trim().split(/[ ,]+/).map(Number)
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers
    const [fromX, fromY] = [x, y]
    if (kind === 'Z') return ['Z']
    ;[x, y] = kind === 'Q' ? [c, d] : kind === 'C' ? [e, f] : [a, b]
    if (kind === 'M' || kind === 'L') return [kind, a, b]
    if (kind === 'C') return ['C', a, b, c, d, e, f]
    const third = (one: number, other: number) => one + (2 / 3) * (other - one)
    return ['C', third(fromX, a), third(fromY, b), third(c, a), third(d, b), c, d]
  })
}

/** A straight line of letters, centred on (0, 0) of its baseline. */
export function straightText(text: string, name: FaceName, size: number): Step[] {
  const letters = Array.from(text, (character) => letter(character, name, size))
  let left = -letters.reduce((sum, { advance }) => sum + advance, 0) / 2
  return letters.flatMap(({ path, advance }) => {
    const shift = left
    left += advance
    return moved(path, (x, y) => [x + shift, y])
  })
}

/**
 * Letters around a circle, centred at the top (their feet inwards) or at the bottom (their heads inwards), their
 * baseline at `radius`, `spacing` between them.
 */
export function roundText(
  text: string,
  name: FaceName,
  style: { size: number; radius: number; spacing: number; at: 'top' | 'bottom' },
): Step[] {
  const { size, radius, spacing, at } = style
  const letters = Array.from(text, (character) => letter(character, name, size))
  const whole = letters.reduce((sum, { advance }) => sum + advance + spacing, -spacing)
  let along = -whole / 2
  return letters.flatMap(({ path, advance }) => {
    const turn = (along + advance / 2) / radius
    along += advance + spacing
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)]
    const side = at === 'top' ? 1 : -1
    return moved(path, (x, y) => {
      const [across, up] = [x - advance / 2, y - radius * side]
      return [across * cos - side * up * sin, side * across * sin + up * cos]
    })
  })
}

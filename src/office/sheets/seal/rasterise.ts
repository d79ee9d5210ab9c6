import type { Colour, Step } from '../drawing.ts'
import type { Picture } from '../png.ts'

/** Sub-rows a pixel is cut into; across, the covered share is exact. */
const subRows = 8

/**
 * An outline in one colour on a transparent ground, smooth at its edges, filled where it winds around (as PDF's `f`).
 * The outline's coordinates are pixels.
 */
export function rasterise(
  path: readonly Step[],
  size: { width: number; height: number },
  ink: Colour,
): Picture {
  const { width, height } = size
  const edges = edgesOf(path)
  const rgba = new Uint8Array(width * height * 4)
  const colour = ink.map((tone) => Math.round(tone * 255))
  const cover = new Float64Array(width)
  for (let y = 0; y < height; y++) {
    cover.fill(0)
    const near = edges.filter((edge) => edge.top < y + 1 && edge.bottom > y)
    for (let sub = 0; sub < subRows; sub++) coverRow(cover, near, y + (sub + 0.5) / subRows)
    for (let x = 0; x < width; x++) {
      const opacity = Math.round(Math.min(1, (cover[x] ?? 0) / subRows) * 255)
      if (opacity > 0) rgba.set([...colour, opacity], (y * width + x) * 4)
    }
  }
  return { width, height, rgba }
}

type Edge = { x: number; top: number; bottom: number; slope: number; winding: 1 | -1 }

function coverRow(cover: Float64Array, edges: readonly Edge[], y: number): void {
  const crossings = edges
    .filter(({ top, bottom }) => top <= y && y < bottom)
    .map(({ x, top, slope, winding }) => ({ x: x + (y - top) * slope, winding }))
    .toSorted((one, other) => one.x - other.x)
  let depth = 0
  crossings.forEach(({ x, winding }, index) => {
    depth += winding
    const next = crossings[index + 1]
    if (depth !== 0 && next) coverSpan(cover, x, next.x)
  })
}

function coverSpan(cover: Float64Array, from: number, to: number): void {
  const last = Math.min(cover.length - 1, Math.floor(to))
  for (let x = Math.max(0, Math.floor(from)); x <= last; x++)
    cover[x] = (cover[x] ?? 0) + Math.max(0, Math.min(to, x + 1) - Math.max(from, x))
}

function edgesOf(path: readonly Step[]): Edge[] {
  const edges: Edge[] = []
  let [x, y] = [0, 0]
  let start: readonly [number, number] = [0, 0]
  const line = (toX: number, toY: number) => {
    if (toY !== y) {
      const down = toY > y
      const slope = (toX - x) / (toY - y)
      edges.push({
        x: down ? x : toX,
        top: Math.min(y, toY),
        bottom: Math.max(y, toY),
        slope,
        winding: down ? 1 : -1,
      })
    }
    ;[x, y] = [toX, toY]
  }
  for (const step of path) {
    if (step[0] === 'Z') line(...start)
    else if (step[0] === 'L') line(step[1], step[2])
    else if (step[0] === 'C') curve([x, y], step).forEach((point) => line(...point))
    else [x, y] = start = [step[1], step[2]]
  }
  return edges
}

/** A cubic curve as eight straight pieces: at 600 dpi the letters of a seal are no bigger. */
function curve(
  [x, y]: readonly [number, number],
  [, a, b, c, d, e, f]: Extract<Step, readonly ['C', ...number[]]>,
): [number, number][] {
  return Array.from({ length: 8 }, (_, index): [number, number] => {
    const t = (index + 1) / 8
    const [p, q, r, s] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3]
    return [p * x + q * a + r * c + s * e, p * y + q * b + r * d + s * f]
  })
}

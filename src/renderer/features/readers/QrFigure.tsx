import { qrPath } from './qrPath.ts'
import styles from './Readers.module.css'

/** Light modules around a symbol (ISO/IEC 18004). */
const quietZone = 4
/** Pixels of the screen: small enough for the page, and a module never below what a cheap reader resolves. */
const usualPixels = 430
const leastModule = 4
const mostModule = 9

type Props = { rows: readonly string[]; label: string; pixels?: number }

/** A QR symbol on the screen, black on white whatever the colours of the page, every module a whole number of pixels. */
export function QrFigure({ rows, label, pixels = usualPixels }: Props) {
  const modules = rows.length + 2 * quietZone
  const module = Math.min(mostModule, Math.max(leastModule, Math.floor(pixels / modules)))
  const size = modules * module
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.qr}
      width={size}
      height={size}
      viewBox={`${-quietZone} ${-quietZone} ${modules} ${modules}`}
      shapeRendering="crispEdges"
    >
      <rect x={-quietZone} y={-quietZone} width={modules} height={modules} fill="#fff" />
      <path d={qrPath(rows)} fill="#000" />
    </svg>
  )
}

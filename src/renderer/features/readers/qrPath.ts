/**
 * The dark modules of a QR symbol as one SVG path, a module being 1 × 1. `rows` are lines of `1` for dark and `0` for
 * light, without border.
 */
export function qrPath(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
    )
    .join('')
}

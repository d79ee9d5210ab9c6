import { createHash } from 'node:crypto'
import { canonicalRow, type RowValues } from '../../domain/lists/row-values.ts'

/**
 * What a list is, whatever its file: the same for the same people and values in any order, layout or format, so that one
 * handed in at the counter is recognised when it comes again by mail. SHA-256, hex.
 */
export function fingerprintOf(kind: string, rows: readonly { readonly values: RowValues }[]): string {
  const hash = createHash('sha256').update(kind)
  for (const line of [...new Set(rows.map(({ values }) => canonicalRow(values)))].toSorted())
    hash.update(`\n${line}`)
  return hash.digest('hex')
}

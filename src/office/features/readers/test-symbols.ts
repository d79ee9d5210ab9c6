import { create } from 'qrcode'
import { testCodeIds, testCodes } from '../../../domain/identity/test-codes.ts'

/** The test codes as QR symbols: rows of `1` for dark and `0` for light, without border. */
export function testSymbols() {
  return testCodeIds.map((id) => {
    const text = testCodes[id]
    // As bytes whole: a card's own code is one segment of UTF-8, and a reader is to be tried with the same.
    const segment = { data: Buffer.from(text, 'utf8'), mode: 'byte' } as const
    const { modules } = create([segment], { errorCorrectionLevel: 'M' })
    const row = (y: number) =>
      Array.from({ length: modules.size }, (_column, x) => (modules.get(y, x) ? '1' : '0')).join('')
    return { id, text, rows: Array.from({ length: modules.size }, (_row, y) => row(y)) }
  })
}

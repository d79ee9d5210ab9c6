import { encodeQR } from 'qr'
import { testCodeIds, testCodes } from '../../../domain/identity/test-codes.ts'

/** The test codes as QR symbols: rows of `1` for dark and `0` for light, without border. */
export function testSymbols() {
  return testCodeIds.map((id) => {
    const text = testCodes[id]
    // The encoder insists on a border of at least one module.
    const bordered = encodeQR(text, 'raw', { ecc: 'medium', encoding: 'byte', border: 1 })
    const rows = bordered.slice(1, -1).map((row) => row.slice(1, -1))
    return { id, text, rows: rows.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')) }
  })
}

import { removeEci } from '../../domain/identity/aim.ts'
import type { ScanRead } from '../../domain/identity/recognised.ts'

const strict = new TextDecoder('utf-8', { fatal: true })
const latin1 = new TextDecoder('latin1')

/**
 * Bytes of a whole scan to a text: strict UTF-8, one byte order mark, ECI escapes and one trailing CR, LF,
 * CRLF or TAB removed. Bytes that are no UTF-8 come back with `damage`, as Latin-1, which serves to show the
 * damage and never to store. `symbology` is the AIM identifier the reader named, or null.
 */
export function scanText(bytes: Uint8Array, symbology: string | null = null): ScanRead {
  let text: string
  try {
    text = strict.decode(bytes)
  } catch {
    return { text: latin1.decode(bytes), damage: 'utf-8', symbology }
  }
  const plain = removeEci(text, symbology)
  if (plain === null) return { text, damage: 'eci', symbology }
  return { text: plain.replace(/(?:\r\n|\r|\n|\t)$/, ''), damage: null, symbology }
}

/** What arrived of a scan whose end never came, for showing. */
export function brokenScanText(bytes: Uint8Array, symbology: string | null = null): ScanRead {
  return { text: new TextDecoder('utf-8').decode(bytes), damage: 'incomplete', symbology }
}

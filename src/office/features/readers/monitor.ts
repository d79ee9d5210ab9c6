import { maskedHex } from '../../scanning/masked-bytes.ts'

/** What one reader sent for one scan, masked. */
export type Capture = {
  readonly seq: number
  readonly at: string
  readonly source: string
  readonly label: string
  readonly pieces: readonly string[]
  readonly kind: string
  readonly rule: string
  readonly damage: string | null
}

/** The bytes of the latest scans, for support. In memory only, and masked before they are kept. */
export type Monitor = {
  /** A report or chunk of a reader, before the scan it belongs to. */
  piece(source: string, reader: string, bytes: Uint8Array): void
  /** The scan that the pieces since the last one made; `bytes` stands for them where a source has none. */
  scan(reader: string, capture: Omit<Capture, 'pieces'>, bytes: Uint8Array): void
  captures(): readonly Capture[]
}

const keptCaptures = 30
/** The largest code needs 53 reports; a reader that only answers commands must not fill the memory. */
const keptPieces = 64

/** An empty monitor. */
export function createMonitor(): Monitor {
  let captures: readonly Capture[] = []
  const pieces = new Map<string, string[]>()
  return {
    piece(source, reader, bytes) {
      const so = [...(pieces.get(reader) ?? []), maskedHex(bytes, source)]
      pieces.set(reader, so.slice(-keptPieces))
    },
    scan(reader, capture, bytes) {
      const sent = pieces.get(reader) ?? [maskedHex(bytes, 'text')]
      pieces.delete(reader)
      captures = [{ ...capture, pieces: sent }, ...captures].slice(0, keptCaptures)
    },
    captures: () => captures,
  }
}

import type { ScanSuffix } from '../sources.ts'

/** One scan cut out of the bytes of a serial reader, without its suffix. */
export interface SerialFrame {
  readonly bytes: Uint8Array
  readonly suffix: ScanSuffix
  /** True when the reader sent more than any code holds: the frame is only good for showing. */
  readonly tooLong: boolean
}

/** Cuts a stream of bytes into scans. Nothing here waits: the caller tells that the line fell silent. */
export interface SerialFramer {
  push(bytes: Uint8Array): readonly SerialFrame[]
  /** The line has been silent for `silentFor`: what has come is a scan of a reader without suffix. */
  silence(): readonly SerialFrame[]
  waiting(): boolean
}

/** A reader without suffix is done after this silence (ms). */
export const silentFor = 150

/** The largest QR holds 2,953 bytes (ISO/IEC 18004); more is a device that is no reader. */
const longestScan = 16_384
const carriageReturn = 0x0d
const lineFeed = 0x0a

/**
 * A framer for one port. A scan ends at CR, LF or both, else at silence; bytes are joined before anybody reads
 * them as letters, so it does not matter where the port cuts. Lines of a machine-readable zone stay together.
 */
export function createSerialFramer(): SerialFramer {
  let bytes: number[] = []
  /** The byte that ended the scan before, while its other half may still come. */
  let ended: number | null = null

  const frame = (suffix: ScanSuffix, tooLong = false): SerialFrame[] => {
    const made = { bytes: Uint8Array.from(bytes), suffix, tooLong }
    bytes = []
    return made.bytes.length === 0 ? [] : [made]
  }
  const take = (byte: number, next: number | undefined): SerialFrame[] => {
    const isEnd = byte === carriageReturn || byte === lineFeed
    if (!isEnd) {
      ended = null
      bytes.push(byte)
      return bytes.length >= longestScan ? frame('none', true) : []
    }
    if (ended === carriageReturn && byte === lineFeed) {
      ended = null
      return []
    }
    ended = byte
    if (moreLinesFollow(bytes)) {
      bytes.push(lineFeed)
      return []
    }
    return frame(byte === lineFeed ? 'lf' : next === lineFeed ? 'crlf' : 'cr')
  }
  return {
    push(chunk) {
      return Array.from(chunk).flatMap((byte, i) => take(byte, chunk[i + 1]))
    },
    silence() {
      ended = null
      const suffix = bytes.at(-1) === lineFeed ? 'lf' : 'none'
      return frame(suffix)
    },
    waiting: () => bytes.length > 0,
  }
}

/** Machine-readable zones come as 3 lines of 30 or 2 of 44 characters, each with its own suffix. */
function moreLinesFollow(bytes: readonly number[]): boolean {
  if (![30, 61, 44].includes(bytes.length)) return false
  const text = String.fromCharCode(...bytes)
  return /^[ACI][A-Z0-9<]{29}(?:\n[A-Z0-9<]{30})?$|^P[A-Z0-9<]{43}$/.test(text)
}

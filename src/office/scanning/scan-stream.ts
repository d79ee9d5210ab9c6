import { createHidAssembler, lostAfter } from './hid-assembler.ts'
import { brokenScanText, scanText } from './scan-text.ts'
import type { Scan, ScanSuffix } from './sources.ts'

/** Time as a source needs it; a test gives its own. `after` returns what cancels the call. */
export interface ScanClock {
  now(): number
  after(milliseconds: number, call: () => void): () => void
}

/** The clock of this process. */
export const processClock: ScanClock = {
  now: Date.now,
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Reports of one reader in, scans out; a scan whose end never came is given up after `lostAfter`. */
export interface ScanStream {
  readonly push: (report: Uint8Array) => void
  /** Forgets what has begun. */
  readonly stop: () => void
}

/** Joins the assembler, the clock and the decoding of texts for one reader. */
export function createScanStream(
  source: string,
  device: { readonly vendorId?: number | undefined; readonly descriptor?: Uint8Array | undefined },
  scanned: (scan: Scan) => void,
  clock: ScanClock = processClock,
): ScanStream {
  const assembler = createHidAssembler(device)
  let cancel: () => void = nothing
  const deliver = (outcomes: ReturnType<typeof assembler.push>) => {
    for (const outcome of outcomes) {
      if (outcome.kind === 'reply') continue
      const { bytes, symbology } = outcome
      const read = outcome.kind === 'scan' ? scanText(bytes, symbology) : brokenScanText(bytes, symbology)
      scanned({ ...read, bytes, suffix: suffixOf(bytes), source, at: clock.now() })
    }
  }
  return {
    push(report) {
      cancel()
      deliver(assembler.push(report, clock.now()))
      if (assembler.waiting()) cancel = clock.after(lostAfter, () => deliver(assembler.expire(clock.now())))
    },
    stop() {
      cancel()
    },
  }
}

/** Many readers append their suffix inside the data of a report. */
function suffixOf(bytes: Uint8Array): ScanSuffix {
  const [before, last] = bytes.subarray(-2)
  if (bytes.length > 1 && before === 0x0d && last === 0x0a) return 'crlf'
  const end = bytes.at(-1)
  return end === 0x0d ? 'cr' : end === 0x0a ? 'lf' : end === 0x09 ? 'tab' : 'none'
}

function nothing(): void {}

import { partialDateText } from '../../../domain/calendar.ts'
import { recogniseScan } from '../../../domain/identity/recognise.ts'
import { isPersonRead, type Recognised as Read, type ScanRead } from '../../../domain/identity/recognised.ts'
import type { Recognised, Scan } from '../../../contract/desk/scans.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { Ports } from '../../ports.ts'

/** Takes scans from wherever they come and keeps the latest for the pages to fetch. */
export type ScanDesk = {
  /** Recognises a scan; `announce` puts it among the latest, for whichever page is open. */
  take(read: ScanRead, source: string, announce: boolean): Scan
  since(seq: number): { readonly last: number; readonly scans: readonly Scan[] }
  close(): void
}

const kept = 50
/** The same text again within this time is the same scan: people hold the trigger. */
const repeatMs = 2000

/** The scan desk of an open office. `onScan` is called when a scan was announced. */
export function createScanDesk(ports: Ports, onScan: () => void): ScanDesk {
  let last = 0
  let latest: Scan[] = []
  let previous: { readonly text: string; readonly at: number; readonly scan: Scan } | null = null

  return {
    take(read, source, announce) {
      const now = ports.clock.monotonic()
      if (announce && previous && previous.text === read.text && now - previous.at < repeatMs) return previous.scan
      last += 1
      const scan = scanOf(read, source, last, ports.clock.now())
      if (announce) {
        previous = { text: read.text, at: now, scan }
        latest = [...latest, scan].slice(-kept)
        onScan()
      }
      return scan
    },
    since: (seq) => ({ last, scans: latest.filter((scan) => scan.seq > seq) }),
    close: () => {
      latest = []
    },
  }
}

function scanOf(read: ScanRead, source: string, seq: number, now: number): Scan {
  const recognised = recogniseScan(read)
  return {
    seq,
    at: vietnamTime(now),
    source,
    recognised: recognisedOf(recognised),
    text: recognised.kind === 'unknown' || recognised.kind === 'permit' ? recognised.text : null,
    verdict: null,
  }
}

function recognisedOf(read: Read): Recognised {
  const { kind, rule, repaired, damage, warnings, accepted } = read
  const common = { kind, rule, repaired, damage, warnings: [...warnings], accepted }
  if (read.kind === 'receipt') return { ...common, receiptNumber: read.dossierNumber }
  if (!isPersonRead(read)) return common
  return {
    ...common,
    ...(read.idNumber === undefined ? {} : { idNumber: read.idNumber }),
    ...(read.oldIdNumber === undefined ? {} : { oldIdNumber: read.oldIdNumber }),
    ...(read.fullName === undefined ? {} : { fullName: read.fullName }),
    ...(read.birthDate === undefined ? {} : { birthDate: partialDateText(read.birthDate) }),
    ...(read.sex === undefined ? {} : { sex: read.sex }),
    ...(read.address === undefined ? {} : { address: read.address }),
    ...(read.issueDate === undefined ? {} : { issueDate: read.issueDate }),
  }
}

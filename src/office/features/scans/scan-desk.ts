import { partialDateText } from '../../../domain/calendar.ts'
import { recogniseScan } from '../../../domain/identity/recognise.ts'
import { isPersonRead, type Recognised as Read, type ScanRead } from '../../../domain/identity/recognised.ts'
import type { Recognised, Scan } from '../../../contract/desk/scans.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { Clock } from '../../ports.ts'
import { attachReaders } from '../../scanning/attached-readers.ts'
import { createScanSources, type ScanSource } from '../../scanning/sources.ts'

/** A recognised scan; the verdict is added where a token meets the lists of the office. */
export type TakenScan = Omit<Scan, 'verdict'>

/** Takes scans from wherever they come and keeps the latest for the pages to fetch. */
export type ScanDesk = {
  /** Recognises a text; it is not announced, because the page that sent it has the answer. */
  take(read: ScanRead, source: string): TakenScan
  /** What attached readers scanned after a number. */
  since(seq: number): { readonly last: number; readonly scans: readonly TakenScan[] }
  close(): Promise<void>
}

const kept = 50

/** Opens every attached reader; `onScan` is called when one has scanned. */
export function createScanDesk(clock: Clock, sources: readonly ScanSource[], onScan: () => void): ScanDesk {
  let last = 0
  let latest: TakenScan[] = []
  const take = (read: ScanRead, source: string): TakenScan => {
    last += 1
    return takenScan(read, source, last, clock.now())
  }
  const readers = attachReaders(createScanSources(sources), {
    scanned: (scan) => {
      latest = [...latest, take(scan, scan.source)].slice(-kept)
      onScan()
    },
  })
  return {
    take,
    since: (seq) => ({ last, scans: latest.filter((scan) => scan.seq > seq) }),
    close: () => readers.close(),
  }
}

function takenScan(read: ScanRead, source: string, seq: number, now: number): TakenScan {
  const recognised = recogniseScan(read)
  const isPerson = isPersonRead(recognised)
  return {
    seq,
    at: vietnamTime(now),
    source,
    recognised: recognisedOf(recognised),
    text: isPerson ? null : recognised.text,
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

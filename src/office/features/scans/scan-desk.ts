import { dateAt, partialDateText } from '../../../domain/calendar.ts'
import { recogniseScan } from '../../../domain/identity/recognise.ts'
import { isPersonRead, type Recognised as Read, type ScanRead } from '../../../domain/identity/recognised.ts'
import { testCodeOf } from '../../../domain/identity/test-codes.ts'
import type { TypedMeasure } from '../../../domain/identity/wedge-measure.ts'
import type { Recognised, Scan } from '../../../contract/desk/scans.ts'
import { readHubText } from '../../../contract/sync/hub.ts'
import type { Store } from '../../database/store.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { Ports } from '../../ports.ts'
import { type AttachedReaders, attachReaders } from '../../scanning/attached-readers.ts'
import { withPaperKind } from '../../scanning/paper-kind.ts'
import {
  createScanSources,
  type Reader,
  readerKey,
  type Scan as RawScan,
  type ScanSource,
} from '../../scanning/sources.ts'
import { createMonitor, type Monitor } from '../readers/monitor.ts'
import { keyboardReader, readerProfiles } from '../readers/profiles.ts'
import { createReaderCheck, type ReaderCheck } from '../readers/reader-check.ts'
import { createRepeatedScan } from './repeated-scan.ts'
import { keepUnknownScan } from './unknown-scans.ts'

/** A recognised scan; the verdict is added where a token meets the lists of the office. */
export type TakenScan = Omit<Scan, 'verdict'>

/** Takes scans from wherever they come and keeps the latest for the pages to fetch. */
export type ScanDesk = {
  /** Recognises a text; it is not announced, because the page that sent it has the answer. */
  take(read: ScanRead, source: string): TakenScan
  /** Recognises what a reader in keyboard mode typed; `typed` is what the window measured. */
  takeTyped(text: string, typed: TypedMeasure | null): TakenScan
  /** The number of the latest scan; 0 before the first. */
  last(): number
  /** What attached readers scanned after a number, in the last minutes. */
  since(seq: number): { readonly last: number; readonly scans: readonly TakenScan[] }
  /** Forgets what was scanned: nobody is there any more for whom it was. */
  forget(): void
  readonly readers: AttachedReaders
  readonly check: ReaderCheck
  readonly monitor: Monitor
  close(): Promise<void>
}

export type ScanDeskParts = {
  readonly ports: Pick<Ports, 'clock' | 'log'>
  readonly store: Store
  readonly sources: readonly ScanSource[]
  /** Topics of the `changes` feed: `scans` when a reader has scanned, `readers` when they or their check changed. */
  readonly notify: (topic: 'scans' | 'readers') => void
}

const kept = 50
/** A page fetches a scan at once; a card must not wait in memory for whoever comes next. */
const keptMs = 5 * 60_000

/** Opens every attached reader that is wanted. */
export function createScanDesk({ ports, store, sources, notify }: ScanDeskParts): ScanDesk {
  let last = 0
  let latest: { readonly scan: TakenScan; readonly at: number }[] = []
  let forgetting: NodeJS.Timeout | undefined
  const monitor = createMonitor()
  const repeated = createRepeatedScan(() => ports.clock.monotonic())
  const check = createReaderCheck(ports.clock, () => notify('readers'))
  const take = (read: ScanRead, source: string): TakenScan => {
    last += 1
    const taken = takenScan(read, source, last, ports.clock.now())
    const scan = { ...taken, recognised: repeated.compared(taken.recognised) }
    keepUnknown(store, ports.log, scan)
    return scan
  }
  const fresh = () => latest.filter(({ at }) => ports.clock.monotonic() - at < keptMs)
  const forget = () => {
    latest = []
    repeated.forget()
  }
  const scanned = (raw: RawScan, reader: Reader) => {
    const key = readerKey(reader)
    const scan = takenScan(raw, raw.source, last + 1, ports.clock.now())
    monitor.scan(key, captureOf(scan, reader.label), raw.bytes)
    const { label, vendorId } = reader
    const offered = { mode: modeOf(raw.source), read: raw, suffix: raw.suffix ?? null, typed: null } as const
    if (mayBeTest(scan) && check.offer({ ...offered, reader: key, label, vendorId })) return
    latest = [...fresh(), { scan: take(raw, raw.source), at: ports.clock.monotonic() }].slice(-kept)
    clearTimeout(forgetting)
    forgetting = setTimeout(forget, keptMs).unref()
    notify('scans')
  }
  const readers = attachReaders(createScanSources(sources), {
    scanned,
    raw: (bytes, reader) => monitor.piece(reader.source, readerKey(reader), bytes),
    changed: () => notify('readers'),
    isWanted: (reader) => readerProfiles(store).of(readerKey(reader)).used ?? reader.isChoice !== true,
  })
  return {
    take,
    takeTyped(text, typed) {
      const isSpoilt = typed !== null && typed.injected > 0
      const read: ScanRead = { text, keyboard: true, ...(isSpoilt && { damage: 'input-method' }) }
      const scan = takenScan(read, keyboardReader, last + 1, ports.clock.now())
      monitor.scan(keyboardReader, captureOf(scan, keyboardReader), new TextEncoder().encode(text))
      const offered = { mode: 'keyboard', read, suffix: typed?.suffix ?? null, typed } as const
      const from = { reader: keyboardReader, label: keyboardReader, vendorId: null }
      if (mayBeTest(scan) && check.offer({ ...offered, ...from })) {
        last += 1
        return scan
      }
      return take(read, keyboardReader)
    },
    last: () => last,
    since(seq) {
      const scans = fresh().flatMap(({ scan }) => (scan.seq > seq ? [scan] : []))
      return { last, scans }
    },
    forget,
    readers,
    check,
    monitor,
    close() {
      clearTimeout(forgetting)
      return readers.close()
    },
  }
}

/** A paper of a person, a permit or a receipt goes to the page that waits for it, whatever is being set up. */
function mayBeTest(scan: TakenScan): boolean {
  return scan.recognised.kind === 'unknown'
}

/** What nothing recognised is kept for the administrator, so that a new kind of card can be reported. */
function keepUnknown(store: Store, log: Ports['log'], scan: TakenScan): void {
  const { recognised, text, at, source } = scan
  if (recognised.kind !== 'unknown' || text === null || testCodeOf(text) !== null) return
  try {
    // A hub's QR holds a pairing code, and is no new kind of card.
    if (!readHubText(text)) keepUnknownScan(store, { at, source, text })
  } catch {
    // A full disk must not keep a scan from the page that waits for it.
    log({ level: 'warn', what: 'unknown-scan-not-kept' })
  }
}

function modeOf(source: string) {
  if (source === 'hid' || source === 'simulated') return 'hid-pos'
  return source === 'serial' ? 'serial' : 'other'
}

function captureOf({ seq, at, source, recognised }: TakenScan, label: string) {
  const { kind, rule, damage } = recognised
  return { seq, at, source, label, kind, rule, damage }
}

function takenScan(read: ScanRead, source: string, seq: number, now: number): TakenScan {
  const recognised = withPaperKind(recogniseScan(read, { today: dateAt(now) }))
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

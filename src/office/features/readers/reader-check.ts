import { readerMaker, readerMakers } from '../../../domain/identity/reader-makers.ts'
import { readerReport, type ReaderReport, type TestScan } from '../../../domain/identity/reader-check.ts'
import { prepare } from '../../../domain/identity/prepare.ts'
import { type TestCodeId, testCodeIds, testCodeOf } from '../../../domain/identity/test-codes.ts'
import type { ReaderCheckState } from '../../../contract/desk/readers.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { Clock } from '../../ports.ts'

/** A scan offered to the check, and the reader it came from. */
export type OfferedScan = TestScan & {
  readonly reader: string
  readonly label: string
  readonly vendorId: number | null
}

/** What the check made of the reader, for keeping. */
export type CheckedReader = {
  readonly reader: string
  readonly label: string
  readonly report: ReaderReport
}

/** The set-up of a reader: at most one at a time, in memory only. */
export type ReaderCheck = {
  start(reader: string | null): ReaderCheckState
  /** Null when none is under way. */
  state(): ReaderCheckState | null
  show(code: TestCodeId): void
  /** Whether the check took the scan for a test code. */
  offer(scan: OfferedScan): boolean
  /** Ends it; null when nothing was scanned. */
  end(): CheckedReader | null
}

/** A check nobody has touched for this long (ms) ends by itself, so that it does not eat scans for ever. */
const forgottenAfter = 10 * 60_000

type Under = {
  readonly startedAt: string
  readonly asked: string | null
  touchedAt: number
  awaiting: TestCodeId | null
  latest: TestCodeId | null
  seen: OfferedScan | null
  readonly scans: Map<TestCodeId, TestScan>
}

/** `changed` is called whenever the state did. */
export function createReaderCheck(clock: Clock, changed: () => void): ReaderCheck {
  let under: Under | null = null
  const live = (): Under | null => {
    if (under && clock.monotonic() - under.touchedAt > forgottenAfter) under = null
    return under
  }
  return {
    start(reader) {
      const startedAt = vietnamTime(clock.now())
      const touchedAt = clock.monotonic()
      under = {
        startedAt,
        asked: reader,
        touchedAt,
        awaiting: testCodeIds[0],
        latest: null,
        seen: null,
        scans: new Map(),
      }
      changed()
      return stateOf(under)
    },
    state() {
      const current = live()
      return current && stateOf(current)
    },
    show(code) {
      const current = live()
      if (!current) return
      current.awaiting = code
      current.touchedAt = clock.monotonic()
      changed()
    },
    offer(scan) {
      const current = live()
      if (!current || (current.asked !== null && current.asked !== scan.reader)) return false
      // One check is about one reader: another one that scans meanwhile goes its own way.
      if (current.seen !== null && current.seen.reader !== scan.reader) return false
      const code = testCodeOf(prepare(scan.read).text) ?? current.awaiting
      if (code === null) return false
      current.scans.set(code, scan)
      current.latest = code
      current.seen = scan
      current.touchedAt = clock.monotonic()
      current.awaiting = testCodeIds.find((id) => !current.scans.has(id)) ?? null
      changed()
      return true
    },
    end() {
      const current = live()
      under = null
      if (current) changed()
      if (!current?.seen) return null
      const { reader, label } = current.seen
      return { reader, label, report: readerReport(current.scans) }
    },
  }
}

function stateOf({ startedAt, asked, awaiting, latest, seen, scans }: Under): ReaderCheckState {
  const { codes, findings, advice, wedge, ...report } = readerReport(scans)
  const maker = readerMaker(seen?.vendorId ?? null)
  return {
    startedAt,
    reader: asked ?? seen?.reader ?? null,
    awaiting,
    latest,
    report: {
      ...report,
      codes: codes.map(({ id, outcome }) => ({ id, outcome, arrived: arrived(scans.get(id)) })),
      findings: [...findings],
      advice: [...advice],
      wedge: wedge && { ...wedge, layout: wedge.layout && { ...wedge.layout } },
    },
    setUpCodes: (maker ? [maker] : readerMakers).flatMap(({ name, setUp }) =>
      setUp.filter((one) => advice.includes(one.advice)).map((one) => ({ maker: name, ...one })),
    ),
  }
}

/** As much of what arrived as a person can compare with the code. */
function arrived(scan: TestScan | undefined): string | null {
  return scan ? prepare(scan.read).text.slice(0, 1000) : null
}

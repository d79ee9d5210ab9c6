import type { ReaderAdvice } from './reader-makers.ts'
import type { ScanRead } from './recognised.ts'
import { type TestCodeId, testCodeIds } from './test-codes.ts'
import { type KeyLayout, readTestScan, type TestOutcome, type TestRead } from './test-scan.ts'
import { usualWedge, type WedgeSettings } from './wedge.ts'
import type { TypedMeasure } from './wedge-measure.ts'

/** How a reader talks to the computer. */
export type ReaderMode = 'hid-pos' | 'serial' | 'keyboard' | 'other'

/** One test code as it arrived, with what its source could measure. */
export interface TestScan {
  readonly mode: ReaderMode
  readonly read: ScanRead
  /** What ended it; null where the source cannot tell. */
  readonly suffix: 'none' | 'cr' | 'lf' | 'crlf' | 'tab' | 'enter' | null
  readonly typed: TypedMeasure | null
}

/** What is not as it should be. A closed list: each has a user text. */
export const readerFindings = [
  'keyboard-mode',
  'input-method',
  'layout-vietnamese',
  'layout-mismatch',
  'case-inverted',
  'letters-lost',
  'letters-code-page',
  'letters-repaired',
  'alt-codes',
  'parts-missing',
  'truncated',
  'eci',
  'extra-text',
  'too-slow',
  'no-suffix',
  'suffix-tab',
  'no-symbology',
  'not-understood',
] as const
export type ReaderFinding = (typeof readerFindings)[number]

/** The answer in one word: what this reader is worth at the counter as it is set now. */
export type ReaderVerdict = 'good' | 'usable' | 'letters-lost' | 'input-method' | 'unreliable' | 'unfinished'

/** One page about a reader. */
export interface ReaderReport {
  readonly verdict: ReaderVerdict
  readonly mode: ReaderMode | null
  readonly codes: readonly { readonly id: TestCodeId; readonly outcome: TestOutcome | null }[]
  readonly findings: readonly ReaderFinding[]
  /** What to change on the reader or the computer, the most useful first. */
  readonly advice: readonly ReaderAdvice[]
  readonly suffix: TestScan['suffix']
  readonly symbology: string | null
  /** Text the reader adds before and behind every code. */
  readonly before: string
  readonly after: string
  /** Only in keyboard mode: how fast it types. Milliseconds. */
  readonly speed: { readonly medianGap: number; readonly longestGap: number } | null
  /** Only in keyboard mode: what the window needs to know to take this reader's scans. */
  readonly wedge: WedgeSettings | null
}

const adviceFor: Readonly<Record<ReaderFinding, readonly ReaderAdvice[]>> = {
  'keyboard-mode': ['switch-to-hid-pos', 'switch-to-serial'],
  'input-method': ['turn-input-method-off'],
  'layout-vietnamese': ['set-country-us'],
  'layout-mismatch': ['set-country-us'],
  'case-inverted': ['turn-caps-lock-off'],
  'letters-lost': ['set-utf8'],
  'letters-code-page': ['set-utf8'],
  'letters-repaired': ['set-utf8'],
  'alt-codes': [],
  'parts-missing': ['check-cable', 'set-key-delay'],
  truncated: ['read-larger-codes', 'check-cable'],
  eci: ['set-eci-off'],
  'extra-text': ['remove-added-text'],
  'too-slow': ['set-key-delay'],
  'no-suffix': ['set-suffix-cr'],
  'suffix-tab': ['set-suffix-cr'],
  'no-symbology': ['set-aim-prefix'],
  'not-understood': ['check-cable'],
}

/** Says what a reader does, from the test codes scanned so far; a code scanned twice counts as it came last. */
export function readerReport(scans: ReadonlyMap<TestCodeId, TestScan>): ReaderReport {
  const reads = readAll(scans)
  const all = [...scans.values()]
  const mode = all.at(-1)?.mode ?? null
  const outcomes = [...reads.values()].map(({ outcome }) => outcome)
  const suffix = commonSuffix(all)
  const symbology = [...reads.values()].map((read) => read.symbology).find((one) => one !== null) ?? null
  const speed = speedOf(all)
  const added = [...reads.values()].find(({ outcome }) => outcome === 'extra-text')
  const prefixKey = prefixOf(all, added)
  const found = new Set<ReaderFinding>(outcomes.flatMap(findingOf))
  if (mode === 'keyboard') found.add('keyboard-mode')
  if (all.some(({ typed }) => typed !== null && typed.injected > 0)) found.add('input-method')
  if (all.some(({ typed }) => typed?.altCodes)) found.add('alt-codes')
  if (suffix === 'none' && mode !== 'hid-pos') found.add('no-suffix')
  if (suffix === 'tab') found.add('suffix-tab')
  if (mode === 'serial' && symbology === null) found.add('no-symbology')
  if (speed && (speed.longestGap > 150 || speed.medianGap > 30)) found.add('too-slow')
  // A prefix key is what we recommend, not text that gets into the data.
  if (prefixKey !== null && added?.after === '') found.delete('extra-text')
  const findings = readerFindings.filter((finding) => found.has(finding))
  return {
    verdict: verdictOf(findings, reads),
    mode,
    codes: testCodeIds.map((id) => ({ id, outcome: reads.get(id)?.outcome ?? null })),
    findings,
    advice: adviceOf(findings, prefixKey),
    suffix,
    symbology,
    before: added?.before ?? '',
    after: added?.after ?? '',
    speed,
    wedge: mode === 'keyboard' ? wedgeFor(speed, prefixKey, layoutOf(scans)) : null,
  }
}

/** The code with every key teaches the layout, with which the others are read. */
function readAll(scans: ReadonlyMap<TestCodeId, TestScan>): Map<TestCodeId, TestRead> {
  const layout = layoutOf(scans)
  return new Map(
    Array.from(scans, ([id, { read }]) => [id, readTestScan(id, read, id === 'ascii' ? null : layout)]),
  )
}

function layoutOf(scans: ReadonlyMap<TestCodeId, TestScan>): KeyLayout | null {
  const ascii = scans.get('ascii')
  return ascii?.mode === 'keyboard' ? readTestScan('ascii', ascii.read).layout : null
}

function findingOf(outcome: TestOutcome): ReaderFinding[] {
  switch (outcome) {
    case 'whole':
      return []
    case 'repaired':
      return ['letters-repaired']
    case 'letters-dropped':
    case 'letters-stripped':
    case 'letters-as-question-marks':
      return ['letters-lost']
    case 'unknown':
      return ['not-understood']
    default:
      return [outcome]
  }
}

const unreliable: readonly ReaderFinding[] = [
  'parts-missing',
  'truncated',
  'eci',
  'extra-text',
  'not-understood',
]
const wrongKeys: readonly ReaderFinding[] = ['layout-vietnamese', 'case-inverted', 'too-slow']

function verdictOf(
  findings: readonly ReaderFinding[],
  reads: ReadonlyMap<TestCodeId, TestRead>,
): ReaderVerdict {
  const has = (some: readonly ReaderFinding[]) => some.some((one) => findings.includes(one))
  if (has(['input-method'])) return 'input-method'
  if (has(unreliable) || has(wrongKeys)) return 'unreliable'
  if (has(['letters-lost', 'letters-code-page'])) return 'letters-lost'
  if (reads.size < testCodeIds.length) return 'unfinished'
  const harmless: readonly ReaderFinding[] = ['no-symbology', 'suffix-tab']
  return findings.every((one) => harmless.includes(one)) ? 'good' : 'usable'
}

function adviceOf(findings: readonly ReaderFinding[], prefixKey: string | null): ReaderAdvice[] {
  const advice = findings.flatMap((finding) => adviceFor[finding])
  if (findings.includes('keyboard-mode')) {
    if (prefixKey === null) advice.push('set-prefix-key')
    return [...new Set(advice)].filter((one) => one !== 'set-utf8')
  }
  return [...new Set(advice)].filter((one) => one !== 'set-key-delay')
}

/** The suffix of all scans, if they agree; the latest otherwise. */
function commonSuffix(scans: readonly TestScan[]): TestScan['suffix'] {
  return scans.map(({ suffix }) => suffix).findLast((suffix) => suffix !== null) ?? null
}

function speedOf(scans: readonly TestScan[]): ReaderReport['speed'] {
  const typed = scans.flatMap((scan) => (scan.typed ? [scan.typed] : []))
  if (typed.length === 0) return null
  return {
    medianGap: Math.max(...typed.map(({ medianGap }) => medianGap)),
    longestGap: Math.max(...typed.map(({ longestGap }) => longestGap)),
  }
}

/** The key before every scan: one that prints nothing, or one character before the data. */
function prefixOf(scans: readonly TestScan[], added: TestRead | undefined): string | null {
  const typed = scans.flatMap((scan) => (scan.typed ? [scan.typed] : []))
  const silent = typed.map(({ prefix }) => prefix).find((prefix) => prefix !== null)
  if (silent) return silent
  return added?.before.length === 1 ? (typed[0]?.firstKey ?? null) : null
}

/** Room for a gap twice as long as measured, within the bounds that leave people alone. */
function wedgeFor(
  speed: ReaderReport['speed'],
  prefix: string | null,
  layout: KeyLayout | null,
): WedgeSettings {
  const measured = speed ?? { medianGap: 0, longestGap: 0 }
  const longestGap = Math.min(150, Math.max(usualWedge.longestGap, Math.ceil(2 * measured.longestGap)))
  return {
    ...usualWedge,
    prefix,
    longestGap,
    medianGap: Math.min(30, Math.max(usualWedge.medianGap, Math.ceil(1.5 * measured.medianGap))),
    silence: Math.max(usualWedge.silence, 2 * longestGap),
    ...(layout && { layout }),
  }
}

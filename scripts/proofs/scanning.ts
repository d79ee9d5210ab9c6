import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CivilDate } from '../../src/domain/calendar.ts'
import { recogniseScan } from '../../src/domain/identity/recognise.ts'
import { isPersonRead, type Recognised, type ScanRead } from '../../src/domain/identity/recognised.ts'
import { idleWedge, wedgeKey, wedgeSilence } from '../../src/domain/identity/wedge.ts'
import { createHidAssembler } from '../../src/office/scanning/hid-assembler.ts'
import { layouts } from '../../src/office/scanning/hid/report-layout.ts'
import { brokenScanText, scanText } from '../../src/office/scanning/scan-text.ts'
import { createSerialFramer } from '../../src/office/scanning/serial/serial-frames.ts'
import { reportsFor } from '../../src/office/scanning/simulated/reports.ts'
import type { Verdict } from './proofs.ts'
import { type Random, seededRandom } from './random.ts'
import { damaged, type KnownCard, knownCard } from './scanning-cards.ts'
import { wronglyAccepted } from './scanning-oracle.ts'

const today = '2026-11-22' as CivilDate // a day that exists
/** Longer than this for one input is a hang (issue: a scan reaches the form within 50 ms). */
const hangMs = 50

/** Counts of one run. `crashes` and `hangs` are faults of the program, `wrong` a number or name that must not be. */
type ScanFuzz = {
  readonly inputs: number
  readonly accepted: number
  readonly crashes: number
  readonly hangs: number
  readonly wrong: number
  readonly slowestMs: number
  readonly firstProblem: string | null
}

/** What one input led to. `card` is the truth behind it, where there is one. */
type Outcome = {
  readonly reads: readonly ScanRead[]
  readonly card: KnownCard | null
  readonly isCut: boolean
}
type Maker = (random: Random) => Outcome

/**
 * A million inputs of every kind of reader: texts with every known damage, mutated papers, noise, streams of reports
 * with lost, doubled, changed and foreign ones, serial bytes cut anywhere, keys of readers and people at once. None may
 * crash or hang, and what is accepted must be what the paper says. `accept` is another judgement, for the control.
 */
function fuzzScans(inputs: number, seed: number, read: (scan: ScanRead) => Recognised = ours): ScanFuzz {
  const random = seededRandom(seed)
  let [accepted, crashes, hangs, wrong, slowestMs] = [0, 0, 0, 0, 0]
  let firstProblem: string | null = null
  const problem = (what: string, i: number) => (firstProblem ??= `${what} (seed ${seed}, input ${i})`)
  for (let i = 0; i < inputs; i++) {
    const make = makers[random.below(makers.length)] as Maker // below its length
    try {
      const begun = performance.now()
      const { reads, card, isCut } = make(random)
      const results = reads.map(read)
      const took = performance.now() - begun
      if (took > hangMs && isSlowAgain(reads, read)) {
        hangs += 1
        problem(`hung for ${Math.round(took)} ms`, i)
      } else slowestMs = Math.max(slowestMs, took > hangMs ? 0 : took)
      accepted += results.filter((result) => result.accepted).length
      const why = results.map((result) => wrongOf(result, card, isCut)).find((one) => one !== null)
      if (why) {
        wrong += 1
        problem(why, i)
      }
    } catch (error) {
      crashes += 1
      problem(`crashed: ${error instanceof Error ? error.name : 'unknown'}`, i)
    }
  }
  return { inputs, accepted, crashes, hangs, wrong, slowestMs, firstProblem }
}

function ours(scan: ScanRead): Recognised {
  return recogniseScan(scan, { today })
}

/** Another process on the machine makes anything slow once; an input that hangs does so each time. */
function isSlowAgain(reads: readonly ScanRead[], read: (scan: ScanRead) => Recognised): boolean {
  return [1, 2, 3].every(() => {
    const begun = performance.now()
    for (const scan of reads) read(scan)
    return performance.now() - begun > hangMs
  })
}

function wrongOf(result: Recognised, card: KnownCard | null, isCut: boolean): string | null {
  const shape = wronglyAccepted(result)
  if (shape !== null || !result.accepted || card === null || !isPersonRead(result)) return shape
  if (isCut) return 'a cut card was accepted'
  if (result.idNumber !== card.idNumber) return 'another number was accepted'
  // A name without a single Vietnamese letter may have lost them; then the clerk is asked to look.
  const isAsked = result.warnings.includes('possibly-no-diacritics')
  const isOther = result.fullName !== undefined && result.fullName !== card.fullName
  return isOther && !isAsked ? 'another name was shown as good' : null
}

const papers = fixtureTexts()
const alphabet = Array.from('0123456789|<ABVNMP:\r\n\t\\]Qữễ -/.đĐ?\u00a0\u00ad\ufffd\u0000')

const makers: readonly Maker[] = [
  damagedText,
  damagedText,
  mutatedPaper,
  noise,
  reports,
  reports,
  serialBytes,
  keys,
]

function damagedText(random: Random): Outcome {
  const card = knownCard(random)
  const { text, isCut } = damaged(card, random)
  return { reads: [{ text, keyboard: random.chance(0.2) }], card, isCut }
}

function mutatedPaper(random: Random): Outcome {
  let text = papers[random.below(papers.length)] ?? ''
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(text.length + 1)
    const put = random.chance(0.6) ? (alphabet[random.below(alphabet.length)] ?? '') : ''
    text = text.slice(0, at) + put + text.slice(at + random.below(4))
  }
  return { reads: [{ text }], card: null, isCut: false }
}

function noise(random: Random): Outcome {
  const length = random.chance(0.01) ? 5000 : random.below(200)
  const any = random.chance(0.5)
  const text = Array.from({ length }, () =>
    any ? String.fromCharCode(random.below(0x2000)) : (alphabet[random.below(alphabet.length)] ?? ''),
  ).join('')
  return { reads: [{ text, damage: random.chance(0.1) ? 'utf-8' : null }], card: null, isCut: false }
}

/** Reports of a card as a reader sends them, with what can happen to reports. */
function reports(random: Random): Outcome {
  const card = knownCard(random)
  const layout = [layouts.A, layouts.B, layouts.C][random.below(3)] ?? layouts.A
  let sent = reportsFor(card.text, layout)
  const what = random.below(6)
  const at = random.below(sent.length)
  // Lost reports inside the text leave no trace when no letter is cut; the number stands in the first.
  let isCut = false
  if (what === 1) {
    isCut = at === sent.length - 1
    sent = sent.toSpliced(at, 1)
  }
  if (what === 2)
    sent = sent.map((report) =>
      Uint8Array.from(report, (byte, i) => (i < layout.data ? byte : byte || random.below(256))),
    )
  if (what === 3)
    sent = sent.toSpliced(
      at,
      0,
      Uint8Array.from({ length: 1 + random.below(70) }, () => random.below(256)),
    )
  if (what === 4) sent = sent.map((report) => report.slice(0, random.below(65)))
  if (what === 5)
    sent = Array.from({ length: 4 }, () => Uint8Array.from({ length: 64 }, () => random.below(256)))
  const vendorId = layout === layouts.A ? 0x0c2e : layout === layouts.B ? 0x1eab : 0x05e0
  const reads = readReports(sent, vendorId)
  // Foreign, shortened and random reports have no truth to be held against but their shape.
  return { reads, card: what <= 2 ? card : null, isCut }
}

function readReports(sent: readonly Uint8Array[], vendorId: number): ScanRead[] {
  const assembler = createHidAssembler({ vendorId })
  const outcomes = sent.flatMap((report, i) => [...assembler.push(report, i * 5)])
  outcomes.push(...assembler.expire(sent.length * 5 + 1000))
  return outcomes.flatMap((outcome): ScanRead[] => {
    if (outcome.kind === 'reply') return []
    const { bytes, symbology } = outcome
    return [outcome.kind === 'scan' ? scanText(bytes, symbology) : brokenScanText(bytes, symbology)]
  })
}

/** Two cards one after the other through a port that cuts anywhere, sometimes with bytes lost. */
function serialBytes(random: Random): Outcome {
  const card = knownCard(random)
  const isCut = random.chance(0.3)
  const whole = new TextEncoder().encode(card.text.replace(/\|+$/, ''))
  const kept = isCut ? whole.subarray(0, 14 + random.below(whole.length - 14)) : whole
  const bytes = Uint8Array.from([...kept, ...([[0x0d], [0x0a], [0x0d, 0x0a], []][random.below(4)] ?? [])])
  const framer = createSerialFramer()
  const frames = []
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random.below(80)
    frames.push(...framer.push(bytes.subarray(at, at + size)))
    at += size
  }
  frames.push(...framer.silence())
  return { reads: frames.map((frame) => scanText(frame.bytes)), card, isCut }
}

const codes = [
  'Digit0',
  'Digit1',
  'Backslash',
  'KeyA',
  'Numpad7',
  'Enter',
  'Tab',
  'AltLeft',
  'Backspace',
  '',
  'F9',
]

/** A reader typing and a person in between; whatever comes out is only a text. */
function keys(random: Random): Outcome {
  let state = idleWedge
  let at = 0
  const texts: ScanRead[] = []
  const take = ([next, decisions]: ReturnType<typeof wedgeKey>) => {
    state = next
    for (const decision of decisions) {
      if (decision.kind !== 'scan') continue
      texts.push({
        text: decision.text,
        keyboard: true,
        damage: decision.inputMethod ? 'input-method' : null,
      })
    }
  }
  for (let count = random.below(120); count > 0; count--) {
    at += random.chance(0.9) ? random.below(12) : random.below(300)
    const code = random.chance(0.7) ? `Digit${random.below(10)}` : (codes[random.below(codes.length)] ?? '')
    const [shift, alt, up] = [random.chance(0.2), random.chance(0.1), random.chance(0.1)]
    take(wedgeKey(state, { code, key: code, shift, alt, up, at }))
  }
  take(wedgeSilence(state, at + 1000))
  return { reads: texts, card: null, isCut: false }
}

function fixtureTexts(): string[] {
  const path = join(import.meta.dirname, '../../e2e/vectors/id-documents.json')
  // The vectors of this repository.
  return (JSON.parse(readFileSync(path, 'utf8')) as { input: string }[]).map(({ input }) => input)
}

/** How such texts are usually read: empty fields dropped, six fields are enough. It accepts what it must not. */
function naive({ text }: ScanRead): Recognised {
  const fields = text.trim().split('|').filter(Boolean)
  const [idNumber = '', ...rest] = fields
  const base = { text, rule: 'card-7-fields', repaired: false, damage: null, warnings: [] } as const
  if (fields.length < 6 || !/^\d{12}/.test(idNumber)) return { ...base, kind: 'unknown', accepted: false }
  const fullName = rest.find((field) => /\p{L}/u.test(field)) ?? ''
  return { ...base, kind: 'cccd', idNumber, fullName, accepted: true }
}

/** The proof as `npm run prove` shows it. */
export async function proveScanning(inputs: number): Promise<Verdict> {
  const found = fuzzScans(inputs, 20_261_122)
  const control = fuzzScans(Math.max(2000, Math.round(inputs / 100)), 1, naive)
  return {
    proof: 'scans: no crash, no hang, nothing wrongly accepted',
    tried: `${found.inputs} inputs, ${found.accepted} accepted, slowest ${found.slowestMs.toFixed(1)} ms`,
    lost: found.wrong,
    wrong: found.crashes + found.hangs,
    control: `the usual way to read a card: ${control.wrong} wrongly accepted of ${control.inputs} inputs`,
    controlLost: control.wrong,
    firstProblem: found.firstProblem,
  }
}

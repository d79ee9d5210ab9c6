import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutFromDescriptor } from './hid/report-descriptor.ts'
import { layouts } from './hid/report-layout.ts'
import { createHidAssembler, type HidOutcome, lostAfter } from './hid-assembler.ts'
import { scanText } from './scan-text.ts'
import { reportsFor } from './simulated/reports.ts'

type Letter = 'A' | 'B' | 'C'
interface ScanFixture {
  layout: Letter
  name: string
  reports: string[]
  expected: { text?: string; bytes?: number; symbology?: string | null; error?: string; ignored?: string }
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../e2e/vectors/hid-reports.json', import.meta.url), 'utf8'),
) as {
  layouts: Record<Letter, Record<string, number | string | null> & { descriptor: string; vendorId: number }>
  scans: ScanFixture[]
  extras: ScanFixture[]
}
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

function run(reports: Uint8Array[], device: Parameters<typeof createHidAssembler>[0]): HidOutcome[] {
  const assembler = createHidAssembler(device)
  const outcomes = reports.flatMap((report, i) => assembler.push(report, i * 5))
  return [...outcomes, ...assembler.expire(reports.length * 5 + lostAfter)]
}

const decoded = (outcome: HidOutcome | undefined) =>
  outcome?.kind === 'scan' ? scanText(outcome.bytes, outcome.symbology) : null

describe('the layouts', () => {
  test.each(['A', 'B', 'C'] as const)('%s is found in its report descriptor', (letter) => {
    const { descriptor, ...known } = vectors.layouts[letter]
    expect(layoutFromDescriptor(bytes(descriptor))).toEqual({
      name: 'descriptor',
      reportId: known.reportId,
      length: known.length,
      aim: known.aim,
      data: known.data,
      dataBytes: known.dataBytes,
      continued: { offset: known.continued, mask: 1 },
    })
  })

  test('a reader without report id and count is read by its descriptor, padding stripped', () => {
    const descriptor = bytes(
      '058c0902a1010912a102150026ff007508950309fb09fc09fd8102953c09fe8202019501750109ff810275078103c0c0',
    )
    expect(layoutFromDescriptor(descriptor)).toMatchObject({
      reportId: null,
      length: null,
      aim: 0,
      data: 3,
      dataBytes: 60,
      continued: { offset: 63, mask: 1 },
    })
    const report = new Uint8Array(64)
    report.set(new TextEncoder().encode(']Q1Trần Thị'))
    expect(run([report], { descriptor })).toEqual([
      { kind: 'scan', bytes: new TextEncoder().encode('Trần Thị'), symbology: ']Q1' },
    ])
  })

  test('noise is no descriptor', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        const layout = layoutFromDescriptor(noise)
        if (layout) expect(layout.dataBytes).toBeGreaterThan(0)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('reports put together', () => {
  const ways = (letter: Letter) => [
    { descriptor: bytes(vectors.layouts[letter].descriptor) },
    { vendorId: vectors.layouts[letter].vendorId },
    { descriptor: bytes(vectors.layouts[letter].descriptor), vendorId: 0x0c2e },
  ]

  test.each(vectors.scans)('$layout: $name', ({ layout, reports, expected }) => {
    for (const device of [...ways(layout), {}]) {
      const [outcome, ...more] = run(reports.map(bytes), device)
      expect(more).toEqual([])
      if (outcome?.kind !== 'scan') throw new Error('no scan')
      expect(outcome.symbology).toBe(expected.symbology)
      expect(outcome.bytes).toHaveLength(expected.bytes as number)
      expect(scanText(outcome.bytes, outcome.symbology)).toMatchObject({ text: expected.text, damage: null })
    }
  })

  test.each(vectors.extras)('special case: $name', ({ layout, reports, expected }) => {
    for (const device of ways(layout)) {
      const outcomes = run(reports.map(bytes), device)
      expect(outcomes).toHaveLength(1)
      const outcome = outcomes[0] as HidOutcome
      if (expected.ignored) expect(outcome).toEqual({ kind: 'reply' })
      else if (expected.error === 'incomplete') {
        expect(outcome).toMatchObject({ kind: 'incomplete', bytes: { length: expected.bytes } })
      } else if (outcome.kind === 'scan') {
        const read = scanText(outcome.bytes, outcome.symbology)
        if (expected.error) expect(read.damage).toBe('utf-8')
        else expect(read).toMatchObject({ text: expected.text, symbology: expected.symbology, damage: null })
      } else throw new Error(`unexpected ${outcome.kind}`)
    }
  })

  test('62-byte reports of some models carry the flag two bytes earlier', () => {
    const short = reportsFor('x'.repeat(100)).map((report) => {
      const cut = report.slice(0, 62)
      cut.set(report.subarray(63), 61)
      return cut
    })
    const outcomes = run(short, { vendorId: 0x0c2e })
    expect(outcomes).toMatchObject([{ kind: 'scan', bytes: { length: 100 } }])
  })

  test('reports of another id are not for us', () => {
    expect(run([Uint8Array.of(9, 1, 2, 3)], { vendorId: 0x0c2e })).toEqual([])
  })

  test('a scan of another symbology in between gives the first one up and keeps the second', () => {
    const [first] = reportsFor('x'.repeat(100))
    const outcomes = run([first as Uint8Array, ...reportsFor('39901', layouts.A, ']C0')], {
      vendorId: 0x0c2e,
    })
    expect(outcomes.map(({ kind }) => kind)).toEqual(['incomplete', 'scan'])
  })

  test('a reply to a command does not disturb a scan', () => {
    const reply = bytes(vectors.extras.find(({ expected }) => expected.ignored)?.reports[0] ?? '')
    const [one, two] = reportsFor('x'.repeat(100)) as [Uint8Array, Uint8Array]
    expect(run([one, reply, two], { vendorId: 0x0c2e }).map(({ kind }) => kind)).toEqual(['reply', 'scan'])
  })
})

describe('whatever is scanned', () => {
  const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 })

  test.each(['A', 'B', 'C'] as const)('any text comes through layout %s', (letter) => {
    const descriptor = bytes(vectors.layouts[letter].descriptor)
    fc.assert(
      fc.property(anyText, (text) => {
        const [outcome] = run(reportsFor(text, layouts[letter]), { descriptor })
        const sent = text.toWellFormed().replace(/^\ufeff/u, '')
        // Layout B: data that begin 02 00 answer a command.
        if (letter === 'B' && text.startsWith('\u0002\u0000')) return
        expect(decoded(outcome)?.text).toBe(sent.replace(/(?:\r\n|\r|\n|\t)$/, ''))
      }),
      { numRuns: 2000 },
    )
  })

  test('a missing end is always noticed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 60, maxLength: 400 }), fc.nat(), (text, n) => {
        const reports = reportsFor(text)
        const kept = reports.slice(0, 1 + (n % (reports.length - 1)))
        expect(run(kept, { vendorId: 0x0c2e })).toMatchObject([{ kind: 'incomplete' }])
      }),
    )
  })

  test('reports of noise neither crash nor grow without end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 12 }),
        fc.integer({ min: 0, max: 0xffff }),
        (reports, vendorId) => {
          for (const outcome of run(reports, { vendorId })) decoded(outcome)
        },
      ),
      { numRuns: 5000 },
    )
    const full = reportsFor('x'.repeat(57))[0] as Uint8Array
    const assembler = createHidAssembler({ vendorId: 0x0c2e })
    const outcomes = Array.from({ length: 1000 }, (_, i) => assembler.push(full, i)).flat()
    expect(outcomes.every(({ kind }) => kind === 'incomplete')).toBe(true)
    expect(outcomes.length).toBeGreaterThan(2)
  })
})

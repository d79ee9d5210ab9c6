import { describe, expect, test } from 'vitest'
import type { CivilDate } from '../../domain/calendar.ts'
import { lintPack } from './lint.ts'
import { nextLocalVersion } from './local.ts'
import { expectFault, type FaultCase } from './testing/faults.ts'
import { dayBefore, type Edit, edited, judged, shippedNames, shippedText } from './testing/shipped.ts'

const viDu = shippedText('vi-du')
const canTho = shippedText('places/can-tho')

const steps = ['procedures', 0, 'steps'] as const

/** The faults of a text; none when it is good. */
function faultsOf(text: string) {
  const verdict = judged(text)
  return verdict.outcome === 'refused' ? verdict.faults : []
}

/** A field of the first procedure of a text. */
const fieldOf = (text: string, at: number): object =>
  (JSON.parse(text) as { procedures: { fields: object[] }[] }).procedures[0]?.fields[at] ?? {}

describe('the packs that come with the program', () => {
  test.each(shippedNames)('%s is good', (name) => {
    expect(judged(shippedText(name))).toMatchObject({ outcome: 'ok' })
  })

  test('say what is worth reading before they are activated', () => {
    const verdict = judged(canTho)
    expect(verdict.outcome === 'ok' && verdict.notes.join(' ')).toMatch(/Đợt 4.*mở từ ngày 01\/03\/2027/u)
  })
})

describe('a file that is no pack', () => {
  test('says the line at which it stops being JSON', () => {
    const broken = viDu.replace('"effectiveFrom"', '"effectiveFrom')
    const [fault] = faultsOf(broken)
    expect(fault?.line).toBe(broken.split('\n').findIndex((line) => line.includes('"effectiveFrom')) + 1)
    expect(fault?.reason).toContain('không phải JSON')
  })

  test('made for a later version of the program is not faulty, only too new', () => {
    expect(judged(edited(viDu, [['format'], 3], [['novelty'], true]))).toEqual({ outcome: 'too-new' })
  })

  test('of an older format, or of none, is refused', () => {
    expect(faultsOf(edited(viDu, [['format'], 1]))[0]?.path).toBe('format')
    expect(faultsOf('[]')[0]?.reason).toContain('{ }')
  })
})

/** What is wrong, the pack, the edits, the path it is reported at, what stands on that line, and the reason. */
const faults: readonly FaultCase[] = [
  [
    'a member it does not know',
    viDu,
    [[['validity', 'colour'], 'red']],
    'validity.colour',
    '"colour"',
    /Không có mục tên “colour”/,
  ],
  ['a member missing', viDu, [[['signing'], undefined]], 'signing', '{', /Thiếu mục “signing”/],
  [
    'a number out of bounds',
    viDu,
    [[['validity', 'maxDays'], 1000]],
    'validity.maxDays',
    '"maxDays"',
    /nhiều nhất 366/,
  ],
  [
    'text instead of a number',
    viDu,
    [[['validity', 'maxDays'], '30']],
    'validity.maxDays',
    '"maxDays"',
    /phải là một số/,
  ],
  [
    'a label longer than the sheets',
    viDu,
    [[['title'], 'x'.repeat(121)]],
    'title',
    '"title"',
    /nhiều nhất 120 ký tự/,
  ],
  [
    'a day no calendar has',
    viDu,
    [[['effectiveFrom'], '2026-02-30']],
    'effectiveFrom',
    '2026-02-30',
    /một ngày có thật/,
  ],
  [
    'an unknown step',
    viDu,
    [[[...steps, 1, 'step'], 'bless']],
    'procedures[0].steps[1].step',
    'bless',
    /Không có bước “bless”/,
  ],
  [
    'an unknown role',
    viDu,
    [[[...steps, 1, 'by', 0], 'mayor']],
    'procedures[0].steps[1].by[0]',
    'mayor',
    /Không có vai trò “mayor”/,
  ],
]

describe('a pack is refused, with the line and the reason, for', () => {
  test.each(faults)('%s', (...one) => expectFault(one))

  test('all of its faults at once, in the order of the lines; the first stands on top', () => {
    const wrong = edited(
      viDu,
      [['validity', 'defaultDays'], 31],
      [['refusalReasons', 1, 'code'], 'not-eligible'],
      [[...steps, 1, 'may'], []],
    )
    const verdict = judged(wrong)
    if (verdict.outcome !== 'refused') throw new Error('not refused')
    expect(verdict.faults.map(({ path }) => path)).toEqual([
      'refusalReasons[1].code',
      'validity.defaultDays',
      'procedures[0].steps[1].may',
    ])
    expect(verdict).toMatchObject({ ...verdict.faults[0], total: 3 })
  })

  test('a form of thousands of fields: one fault, the length of the list', () => {
    const field = { ...fieldOf(viDu, 0), label: 'Ô' }
    const fields = Array.from({ length: 5000 }, (_none, at) => ({ ...field, id: `o-${at}` }))
    const wrong = edited(viDu, [['procedures', 0, 'fields'], fields])
    expect(faultsOf(wrong)).toMatchObject([
      { path: 'procedures[0].fields', reason: expect.stringContaining('nhiều nhất 30') },
    ])
  })

  test('thousands of faults: the first hundred in the order of their lines, and how many there are', () => {
    const codes = Array.from({ length: 5000 }, (_none, at) => 500 + at)
    const members = Object.fromEntries(codes.map((code) => [`x${code}`, code]))
    const wrong = edited(viDu, [['procedures', 0, 'categories'], codes], [['receipt'], members])
    const verdict = judged(wrong)
    if (verdict.outcome !== 'refused') throw new Error('not refused')
    expect(verdict.faults).toHaveLength(100)
    expect(verdict.total).toBe(10_003)
    const lines = verdict.faults.map(({ line }) => line)
    expect(lines).toEqual(lines.toSorted((one, other) => one - other))
    expect(verdict.path).toBe('receipt.counter')
  })

  test('members nobody knows, however many and however long their names', () => {
    const members = Array.from({ length: 100 }, (_none, at) => `"${'x'.repeat(2000)}${at}": 1`)
    const verdict = judged(viDu.replace('{', `{${members.join(',')},`))
    if (verdict.outcome !== 'refused') throw new Error('not refused')
    expect(JSON.stringify(verdict).length).toBeLessThan(60_000)
  })
})

describe('a pack among others', () => {
  const known = { id: 'vidu-01', version: 1, effectiveFrom: '2026-11-01', text: viDu }
  const judge = (text: string, more: object = {}) =>
    lintPack(text, { today: dayBefore, known: [known], ...more })
  const pathOf = (text: string, more: object = {}) => {
    const verdict = judge(text, more)
    return verdict.outcome === 'refused' ? verdict.path : verdict.outcome
  }
  const next = (...edits: readonly Edit[]) =>
    edited(viDu, [['version'], 2], [['effectiveFrom'], '2026-11-15'], ...edits)

  test('may follow the one in force under the next version', () => {
    expect(pathOf(next())).toBe('ok')
  })

  test('may be loaded twice, but not with other words under the same number', () => {
    expect(pathOf(viDu)).toBe('ok')
    expect(pathOf(edited(viDu, [['place'], 'Phường Khác']))).toBe('version')
  })

  test('may not be older than what is there, nor begin before it', () => {
    const later = { known: [{ ...known, version: 3 }] }
    expect(pathOf(next(), later)).toBe('version')
    expect(pathOf(next([['effectiveFrom'], '2026-10-25']))).toBe('effectiveFrom')
  })

  test('may not begin while a version with a fixed end still runs', () => {
    const fixed = { known: [{ ...known, effectiveUntil: '2026-11-20' }] }
    expect(pathOf(next(), fixed)).toBe('effectiveFrom')
    expect(pathOf(next([['effectiveFrom'], '2026-11-21']), fixed)).toBe('ok')
  })

  test('may not begin in the past, unless it came with the program', () => {
    const today = '2026-11-16' as CivilDate
    expect(pathOf(next(), { today })).toBe('effectiveFrom')
    expect(pathOf(next(), { today, shipped: true })).toBe('ok')
    expect(pathOf(next(), { today: '2026-11-15' })).toBe('ok')
  })

  test('edited by the office counts apart from the published ones, and neither takes the other’s numbers', () => {
    const edit = (version: number, ...more: readonly Edit[]) => edited(viDu, [['version'], version], ...more)
    const first = nextLocalVersion(1, []) ?? 0
    const edits = { known: [known, { ...known, version: first + 1, text: edit(first + 1) }] }
    expect(pathOf(edit(first), { local: true })).toBe('ok')
    expect(pathOf(edit(first), { ...edits, local: true })).toBe('version')
    expect(pathOf(edit(first + 2, [['effectiveFrom'], '2026-10-25']), { ...edits, local: true })).toBe('ok')
    expect(pathOf(next(), edits)).toBe('ok')
    expect(pathOf(next(), { local: true })).toBe('version')
    expect(pathOf(edit(first))).toBe('version')
  })
})

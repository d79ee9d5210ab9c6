import { describe, test } from 'vitest'
import { expectFault, type FaultCase } from './testing/faults.ts'
import { shippedText } from './testing/shipped.ts'

const viDu = shippedText('vi-du')
const canTho = shippedText('places/can-tho')

/** What is wrong, the pack, the edits, the path it is reported at, what stands on that line, and the reason. */
const faults: readonly FaultCase[] = [
  [
    'more days by default than at most',
    viDu,
    [[['validity', 'defaultDays'], 31]],
    'validity.defaultDays',
    '"defaultDays"',
    /nhiều hơn số ngày tối đa/,
  ],
  [
    'hours that end before they begin',
    viDu,
    [
      [
        ['validity', 'hours'],
        [600, 600],
      ],
    ],
    'validity.hours',
    '"hours"',
    /Giờ bắt đầu phải trước/,
  ],
  [
    'an end before its beginning',
    viDu,
    [[['effectiveUntil'], '2026-10-31']],
    'effectiveUntil',
    '"effectiveUntil"',
    /trước ngày có hiệu lực/,
  ],
  [
    'a phase after the pack has ended',
    canTho,
    [[['effectiveUntil'], '2026-12-31']],
    'categories[3].opens',
    '"opens"',
    /sau khi bộ quy tắc hết hiệu lực/,
  ],
  [
    'earlier papers ruled twice',
    viDu,
    [
      [
        ['earlier'],
        [
          { pack: 'old', effect: 'void' },
          { pack: 'old', effect: 'stay-valid' },
        ],
      ],
    ],
    'earlier[1]',
    '{',
    /được nói hai lần/,
  ],
  [
    'earlier papers valid until no day',
    viDu,
    [[['earlier'], [{ pack: 'old', effect: 'valid-until' }]]],
    'earlier[0]',
    '{',
    /Thiếu ngày “until”/,
  ],
  [
    'earlier papers valid until a day before',
    viDu,
    [[['earlier'], [{ pack: 'old', effect: 'valid-until', until: '2026-10-01' }]]],
    'earlier[0].until',
    '"until"',
    /trước ngày bộ này có hiệu lực/,
  ],
  [
    'a day for papers that are void',
    viDu,
    [[['earlier'], [{ pack: 'old', effect: 'void', until: '2026-12-01' }]]],
    'earlier[0].until',
    '"until"',
    /Chỉ ghi ngày “until”/,
  ],
  [
    'itself among the earlier',
    viDu,
    [[['earlier'], [{ pack: 'vidu-01', version: 1, effect: 'void' }]]],
    'earlier[0].version',
    '"version"',
    /chính bộ này/,
  ],
]

describe('a pack is refused, with the line and the reason, for days with', () => {
  test.each(faults)('%s', (...one) => expectFault(one))
})

import { describe, test } from 'vitest'
import { expectFault, type FaultCase } from './testing/faults.ts'
import { shippedText } from './testing/shipped.ts'

const viDu = shippedText('vi-du')
const haNoi = shippedText('places/ha-noi')
const ducGiang = shippedText('places/duc-giang')
const c06 = shippedText('places/c06')
const fields = ['procedures', 0, 'fields'] as const

/** What is wrong, the pack, the edits, the path it is reported at, what stands on that line, and the reason. */
const faults: readonly FaultCase[] = [
  [
    'a field that no sheet shows',
    viDu,
    [[[...fields, 1, 'shownOn'], []]],
    'procedures[0].fields[1].shownOn',
    '"shownOn"',
    /không in trên tờ nào/,
  ],
  [
    'a field on a sheet its record never prints',
    c06,
    [[['procedures', 0, 'fields', 0, 'shownOn', 0], 'permit']],
    'procedures[0].fields[0].shownOn[0]',
    '"permit"',
    /không in tờ đó/,
  ],
  [
    'a field twice',
    viDu,
    [[[...fields, 1, 'id'], 'purpose']],
    'procedures[0].fields[1].id',
    '"purpose"',
    /Ô “purpose” được ghi hai lần/,
  ],
  [
    'a field label twice',
    viDu,
    [[[...fields, 1, 'label'], 'Mục đích đi lại']],
    'procedures[0].fields[1].label',
    '"label"',
    /Tên ô/,
  ],
  [
    'a table without columns',
    ducGiang,
    [[[...fields, 8, 'columns'], undefined]],
    'procedures[0].fields[8].columns',
    '{',
    /không có cột nào/,
  ],
  [
    'columns of what is no table',
    viDu,
    [[[...fields, 0, 'columns'], [{ id: 'a', label: 'A' }]]],
    'procedures[0].fields[0].columns',
    '"columns"',
    /không phải bảng/,
  ],
  [
    'a choice without choices',
    c06,
    [[['procedures', 0, 'fields', 2, 'choices'], undefined]],
    'procedures[0].fields[2].choices',
    '{',
    /không có lựa chọn nào/,
  ],
  [
    'choices of what is no choice',
    viDu,
    [[[...fields, 0, 'choices'], ['A']]],
    'procedures[0].fields[0].choices',
    '"choices"',
    /không phải ô chọn/,
  ],
  [
    'limits of what is no number',
    viDu,
    [[[...fields, 0, 'least'], 3]],
    'procedures[0].fields[0].least',
    '"least"',
    /không phải ô số/,
  ],
  [
    'a least above the most',
    c06,
    [[['procedures', 1, 'fields', 2, 'least'], 200000000]],
    'procedures[1].fields[2].least',
    '"least"',
    /nhỏ nhất lớn hơn/,
  ],
  [
    'an own field of another kind',
    viDu,
    [[[...fields, 4, 'kind'], 'number']],
    'procedures[0].fields[4].kind',
    '"number"',
    /phải có kiểu: text/,
  ],
  [
    'a permit without its way',
    viDu,
    [[[...fields, 1], undefined]],
    'procedures[0].fields',
    '"fields"',
    /thiếu ô bắt buộc “route”/,
  ],
  [
    'a permit whose way may be left out',
    viDu,
    [[[...fields, 1, 'required'], false]],
    'procedures[0].fields[1].required',
    '"required"',
    /phải bắt buộc khai/,
  ],
  [
    'a market card without its household',
    haNoi,
    [[['procedures', 3, 'fields', 1], undefined]],
    'procedures[3].fields',
    '"fields"',
    /“household”/,
  ],
  [
    'a parity nobody can tell',
    haNoi,
    [
      [
        ['procedures', 3, 'fields', 3, 'choices'],
        ['A', 'B'],
      ],
    ],
    'procedures[3].fields[3].choices',
    '"choices"',
    /“lẻ” hoặc “chẵn”/,
  ],
  [
    'visits without their days',
    haNoi,
    [[['procedures', 3, 'fields', 5], undefined]],
    'procedures[3].fields[4]',
    '{',
    /đi cùng nhau/,
  ],
  [
    'more visits than a code can say',
    haNoi,
    [[['procedures', 3, 'fields', 4, 'most'], 60]],
    'procedures[3].fields[4]',
    '{',
    /từ 1 đến 31/,
  ],
  [
    'an organisation without its workers',
    ducGiang,
    [[[...fields, 8], undefined]],
    'procedures[0].fields',
    '"fields"',
    /“workers”/,
  ],
  [
    'workers without their numbers',
    ducGiang,
    [[[...fields, 8, 'columns', 1], undefined]],
    'procedures[0].fields[8].columns',
    '"columns"',
    /“id-number”/,
  ],
  [
    'a status list without its status',
    c06,
    [[['procedures', 2, 'fields', 1], undefined]],
    'procedures[2].fields',
    '"fields"',
    /“status”/,
  ],
  [
    'a status that keeps at home and cannot be chosen',
    c06,
    [[['procedures', 2, 'holdsAtHome', 0], 'F9']],
    'procedures[2].holdsAtHome[0]',
    'F9',
    /không có trong các lựa chọn/,
  ],
  [
    'a permit that keeps people at home',
    viDu,
    [[['procedures', 0, 'holdsAtHome'], ['F0']]],
    'procedures[0].holdsAtHome',
    '"holdsAtHome"',
    /Chỉ danh sách theo dõi/,
  ],
]

describe('a pack is refused, with the line and the reason, for a form with', () => {
  test.each(faults)('%s', (...one) => expectFault(one))
})

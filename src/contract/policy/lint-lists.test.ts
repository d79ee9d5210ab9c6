import { describe, test } from 'vitest'
import { expectFault, type FaultCase } from './testing/faults.ts'
import { shippedText } from './testing/shipped.ts'

const viDu = shippedText('vi-du')
const haNoi = shippedText('places/ha-noi')

/** What is wrong, the pack, the edits, the path it is reported at, what stands on that line, and the reason. */
const faults: readonly FaultCase[] = [
  [
    'a category it does not declare',
    viDu,
    [[['procedures', 0, 'categories', 0], 9]],
    'procedures[0].categories[0]',
    '9',
    /Nhóm 9 không có/,
  ],
  [
    'a zone with a category it does not declare',
    haNoi,
    [
      [
        ['zones', 0, 'categories'],
        [5, 17],
      ],
    ],
    'zones[0].categories[1]',
    '17',
    /Nhóm 17 không có/,
  ],
  [
    'a category code twice',
    viDu,
    [[['categories', 1, 'code'], 1]],
    'categories[1].code',
    '"code"',
    /Mã nhóm “1” được ghi hai lần/,
  ],
  [
    'a reason twice',
    viDu,
    [[['refusalReasons', 1, 'code'], 'not-eligible']],
    'refusalReasons[1].code',
    'not-eligible',
    /Mã lý do/,
  ],
  [
    'a procedure for nobody here',
    haNoi,
    [
      [
        ['procedures', 0, 'categories'],
        [1, 2],
      ],
    ],
    'procedures[0].categories',
    '"categories"',
    /không có nhóm nào do nơi này giải quyết/,
  ],
  [
    'a list that is no list',
    haNoi,
    [[['procedures', 2, 'listedBy'], 'individual']],
    'procedures[2].listedBy',
    '"listedBy"',
    /thủ tục xác nhận đơn vị/,
  ],
  [
    'a list that is not there',
    haNoi,
    [[['procedures', 2, 'listedBy'], 'nobody']],
    'procedures[2].listedBy',
    '"listedBy"',
    /“nobody” không phải/,
  ],
  [
    'a dossier pattern two PCs could share',
    viDu,
    [[['numbers', 'dossier'], '{yy}-{serial}']],
    'numbers.dossier',
    '"dossier"',
    /không an toàn/,
  ],
  [
    'a permit number longer than its line',
    viDu,
    [[['numbers', 'permit'], `{serial}/${'X'.repeat(23)}`]],
    'numbers.permit',
    '"permit"',
    /tối đa 30/,
  ],
  [
    'a card number longer than its line',
    viDu,
    [[['numbers', 'card'], `{serial}/${'X'.repeat(23)}`]],
    'numbers.card',
    '"card"',
    /tối đa 30/,
  ],
  [
    'a category label too long for the permit',
    viDu,
    [[['categories', 0, 'label'], 'Nhóm '.repeat(20)]],
    'categories[0].label',
    '"label"',
    /tờ in chỉ đủ chỗ cho 96/,
  ],
  [
    'a signer’s title too long for the permit',
    viDu,
    [[['signing', 'title'], 'T'.repeat(49)]],
    'signing.title',
    '"title"',
    /chỉ đủ chỗ cho 48/,
  ],
]

describe('a pack is refused, with the line and the reason, for lists with', () => {
  test.each(faults)('%s', (...one) => expectFault(one))
})

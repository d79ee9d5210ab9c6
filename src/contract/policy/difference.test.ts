import { describe, expect, test } from 'vitest'
import { differenceOf } from './difference.ts'
import type { JsonPath } from './json-text.ts'
import { type RulePack, rulePackSchema } from './pack.ts'
import { type Edit, edited, shippedNames, shippedPack, shippedText } from './testing/shipped.ts'

/** A shipped pack with some places changed. */
function pack(name: string, ...edits: readonly Edit[]): RulePack {
  return rulePackSchema.parse(JSON.parse(edited(shippedText(name), ...edits)))
}

/** The differences of a changed pack as `weight: sentence`. */
function told(name: string, ...edits: readonly Edit[]): string[] {
  return differenceOf(shippedPack(name), pack(name, ...edits)).map(({ weight, what }) => `${weight}: ${what}`)
}

describe('the difference between two packs', () => {
  test.each(shippedNames)('of %s and itself is none, whatever its version', (name) => {
    expect(differenceOf(shippedPack(name), pack(name, [['version'], 9]))).toEqual([])
  })

  test('of two places names what an official looks for first', () => {
    const changes = differenceOf(shippedPack('vi-du'), shippedPack('places/can-tho')).map(({ what }) => what)
    expect(changes).toContain(
      '“Cấp giấy đi đường từ nhà đến nơi làm việc”: thêm bước trình thành phố (Lãnh đạo phường soát và trình Công an thành phố).',
    )
    expect(changes).toContain('Giấy cấp theo bộ “vidu-01” (mọi phiên bản) vẫn giữ nguyên hiệu lực.')
    expect(changes).toContain('Nay không cần giấy: “Lực lượng vũ trang”.')
    expect(changes.some((what) => what.startsWith('Mẫu số giấy'))).toBe(true)
  })

  test('says everything that differs: no member of any shipped pack can change unseen', () => {
    for (const name of shippedNames) {
      const text = shippedText(name)
      const before = shippedPack(name)
      for (const path of leaves(JSON.parse(text))) {
        const after = rulePackSchema.safeParse(JSON.parse(edited(text, [path, otherValue(text, path)]))).data
        if (!after || silent.has(path.join('.'))) continue
        expect(differenceOf(before, after), `${name} ${path.join('.')}`).not.toEqual([])
      }
    }
  })

  test('says both ways, in both languages, and ends each sentence', () => {
    const all = [
      ...differenceOf(shippedPack('places/ha-noi'), shippedPack('places/tien-giang')),
      ...differenceOf(shippedPack('places/tien-giang'), shippedPack('places/c06')),
    ]
    expect(all.length).toBeGreaterThan(60)
    for (const { what, whatEn } of all) {
      expect(what).toMatch(/\.$/)
      expect(whatEn).toMatch(/\.$/)
      expect(what).not.toMatch(/undefined|NaN|\[object/)
    }
  })
})

const first = ['procedures', 0] as const
const changes: readonly (readonly [string, string, readonly Edit[], string])[] = [
  [
    'a category taken away',
    'vi-du',
    [
      [['categories', 5], undefined],
      [[...first, 'categories', 5], undefined],
    ],
    'tightens: Bỏ nhóm “Việc cấp bách khác của người dân”.',
  ],
  [
    'a category that is issued elsewhere now',
    'vi-du',
    [[['categories', 0, 'authority', 'here'], false]],
    'tightens: Nhóm “Thực hiện công vụ, nhiệm vụ được giao” không nhận ở đây nữa; đến Ủy ban nhân dân phường.',
  ],
  [
    'another authority',
    'vi-du',
    [[['categories', 0, 'authority', 'name'], 'Công an thành phố']],
    'changes: Thẩm quyền nhóm “Thực hiện công vụ, nhiệm vụ được giao”: từ “Ủy ban nhân dân phường” thành “Công an thành phố”.',
  ],
  [
    'a phase that comes later',
    'places/can-tho',
    [[['categories', 1, 'opens'], '2026-12-01']],
    'tightens: Nhóm “Đợt 2: cơ quan nhà nước còn lại và cơ quan trung ương trên địa bàn” mở từ ngày 01/12/2026 (trước: 05/11/2026).',
  ],
  [
    'a zone that turns red',
    'places/ha-noi',
    [[['zones', 1, 'colour'], 'red']],
    'tightens: Màu vùng “Vùng 2 – phía bắc sông Hồng”: từ “cam” thành “đỏ”.',
  ],
  [
    'a zone that allows fewer categories',
    'places/ha-noi',
    [[['zones', 1, 'categories'], [5]]],
    'tightens: Nhóm được cấp ở vùng “Vùng 2 – phía bắc sông Hồng”: từ “mọi nhóm” thành “5”.',
  ],
  [
    'an exemption taken away',
    'vi-du',
    [[['exemptions', 1], undefined]],
    'tightens: Nay phải có giấy: “Đi tiêm chủng”.',
  ],
  [
    'longer validity',
    'vi-du',
    [[['validity', 'maxDays'], 45]],
    'eases: Số ngày hiệu lực tối đa của giấy: từ “30” thành “45”.',
  ],
  [
    'hours',
    'vi-du',
    [
      [
        ['validity', 'hours'],
        [360, 1080],
      ],
    ],
    'tightens: Giờ được đi: từ “cả ngày” thành “06:00–18:00”.',
  ],
  [
    'weekdays',
    'vi-du',
    [
      [
        ['validity', 'weekdays'],
        [0, 2, 4],
      ],
    ],
    'tightens: Các thứ được đi: từ “thứ Hai, thứ Ba, thứ Tư, thứ Năm, thứ Sáu, thứ Bảy, Chủ nhật” thành “thứ Hai, thứ Tư, thứ Sáu”.',
  ],
  [
    'a step less',
    'vi-du',
    [[[...first, 'steps', 0], undefined]],
    'eases: “Cấp giấy đi đường cho cá nhân”: bỏ bước xác minh (Công an khu vực xác minh).',
  ],
  [
    'another hand at a step',
    'vi-du',
    [[[...first, 'steps', 3, 'by'], ['area-police']]],
    'changes: Thêm “Cấp giấy đi đường cho cá nhân”, bước trả kết quả: người thực hiện: “cảnh sát khu vực”.',
  ],
  [
    'a longer deadline',
    'vi-du',
    [[['deadline', 'workingDays'], 3]],
    'tightens: Thời hạn giải quyết (ngày làm việc): từ “1” thành “3”.',
  ],
  [
    'a field that is required now',
    'vi-du',
    [[[...first, 'fields', 2, 'required'], true]],
    'tightens: “Cấp giấy đi đường cho cá nhân”: ô “Biển số xe” nay bắt buộc khai.',
  ],
  [
    'a field no longer asked for',
    'vi-du',
    [[[...first, 'fields', 4], undefined]],
    'eases: “Cấp giấy đi đường cho cá nhân”: không hỏi “Người đi cùng” nữa.',
  ],
  [
    'earlier papers void',
    'vi-du',
    [[['earlier'], [{ pack: 'cu', version: 2, effect: 'void' }]]],
    'tightens: Giấy cấp theo bộ “cu” phiên bản 2 hết hiệu lực ngay.',
  ],
  [
    'earlier papers until a day',
    'vi-du',
    [[['earlier'], [{ pack: 'cu', effect: 'valid-until', until: '2026-12-31' }]]],
    'tightens: Giấy cấp theo bộ “cu” (mọi phiên bản) chỉ còn hiệu lực đến hết ngày 31/12/2026.',
  ],
  [
    'cases in progress',
    'vi-du',
    [[['casesInProgress'], 'go-on-under-this']],
    'changes: Hồ sơ đang giải quyết chuyển sang theo bộ này.',
  ],
  [
    'the phone',
    'vi-du',
    [[[...first, 'carried'], 'paper-or-phone']],
    'eases: “Cấp giấy đi đường cho cá nhân”: được mang bản giấy hoặc ảnh trên điện thoại.',
  ],
  [
    'numbers',
    'vi-du',
    [[['numbers', 'permit'], '{serial}/GP-UBND']],
    'changes: Mẫu số giấy: từ “{serial}/GĐĐ-UBND” thành “{serial}/GP-UBND”.',
  ],
  [
    'numbers of market cards',
    'vi-du',
    [[['numbers', 'card'], '{serial}/TĐC-UBND']],
    'changes: Mẫu số thẻ đi chợ: từ “{serial}/GĐĐ-UBND” thành “{serial}/TĐC-UBND”.',
  ],
]

test.each(changes)('in plain words: %s', (_what, name, edits, sentence) => {
  expect(told(name, ...edits)).toContain(sentence)
})

/** Members whose change is no change of the rules. */
const silent: ReadonlySet<string> = new Set(['format', 'id', 'version'])

function leaves(value: unknown, path: JsonPath = []): JsonPath[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** Values of closed lists, so that a change is one a pack could have. */
const words = [
  ['ward', 'city'],
  ['red', 'green'],
  ['zone', 'market'],
  ['original', 'copy', 'form'],
  ['counter', 'online'],
  ['paper', 'paper-or-phone'],
  ['base45', 'numeric'],
  ['stay-valid', 'void'],
  ['area-police', 'clerk'],
  ['return', 'stop'],
  ['refuse', 'transfer'],
  ['verify', 'confirm'],
  ['approve', 'submit'],
  ['permit', 'receipt'],
  ['record', 'register-book'],
] as const

function otherValue(text: string, path: JsonPath): unknown {
  const value = path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown>)[key], // the path was read from the text
    JSON.parse(text),
  )
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value > 1 ? value - 1 : value + 1
  const day = /^\d{4}-\d{2}-\d{2}$/.test(String(value))
  if (day) return '2027-06-01'
  const list = words.find((one) => (one as readonly unknown[]).includes(value))
  return list?.find((one) => one !== value) ?? `${String(value)}1`
}

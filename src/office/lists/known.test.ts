import { expect, test } from 'vitest'
import { differenceOf } from '../../domain/lists/difference.ts'
import { type ListLookup, markKnown } from './known.ts'
import { goodRow, heading, judged } from './testing/judged.ts'
import { workbook } from './testing/workbook.ts'

const others = [
  'Lê Minh An,01/01/1990,Nam,048090000777,Lê Lợi',
  'Nguyễn Văn Bình,24/02/2002,Nam,001202000456,Thôn Mẫu',
]
const text = [heading, goodRow, ...others].join('\n')

test('people on other lists or with a live paper are to be looked at before anything is issued', async () => {
  const asked: (readonly string[])[] = []
  const lookup: ListLookup = {
    otherLists: async (numbers) => {
      asked.push(numbers)
      return new Map([['048090000777', ['Công ty Mẫu']]])
    },
    livePapers: async () => new Map([['001202000456', { number: 'GDD-12', until: '30/11/2026' }]]),
  }
  const list = await markKnown(await judged(text), lookup)
  expect(asked).toEqual([['079185000123', '048090000777', '001202000456']])
  expect(list.counts).toEqual({ good: 1, 'to-check': 2, bad: 0 })
  expect(list.rows.map(({ reasons }) => reasons)).toEqual([
    [],
    [{ code: 'on-other-list', field: 'idNumber', data: { list: 'Công ty Mẫu' } }],
    [{ code: 'live-permit', field: 'idNumber', data: { number: 'GDD-12', until: '30/11/2026' } }],
  ])
})

test('the same list in another order, layout and format has the same fingerprint; one changed value has another', async () => {
  const { fingerprint } = await judged(text)
  const moved = (line: string) => {
    const [name = '', birth = '', sex = '', number = '', home = ''] = line.split(',')
    return [number, name.toUpperCase(), home.normalize('NFD'), sex, birth]
  }
  const same = workbook({
    rows: [
      ['Danh sách'],
      ['Số định danh', 'Họ tên', 'Địa chỉ', 'Phái', 'Sinh ngày'],
      ...others.map(moved),
      moved(goodRow),
    ],
  })
  expect((await judged(same)).fingerprint).toBe(fingerprint)
  expect((await judged(text.replace('Thôn Mẫu', 'Thôn Khác'))).fingerprint).not.toBe(fingerprint)
  expect((await judged(text, { kind: 'households' })).fingerprint).not.toBe(fingerprint)
})

test('a later submission shows what it changes and nothing else', async () => {
  const before = await judged(text)
  const after = await judged(
    [
      heading,
      others[0]?.replace('Lê Lợi', 'Trần Phú'),
      'Phạm Văn Tư,01/01/1985,Nam,001085000001,x',
      goodRow.replace('079185000123', '079185000124'),
    ].join('\n'),
  )
  const { added, removed, changed, unchanged } = differenceOf(before.rows, after.rows)
  expect(added.map(({ values }) => values.fullName)).toEqual(['Phạm Văn Tư'])
  expect(removed.map(({ values }) => values.fullName)).toEqual(['Nguyễn Văn Bình'])
  expect(changed.map(({ after: { values }, fields }) => [values.fullName, ...fields])).toEqual([
    ['Lê Minh An', 'residence'],
    ['Trần Thị Thu Hà', 'idNumber'],
  ])
  expect(unchanged).toBe(0)
  expect(differenceOf(before.rows, before.rows)).toEqual({
    added: [],
    removed: [],
    changed: [],
    unchanged: 3,
  })
})

import { describe, expect, it } from 'vitest'
import type { FieldAnswer } from '../../../contract/events.ts'
import { formIssues } from '../../../contract/policy/form.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { answerAsText, pastedCells, readAnswer, readRows, rowsText, tidyAnswer } from './answers.ts'

const today = civilDate('2026-11-22')!
const field = (kind: PackField['kind'], more: Partial<PackField> = {}): PackField => ({
  id: 'x',
  kind,
  label: 'X',
  required: false,
  shownOn: ['record'],
  ...more,
})
const workers = field('rows', {
  columns: [
    { id: 'full-name', label: 'Họ và tên', required: true },
    { id: 'id-number', label: 'Số giấy tờ', required: true },
    { id: 'route', label: 'Lộ trình', required: false },
  ],
})

const detailsOf = (more: Record<string, FieldAnswer>) => ({
  purpose: 'Đi làm',
  route: null,
  vehiclePlate: null,
  organisation: null,
  companions: null,
  more,
})

describe('answers to the fields of a pack', () => {
  it.each([
    ['number', '12', 12],
    ['number', '12,5', 12.5],
    ['money', '1.500.000 đ', 1_500_000],
    ['date', '5/3/2026', '2026-03-05'],
    ['yes-no', 'no', false],
    ['phone', '0912.345.678', '0912345678'],
    ['plate', '29C1-123.45', '29C112345'],
    ['text', 'Chợ Mẫu', 'Chợ Mẫu'],
    ['money', '', null],
  ] as const)('a %s typed as %j is %j', (kind, typed, answer) => {
    expect(readAnswer(field(kind), typed, today)).toEqual(answer)
  })

  it('a list of people that comes by file is answered with how many it has; no other table is', () => {
    const byFile = { ...workers, id: 'workers' }
    expect(readAnswer(byFile, '1.200', today)).toBe(1200)
    expect(answerAsText(byFile, 1200)).toBe('1200')
    expect(formIssues({ fields: [byFile] }, detailsOf({ workers: 1200 }))).toEqual([])
    for (const wrong of [0, 12.5, 20_001])
      expect(formIssues({ fields: [byFile] }, detailsOf({ workers: wrong }))).toEqual([
        'details.more.workers',
      ])
    expect(formIssues({ fields: [workers] }, detailsOf({ x: 12 }))).toEqual(['details.more.x'])
  })

  it('rows whose column is called as every object’s maker keep its cells, and empty ones stay empty', () => {
    const { columns = [] } = workers
    const odd = { ...workers, columns: [...columns, { id: 'constructor', label: 'Đội', required: false }] }
    const row = { 'full-name': 'Lê Văn Thợ', 'id-number': '001190000001', route: null }
    const text = answerAsText(odd, [row, { ...row, constructor: 'Đội 1' }])
    expect(readRows(odd, text).map((cells) => cells[3])).toEqual(['', 'Đội 1'])
  })

  it.each(['number', 'money', 'date', 'phone'] as const)(
    'a %s that cannot be read is sent by nobody: the check of the form finds it',
    (kind) => {
      const one = field(kind)
      const more = { x: readAnswer(one, 'chưa rõ', today) ?? '' }
      const details = {
        purpose: '',
        route: null,
        vehiclePlate: null,
        organisation: null,
        companions: null,
        more,
      }
      expect(formIssues({ fields: [one] }, details)).toEqual(['details.more.x'])
    },
  )

  it.each<[PackField, FieldAnswer]>([
    [field('money'), 1_500_000],
    [field('number'), 12.5],
    [field('date'), '2026-03-05'],
    [field('yes-no'), true],
    [workers, [{ 'full-name': 'Lê Thị An', 'id-number': '001190004821', route: null }]],
  ])('come out of a case as they went in', (one, answer) => {
    expect(readAnswer(one, answerAsText(one, answer), today)).toEqual(answer)
  })

  it('get their usual form when left', () => {
    expect(tidyAnswer('money', '500000')).toBe('500.000')
    expect(tidyAnswer('plate', '29c1-123.45')).toBe('29C112345')
    expect(tidyAnswer('text', '  hai   chợ ')).toBe('hai chợ')
  })
})

describe('a table of a form', () => {
  it('keeps its rows as a text, without the empty ones, whatever order the columns have later', () => {
    const text = rowsText(workers, [
      ['Lê Thị An', '001', 'Ngõ 4'],
      ['', '', ''],
    ])
    expect(readRows(workers, text)).toEqual([['Lê Thị An', '001', 'Ngõ 4']])
    const turned = { columns: [...(workers.columns ?? [])].reverse() }
    expect(readRows(turned, text)).toEqual([['Ngõ 4', '001', 'Lê Thị An']])
    expect(rowsText(workers, [['', '', '']])).toBe('')
  })

  it('takes a part of a spreadsheet, without its head', () => {
    expect(pastedCells(workers, 'HỌ VÀ TÊN\tsố giấy tờ\r\nLê  An\t001\r\n\r\nTrần Ba\t002\r\n')).toEqual([
      ['Lê An', '001'],
      ['Trần Ba', '002'],
    ])
    expect(pastedCells(workers, 'một ô')).toBeNull()
    expect(pastedCells(workers, 'An\nBa')).toEqual([['An'], ['Ba']])
  })
})

import { describe, expect, it } from 'vitest'
import { verdicts } from '../../../domain/verdict.ts'
import { catalogueOf } from '../../text/catalogues.ts'
import { allAnswers, answerGroups, countOf, totalOf } from './answerGroups.ts'
import { csvOf, rowsWithDays, sumOf } from './checksTable.ts'

const at = (name: string, day: string, valid: number) => ({
  day,
  place: { name, ward: '39901' },
  answers: { valid, forged: 1 },
  differs: 1,
})

describe('the counts of checks', () => {
  it('put every closed answer into exactly one column, so that the columns add up to the total', () => {
    const answers = Object.fromEntries(allAnswers.map((answer) => [answer, 1]))
    expect(allAnswers).toHaveLength(Object.keys(verdicts).length)
    const columns = answerGroups.map((group) => countOf(answers, group))
    expect(columns.reduce((sum, count) => sum + count, 0)).toBe(totalOf(answers))
    expect(countOf({ 'valid-revocation-stale': 3, valid: 2 }, 'good')).toBe(5)
  })

  it('begin each day of several places with its sum', () => {
    const counts = [at('A', '2026-11-24', 2), at('B', '2026-11-24', 3), at('A', '2026-11-23', 4)]
    expect(rowsWithDays(counts).map(({ day, place, answers }) => [day, place?.name, answers.valid])).toEqual([
      ['2026-11-24', undefined, 5],
      ['2026-11-24', 'A', 2],
      ['2026-11-24', 'B', 3],
      ['2026-11-23', 'A', 4],
    ])
    expect(sumOf(counts)).toEqual({ answers: { valid: 9, forged: 3 }, differs: 3 })
  })

  it('leave as CSV with each answer in its column and no cell that a spreadsheet would run', () => {
    const csv = csvOf([at('=CMD("x")', '2026-11-24', 2)], catalogueOf('vi').checks.counts, 'vi')
    const [head, line, end] = csv.split('\r\n')
    expect(head?.startsWith('\uFEFFNgày,Nơi kiểm tra,')).toBe(true)
    expect(line).toMatch(/^2026-11-24,"'=CMD\(""x""\)",39901,3,2,0,/)
    expect(head?.replace(/"[^"]*"/g, 'x').split(',')).toHaveLength(allAnswers.length + 5)
    expect(end).toBe('')
  })
})

import { describe, expect, it } from 'vitest'
import { civilDate, type CivilDate } from '../../domain/calendar.ts'
import { readTypedDate, readTypedPartialDate, tidyDate, tidyPartialDate } from './typedDates.ts'

const day = (text: string): CivilDate => {
  const read = civilDate(text)
  if (!read) throw new Error(text)
  return read
}
const today = day('2026-11-21')

describe('a birth date as typed', () => {
  it.each([
    '5/3/1985',
    '05/03/1985',
    '5.3.1985',
    '5-3-1985',
    '5 3 1985',
    ' 05031985 ',
    '1985-03-05',
    '5 / 3 / 1985',
  ])('reads %s as a whole date', (typed) =>
    expect(readTypedPartialDate(typed)).toEqual({ year: 1985, month: 3, day: 5 }),
  )

  it('reads only the year, or month and year, of old papers', () => {
    expect(readTypedPartialDate('1943')).toEqual({ year: 1943 })
    expect(readTypedPartialDate('3/1943')).toEqual({ year: 1943, month: 3 })
  })

  it.each([
    '',
    '31/2/1985',
    '5/13/1985',
    '5/3/85',
    '85',
    '1/1/1/1985',
    '5/3/19850',
    'abc',
    '0/1985',
    '1799',
    '5//1985',
  ])('does not guess at %j', (typed) => expect(readTypedPartialDate(typed)).toBeNull())

  it('is written out when the field is left, and stays as typed when it is no date', () => {
    expect(tidyPartialDate('5/3/1985')).toBe('05/03/1985')
    expect(tidyPartialDate('3.1985')).toBe('03/1985')
    expect(tidyPartialDate('1985')).toBe('1985')
    expect(tidyPartialDate(' 31/2/1985 ')).toBe('31/2/1985')
  })
})

describe('a whole date as typed', () => {
  it.each([
    ['5/12/2026', '2026-12-05'],
    ['05122026', '2026-12-05'],
    ['5/12/26', '2026-12-05'],
    ['5/12', '2026-12-05'],
    ['+7', '2026-11-28'],
    ['+ 40', '2026-12-31'],
    ['2026-12-05', '2026-12-05'],
  ])('reads %s as %s', (typed, date) => expect(readTypedDate(typed, today)).toBe(date))

  it.each(['', '2026', '12/2026', '29/2/2026', '+', '5/12/2', 'mai'])('is not satisfied with %j', (typed) =>
    expect(readTypedDate(typed, today)).toBeNull(),
  )

  it('is written out when the field is left', () => {
    expect(tidyDate('+7', today)).toBe('28/11/2026')
    expect(tidyDate('29/2', today)).toBe('29/2')
  })
})

import { describe, expect, it } from 'vitest'
import { day } from './fields.ts'
import {
  birthInFigures,
  dayInFigures,
  dayInWords,
  timeInWords,
  weekdaysInWords,
  windowsInWords,
} from './words.ts'

const date = (text: string) => day.parse(text)
const spaced = (text: string) => text.replaceAll('\u00a0', ' ')

describe('dates and times in the words of an office', () => {
  it('writes days below 10 and the months 1 and 2 with a leading zero, other months without', () => {
    expect(spaced(dayInWords(date('2026-01-05')))).toBe('ngày 05 tháng 01 năm 2026')
    expect(spaced(dayInWords(date('2026-02-28')))).toBe('ngày 28 tháng 02 năm 2026')
    expect(spaced(dayInWords(date('2026-03-09')))).toBe('ngày 09 tháng 3 năm 2026')
    expect(spaced(dayInWords(date('2026-11-21')))).toBe('ngày 21 tháng 11 năm 2026')
  })

  it('writes a birth as far as it is known', () => {
    expect(birthInFigures({ year: 1990, month: 8, day: 5 })).toBe('05/08/1990')
    expect(birthInFigures({ year: 1990, month: 8 })).toBe('08/1990')
    expect(birthInFigures({ year: 1948 })).toBe('1948')
    expect(dayInFigures(date('2026-03-09'))).toBe('09/03/2026')
  })

  it('writes times as 06 giờ 00', () => {
    expect(spaced(timeInWords(360))).toBe('06 giờ 00')
    expect(spaced(timeInWords(1440))).toBe('24 giờ 00')
    expect(spaced(windowsInWords([[360, 485]]))).toBe('từ 06 giờ 00 đến 08 giờ 05')
    expect(windowsInWords([[0, 1440]])).toBe('cả ngày')
  })

  it('names weekdays, and stretches of three or more by their ends', () => {
    expect(spaced(weekdaysInWords([0, 1, 2, 3, 4]))).toBe('từ thứ Hai đến thứ Sáu')
    expect(spaced(weekdaysInWords([6, 1]))).toBe('thứ Ba và Chủ nhật')
    expect(spaced(weekdaysInWords([0, 1, 2, 4, 6]))).toBe('từ thứ Hai đến thứ Tư, thứ Sáu và Chủ nhật')
    expect(spaced(weekdaysInWords([0, 1, 2, 3, 4, 5, 6]))).toBe('tất cả các ngày trong tuần')
  })
})

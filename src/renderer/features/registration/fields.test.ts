import { describe, expect, it } from 'vitest'
import { civilDate } from '../../../domain/calendar.ts'
import {
  blankFields,
  fieldNames,
  fieldsOfDraft,
  readWeekdays,
  readWindows,
  sameFields,
  weekdaysText,
  windowsText,
} from './fields.ts'

const today = civilDate('2026-11-22')

describe('the form as texts', () => {
  it('starts with the whole week and the usual number of days from today', () => {
    const blank = today && blankFields(today, 14)
    expect(blank).toMatchObject({ firstDay: '22/11/2026', lastDay: '05/12/2026', weekdays: '0,1,2,3,4,5,6' })
  })

  it('comes out of a draft as it went in, whatever program wrote the draft', () => {
    if (!today) throw new Error('no day')
    const fields = { ...blankFields(today, 14), fullName: 'Trần Thị Thu Hà', windows: '480-690' }
    expect(sameFields(fieldsOfDraft({ ...fields, fromTheFuture: 'x' }), fields)).toBe(true)
    expect(Object.keys(fieldsOfDraft({}))).toEqual([...fieldNames])
  })

  it('keeps hours and days, and knows hours that cannot be read', () => {
    const windows = [
      { from: 480, to: 690 },
      { from: 840, to: 1020 },
    ]
    expect(readWindows(windowsText(windows))).toEqual(windows)
    expect(readWindows(windowsText([]))).toEqual([])
    expect(readWindows(windowsText(null))).toBeNull()
    expect(readWeekdays(weekdaysText([0, 4]))).toEqual([0, 4])
    expect(readWeekdays('')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { civilDate } from '../../../domain/calendar.ts'
import {
  blankFields,
  draftOfFields,
  fieldNames,
  type Fields,
  fieldsOfDraft,
  readWeekdays,
  readWindows,
  sameFields,
  weekdaysText,
  windowsText,
} from './fields.ts'

const today = civilDate('2026-11-22')

describe('the form as texts', () => {
  it('starts today with the whole week; until when is not known before the rules are there', () => {
    const blank = today && blankFields(today, null, '')
    expect(blank).toMatchObject({ firstDay: '22/11/2026', lastDay: '', weekdays: '0,1,2,3,4,5,6' })
  })

  it('comes out of a draft as it went in, whatever program wrote the draft', () => {
    if (!today) throw new Error('no day')
    const fields = {
      ...blankFields(today, null, 'individual'),
      fullName: 'Trần Thị Thu Hà',
      windows: '480-690',
    }
    expect(sameFields(fieldsOfDraft({ ...fields, fromTheFuture: 'x' }), fields)).toBe(true)
    expect(Object.keys(fieldsOfDraft({}))).toEqual([...fieldNames])
  })

  it('fits a draft whatever a table of it holds, and comes out whole', () => {
    if (!today) throw new Error('no day')
    const rows = `id-number\troute\n${'001190004821\tNgõ 4\n'.repeat(500)}`
    const fields: Fields = {
      ...blankFields(today, null, 'organisation'),
      'more:workers': rows,
      'more:plan': 'Ba ca',
    }
    const draft = draftOfFields(fields)
    expect(Object.keys(draft).every((name) => name.length <= 60)).toBe(true)
    expect(Object.values(draft).every((text) => text.length <= 2000)).toBe(true)
    expect(sameFields(fieldsOfDraft(draft), fields)).toBe(true)
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

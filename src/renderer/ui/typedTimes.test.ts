import { describe, expect, it } from 'vitest'
import { readTypedMinute, readTypedWindows, tidyMinute } from './typedTimes.ts'

describe('a time of day as typed', () => {
  it.each([
    ['8', 480],
    ['8:00', 480],
    ['08:00', 480],
    ['8h', 480],
    ['17h30', 1050],
    ['17g30', 1050],
    ['0830', 510],
    ['8.15', 495],
    ['24:00', 1440],
    ['0', 0],
  ])('reads %s as minute %i', (typed, minute) => expect(readTypedMinute(typed)).toBe(minute))
  it.each(['', '25', '8:60', '24:01', '8:5', 'sáng', '830'])('does not guess at %j', (typed) =>
    expect(readTypedMinute(typed)).toBeNull(),
  )
  it('is written out when left', () => {
    expect(tidyMinute('8h')).toBe('08:00')
    expect(tidyMinute(' 8:6 ')).toBe('8:6')
  })
})

describe('hours of a permit as typed', () => {
  it('reads windows in order, a night shift last, and does not count empty rows', () => {
    expect(
      readTypedWindows([
        { from: '8:00', to: '11h30' },
        { from: '', to: '' },
        { from: '22', to: '2' },
      ]),
    ).toEqual([
      { from: 480, to: 690 },
      { from: 1320, to: 120 },
    ])
    expect(readTypedWindows([])).toEqual([])
  })
  it.each([
    [[{ from: '8', to: '' }], { index: 0, problem: 'incomplete' }],
    [
      [
        { from: '8', to: '11' },
        { from: 'x', to: '12' },
      ],
      { index: 1, problem: 'unreadable' },
    ],
    [[{ from: '24:00', to: '1' }], { index: 0, problem: 'unreadable' }],
    [[{ from: '8', to: '8' }], { index: 0, problem: 'same' }],
    [
      [
        { from: '8', to: '11' },
        { from: '10', to: '12' },
      ],
      { index: 1, problem: 'order' },
    ],
    [
      [
        { from: '22', to: '2' },
        { from: '23', to: '24' },
      ],
      { index: 1, problem: 'order' },
    ],
  ])('refuses %j', (typed, problem) => expect(readTypedWindows(typed)).toEqual(problem))
})

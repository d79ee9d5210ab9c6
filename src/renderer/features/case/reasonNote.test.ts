import { expect, test } from 'vitest'
import { textLimits } from '../../../contract/events.ts'
import { printed } from '../../../contract/printed.ts'
import { noteLength } from '../../ui/notes.ts'
import { noteOf, roomBeside } from './reasonNote.ts'

const reason = { label: 'L'.repeat(120) }

test('a reason with as much besides as there is room for is a note the office takes whole', () => {
  const more = 'm'.repeat(roomBeside(reason))
  expect(printed(textLimits.note).parse(noteOf(reason, more))).toBe(`${reason.label}: ${more}`)
  expect(printed(textLimits.note).safeParse(noteOf(reason, `${more}m`)).success).toBe(false)
})

test('a reason alone is the note, and before one is chosen there is room for a whole note', () => {
  expect(noteOf(reason, '')).toBe(reason.label)
  expect(roomBeside(undefined)).toBe(textLimits.note)
})

test('a note is as long as it is on paper', () => {
  expect(noteLength('  Thiếu giấy\n\nhẹn  khám ')).toBe('Thiếu giấy hẹn khám'.length)
})

import { expect, test } from 'vitest'
import { eventTypes } from '../events.ts'
import type { EventLine } from '../sync/event-line.ts'
import { upcastEvent, upcastPersonal, type VersionSteps, versionSteps } from './upcast.ts'

test('every type can be read from its first version on', () => {
  for (const [type, { tv }] of Object.entries(eventTypes))
    expect([type, (versionSteps[type] ?? []).length + 1]).toEqual([type, tv])
})

/** A made-up type that was changed twice. */
const steps: VersionSteps = {
  'note.written': [
    { body: ({ text }) => ({ texts: [text ?? ''] }) },
    {
      body: (body) => ({ ...body, language: 'vi' }),
      personal: (personal) => ({ name: personal }),
    },
  ],
}
const line = (tv: number, body: EventLine['body']) =>
  // Only what the steps look at.
  ({ type: 'note.written', tv, body }) as EventLine

test('an event of any earlier version is read as the newest says it; a later one is not guessed at', () => {
  const newest = { texts: ['a'], language: 'vi' }
  expect(upcastEvent(line(1, { text: 'a' }), steps)).toEqual(line(3, newest))
  expect(upcastEvent(line(2, { texts: ['a'] }), steps)).toEqual(line(3, newest))
  expect(upcastEvent(line(3, newest), steps)).toEqual(line(3, newest))
  expect(upcastEvent(line(4, newest), steps)).toBeNull()
  expect(upcastPersonal(line(1, {}), 'Nguyễn Thị Ví Dụ', steps)).toEqual({ name: 'Nguyễn Thị Ví Dụ' })
  expect(upcastPersonal(line(3, {}), { name: 'x' }, steps)).toEqual({ name: 'x' })
})

import { expect, test } from 'vitest'
import { sql } from '../../database/store.ts'
import { staffedOffice } from '../../testing/staffed-office.ts'
import { heartbeatFacts } from './heartbeat-facts.ts'
import { createSentStreams } from './sent-streams.ts'

test('lines of an earlier stream that still wait are told as unsent, with the age of the oldest', async () => {
  const ward = await staffedOffice()
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  const lines = desk.store.all(sql.selectFrom('event').select(['seq', 'hash']).orderBy('seq'))
  const [first] = lines
  if (!first) throw new Error('the office has said nothing')
  expect(heartbeatFacts(desk)).toMatchObject({ unsent: lines.length, quickCheck: 'not-yet' })
  // The city came back from a backup and has the first line only: the others are told again before anything new.
  createSentStreams(desk).openAnew({ ...first, lost: [] })
  const { unsent, oldestUnsentS } = heartbeatFacts(desk)
  expect(unsent).toBe(lines.length - 1 + desk.journal.head().seq)
  expect(oldestUnsentS).toBeGreaterThanOrEqual(0)
  await ward.close()
})

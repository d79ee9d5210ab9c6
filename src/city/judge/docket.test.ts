import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  property,
  record,
  shuffledSubarray,
} from 'fast-check'
import { expect, test } from 'vitest'
import { clientOf, enrolledDesk, startCity, testClock, ward } from '../testing/desk.ts'
import { acts, type DeskJournal, deskJournal, type Said } from '../testing/journal.ts'
import { judgeEvent, nothingKnown } from './judge.ts'
import { readForIntake } from './reading.ts'

const life: readonly Said[] = [
  acts.register('case-1'),
  {
    type: 'case.returned',
    subject: 'case-1',
    baseVer: 1,
    user: 'police-1',
    role: 'area-police',
    body: { reasonCode: 'r' },
  },
  {
    type: 'case.completed',
    subject: 'case-1',
    baseVer: 2,
    user: 'clerk-1',
    role: 'clerk',
    body: {
      category: 5,
      schedule: { firstDay: '2026-11-23', lastDay: '2026-12-20', weekdays: [0], windows: [] },
      dueAt: '2026-11-22T17:00:00+07:00',
    },
  },
  acts.verify('case-1', 3),
  acts.approve('case-1', 4),
  acts.print('case-1', 5),
  {
    type: 'case.sent-back',
    subject: 'case-1',
    baseVer: 5,
    user: 'seal-1',
    role: 'ward-police',
    body: { reasonCode: 'days-over' },
  },
]

test('in whatever order a case’s events come from their PCs, all are accepted in the end', async () => {
  const city = await startCity()
  try {
    const order = shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 })
    let round = 0
    await assert(
      asyncProperty(order, async (arrivals) => {
        round += 1
        const desks = new Map<number, Awaited<ReturnType<typeof enrolledDesk>>>()
        for (const index of arrivals) {
          const said = life[index]
          const desk = await enrolledDesk(city)
          if (!said) throw new Error('no such act')
          desk.journal.append({ ...said, subject: `case-${round}` })
          await clientOf(desk).runOnce()
          desks.set(index, desk)
        }
        const last = [...desks.values()].at(-1)
        if (!last) throw new Error('no desk')
        const verdicts = new Map<string, string>()
        for (const item of last.journal.feed) verdicts.set(`${item.stream} ${item.seq}`, item.status)
        const own = [...desks.values()].map(({ journal }) => verdicts.get(`${journal.streamId} 1`))
        expect(own).toEqual(Array(7).fill('accepted'))
      }),
      { numRuns: 12, seed: 7 },
    )
    expect(city.faults).toEqual([])
  } finally {
    await city.close()
  }
})

test('the judge is a function: the same events in the same order get the same verdicts', () => {
  const pick = record({
    act: integer({ min: 0, max: life.length - 1 }),
    user: constantFrom('clerk-1', 'police-1', 'official-1', 'seal-1'),
    baseVer: integer({ min: 0, max: 6 }),
  })
  assert(
    property(array(pick, { maxLength: 40 }), (picks) => {
      const journal: DeskJournal = deskJournal(ward, 'D'.repeat(43))
      for (const { act, user, baseVer } of picks) {
        const said = life[act]
        if (said) journal.append({ ...said, user, baseVer })
      }
      const run = () => {
        let known = nothingKnown
        return journal.all.map((line) => {
          const event = readForIntake(line)?.event
          if (!event) throw new Error('not readable')
          const before = known
          const verdict = judgeEvent(event, known)
          known = verdict.after
          // Versions never go back, and only an accepted event moves the state.
          expect(known.version).toBeGreaterThanOrEqual(before.version)
          if (verdict.status !== 'accepted') expect(known.state).toBe(before.state)
          return verdict
        })
      }
      expect(run()).toEqual(run())
    }),
    { numRuns: 300 },
  )
})

test('what was parked for thirty days is refused, and the PC hears it by the feed', async () => {
  const clock = testClock()
  const city = await startCity(clock)
  try {
    const desk = await enrolledDesk(city)
    desk.journal.append(acts.verify('case-1'))
    desk.journal.append(acts.approve('case-1'))
    await clientOf(desk).runOnce()
    clock.offsetMs = 31 * 86_400_000
    await city.city.admin.keepHouse()
    await clientOf(desk).runOnce()
    expect(desk.journal.feed.slice(2)).toMatchObject([
      { kind: 'verdict', seq: 1, status: 'refused', problem: { code: 'parked-too-long' } },
      { kind: 'verdict', seq: 2, status: 'refused', problem: { code: 'depends-on-refused' } },
    ])
  } finally {
    await city.close()
  }
})

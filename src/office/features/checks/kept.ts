import type { AnswerCounts } from '../../../contract/desk/checks.ts'
import {
  type CheckCount,
  type CopyFlag,
  copyFlagSchema,
  wardChecksSchema,
} from '../../../contract/sync/checks.ts'
import { type CivilDate, instantOf } from '../../../domain/calendar.ts'
import { type Answer, verdicts } from '../../../domain/verdict.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'

export type KeptCheck = Tables['gate_check']

const ofPaper = composedOnce(({ paper, since }: { paper: string; since: number }) =>
  sql.selectFrom('gate_check').selectAll().where('paper', '=', paper).where('at', '>=', since).orderBy('at'),
)
const ofDay = composedOnce(({ day, place }: { day: string; place: string }) =>
  sql
    .selectFrom('gate_check')
    .select(({ fn }) => ['answer', 'differs', fn.countAll<number>().as('count')])
    .where('day', '=', day)
    .where('place', '=', place)
    .groupBy(['answer', 'differs']),
)

/** The checks of one paper at the gates of the ward since an instant (milliseconds), in the order of time. */
export function checksOfPaper(reader: Reader, paper: string, since: number): KeptCheck[] {
  return reader.all(ofPaper({ paper, since }))
}

/** The checks of a civil day at one gate, by answer. */
export function countsOfDay(reader: Reader, day: CivilDate, place: string) {
  const rows = reader.all(ofDay({ day, place }))
  const answers: AnswerCounts = {}
  let differs = 0
  for (const row of rows) {
    if (isAnswer(row.answer)) answers[row.answer] = (answers[row.answer] ?? 0) + row.count
    if (row.differs === 1) differs += row.count
  }
  return { total: rows.reduce((sum, { count }) => sum + count, 0), answers, differs }
}

/** How often each answer was given at the gates of this ward since a civil day, by day and gate, newest day first. */
export function countsSince(reader: Reader, since: CivilDate, ward: string): CheckCount[] {
  const rows = reader.all(
    sql
      .selectFrom('gate_check')
      .select(({ fn }) => ['day', 'place', 'answer', 'differs', fn.countAll<number>().as('count')])
      .where('day', '>=', since)
      .groupBy(['day', 'place', 'answer', 'differs'])
      .orderBy('day', 'desc')
      .orderBy('place'),
  )
  const counts = new Map<string, CheckCount>()
  for (const { day, place, answer, differs, count } of rows) {
    if (!isAnswer(answer)) continue
    const key = JSON.stringify([day, place])
    const so = counts.get(key) ?? { day, place: { name: place, ward }, answers: {}, differs: 0 }
    const answers = { ...so.answers, [answer]: (so.answers[answer] ?? 0) + count }
    counts.set(key, { ...so, answers, differs: so.differs + (differs === 1 ? count : 0) })
  }
  // The list is closed; a table that says otherwise is a fault of ours.
  return wardChecksSchema.shape.ours.parse([...counts.values()])
}

const mostFlags = 200

/** What looks copied at the gates of this ward since a civil day, newest first. */
export function flagsSince(reader: Reader, since: CivilDate): CopyFlag[] {
  const rows = reader.all(
    sql
      .selectFrom('gate_flag')
      .select('flag')
      .where('at', '>=', instantOf(since))
      .orderBy('at', 'desc')
      .limit(mostFlags),
  )
  return rows.map(({ flag }) => copyFlagSchema.parse(JSON.parse(flag)))
}

/** Whether a text of the store is one of the closed answers. */
function isAnswer(text: string): text is Answer {
  return Object.hasOwn(verdicts, text)
}

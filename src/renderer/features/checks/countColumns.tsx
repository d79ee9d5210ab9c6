import { civilDate } from '../../../domain/calendar.ts'
import { figure, showDate } from '../../text/figures.ts'
import type { Locale } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import type { Column } from '../../ui/Table.tsx'
import { type AnswerGroup, answerGroups, countOf, totalOf } from './answerGroups.ts'
import styles from './Checks.module.css'
import type { CountRow } from './checksTable.ts'

/** Day, place, total, the groups of answers, cards that differed. */
export function countColumns(text: Texts['checks']['counts'], locale: Locale): readonly Column<CountRow>[] {
  const { columns } = text
  const number = (count: number) => (count === 0 ? '' : figure(locale, count))
  const group = (key: AnswerGroup): Column<CountRow> => ({
    key,
    label: columns[key],
    width: 'minmax(6rem, 8.6rem)',
    align: 'end',
    cell: ({ answers }) => number(countOf(answers, key)),
  })
  return [
    { key: 'day', label: columns.day, width: '7.5rem', cell: ({ day }) => dayWords(day) },
    {
      key: 'place',
      label: columns.place,
      width: 'minmax(12rem, 1fr)',
      cell: ({ place }) =>
        place === null ? (
          <strong className={styles.day}>{text.allOfDay}</strong>
        ) : (
          <span>
            {place.name}
            {place.ward !== null && <span className={styles.muted}> · {text.placeWard(place.ward)}</span>}
          </span>
        ),
    },
    {
      key: 'total',
      label: columns.total,
      width: '5rem',
      align: 'end',
      cell: ({ answers }) => <strong>{number(totalOf(answers))}</strong>,
    },
    ...answerGroups.map(group),
    {
      key: 'differs',
      label: columns.differs,
      width: '9rem',
      align: 'end',
      cell: ({ differs }) => number(differs),
    },
  ]
}

function dayWords(text: string): string {
  const day = civilDate(text)
  return day ? showDate(day) : text
}

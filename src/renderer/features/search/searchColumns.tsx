import { useMemo } from 'react'
import type { PersonHit } from '../../../contract/desk/people.ts'
import { compareNames } from '../../../domain/text/name.ts'
import { useText } from '../../text/Text.tsx'
import type { Column } from '../../ui/Table.tsx'
import { StateChip } from '../case/StateChip.tsx'
import { birthWords } from '../case/scheduleWords.ts'
import { highlightName, highlightNumber } from './highlight.ts'
import { Marked } from './Marked.tsx'
import styles from './Search.module.css'

/** The columns of search results, what was searched for marked in them. */
export function useSearchColumns(query: string): readonly Column<PersonHit>[] {
  const text = useText().search
  return useMemo(() => {
    const { columns } = text
    return [
      {
        key: 'name',
        label: columns.name,
        width: 'minmax(10rem, 1.2fr)',
        cell: (row) => (
          <span className={styles.name}>
            <Marked pieces={highlightName(row.fullName, query)} />
          </span>
        ),
        compare: (one, other) => compareNames(one.fullName, other.fullName),
      },
      { key: 'birth', label: columns.birth, width: '7.6rem', cell: (row) => birthWords(row.birthDate) },
      {
        key: 'number',
        label: columns.number,
        width: '9.5rem',
        cell: (row) => (
          <span className={styles.figures}>
            <Marked pieces={highlightNumber(row.idNumber, query)} />
          </span>
        ),
      },
      {
        key: 'residence',
        label: columns.residence,
        width: 'minmax(8rem, 1.3fr)',
        cell: (row) => <span title={row.residence}>{row.residence}</span>,
      },
      {
        key: 'phone',
        label: columns.phone,
        width: '8rem',
        cell: (row) => <Marked pieces={highlightNumber(row.phone ?? '', query)} />,
      },
      {
        key: 'last',
        label: columns.last,
        width: '12rem',
        cell: ({ lastCase }) =>
          lastCase ? (
            <span title={lastCase.number}>
              <StateChip state={lastCase.state} />
            </span>
          ) : (
            <span className={styles.muted}>{text.noCase}</span>
          ),
      },
    ]
  }, [text, query])
}

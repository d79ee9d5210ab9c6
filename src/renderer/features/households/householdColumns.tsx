import type { HouseholdItem } from '../../../contract/desk/households.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import type { Column } from '../../ui/Table.tsx'
import styles from './Households.module.css'
import { turnWords, windowWords } from './placeWords.ts'

/** The columns of the roster. */
export function useHouseholdColumns(): readonly Column<HouseholdItem>[] {
  const text = useHouseholdsText()
  const locale = useLocale()
  const { short } = useText().kit.weekdays
  const { columns } = text
  return [
    {
      key: 'number',
      label: columns.number,
      width: '4.5rem',
      align: 'end',
      cell: ({ number }) => <span className={styles.figures}>{number}</span>,
      sortBy: ({ number }) => number,
    },
    {
      key: 'head',
      label: columns.head,
      width: 'minmax(9rem, 1.2fr)',
      cell: ({ head }) => <span className={styles.name}>{head}</span>,
    },
    {
      key: 'address',
      label: columns.address,
      width: 'minmax(10rem, 1.6fr)',
      cell: ({ address, stairwell }) => (stairwell ? `${address} (${stairwell})` : address),
    },
    { key: 'group', label: columns.group, width: '6rem', cell: ({ group }) => group },
    { key: 'members', label: columns.members, width: '5rem', align: 'end', cell: ({ members }) => members },
    {
      key: 'shopper',
      label: columns.shopper,
      width: 'minmax(8rem, 1fr)',
      cell: ({ shopper }) => shopper.fullName,
    },
    {
      key: 'place',
      label: columns.place,
      width: 'minmax(13rem, 1.2fr)',
      cell: ({ place, lacks }) =>
        lacks === null || !place
          ? lacks && (
              <StatusChip tone={lacks === 'place' ? 'neutral' : 'warning'}>{text.lacks[lacks]}</StatusChip>
            )
          : `${turnWords(place.turn, text, locale, short)}, ${windowWords(place.window, text)}`,
    },
  ]
}

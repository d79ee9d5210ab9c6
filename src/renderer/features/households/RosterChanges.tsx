import { stays } from '../../../contract/events/household-events.ts'
import { compareRoster, type RosterChange } from '../../../contract/desk/roster-comparison.ts'
import { useRoute } from '../../app/queries.ts'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { rosterChanges as en } from '../../text/rosterChanges.en.ts'
import { rosterChanges as vi } from '../../text/rosterChanges.vi.ts'
import { useLocale } from '../../text/Text.tsx'
import styles from './Households.module.css'

type Asked = { readonly listId: string; readonly group: string; readonly zone: string | null }

/** What taking the list would do to the roster, before anybody takes it: how many, and what changes to what. */
export function RosterChanges({ listId, group, zone }: Asked) {
  const locale = useLocale()
  const text = locale === 'en' ? en : vi
  const sentenceOf = useChangeSentence()
  const read = useRoute(
    compareRoster,
    { params: { listId }, body: { group, zone } },
    ['households', 'policies'],
    { keep: true, enabled: group !== '' },
  )
  if (!read.data) return null
  const { entered, changed, same, left, changes } = read.data
  const count = (number: number) => figure(locale, number)
  return (
    <>
      <p role="status">
        <strong>{text.counts(count(entered), count(changed), count(same), count(left))}</strong>{' '}
        {changes.length < changed && text.cut(count(changes.length))}
      </p>
      {changes.length > 0 && (
        <ul className={styles.changes} aria-label={text.list}>
          {changes.map((change) => (
            <li key={change.number}>{sentenceOf(change)}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function useChangeSentence(): (change: RosterChange) => string {
  const { stays: stayWords } = useHouseholdsText()
  const text = useLocale() === 'en' ? en : vi
  return ({ number, head, fields }) => {
    const told = fields.map(({ field, before, now }) => {
      const word = (value: string | null) =>
        field === 'stay' ? (stays.flatMap((stay) => (stay === value ? stayWords[stay] : []))[0] ?? '') : value
      return `${text.fields[field]}: ${word(before) ?? text.nothing} → ${word(now) ?? text.nothing}`
    })
    return `${String(number)}. ${head} — ${told.join('; ')}`
  }
}

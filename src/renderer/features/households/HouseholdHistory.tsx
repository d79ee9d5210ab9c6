import { readHousehold } from '../../../contract/desk/households.ts'
import { useRoute } from '../../app/queries.ts'
import { showInstant } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { FieldSet } from '../../ui/Field.tsx'
import styles from './Households.module.css'

/** What happened to a household, newest first. */
export function HouseholdHistory({ householdId }: { householdId: string }) {
  const text = useHouseholdsText()
  const read = useRoute(readHousehold, { params: { householdId } }, ['households'])
  const entries = [...(read.data?.history ?? [])].reverse()
  return (
    <FieldSet label={text.history}>
      <ol className={styles.history}>
        {entries.map(({ at, what, who }, index) => (
          <li key={index}>
            {showInstant(Date.parse(at))}: {text.happened[what] ?? what} ({who})
          </li>
        ))}
      </ol>
    </FieldSet>
  )
}

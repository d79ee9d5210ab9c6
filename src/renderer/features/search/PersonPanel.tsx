import { Link } from '@tanstack/react-router'
import { readPerson } from '../../../contract/desk/people.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { showInstant } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { StateChip } from '../case/StateChip.tsx'
import { birthWords } from '../case/scheduleWords.ts'
import styles from './Search.module.css'

/** The person under the cursor and all their cases; each case is a link. */
export function PersonPanel({ personId }: { personId: string | null }) {
  const text = useText().search
  if (personId === null) {
    return (
      <Panel title={text.person} className={styles.side}>
        <p className={styles.muted}>{text.personNone}</p>
      </Panel>
    )
  }
  return <OnePerson personId={personId} />
}

function OnePerson({ personId }: { personId: string }) {
  const text = useText()
  const read = useRoute(readPerson, { params: { personId } }, ['people', 'cases'], { keep: true })
  if (!read.data) {
    return (
      <Panel title={text.search.person} className={styles.side}>
        {read.isError ? (
          <ProblemState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <LoadingState rows={4} />
        )}
      </Panel>
    )
  }
  const { person, cases } = read.data
  const { fields, idKinds, sexes } = text.case
  return (
    <Panel title={person.fullName} className={styles.side}>
      <KeyValueList
        items={[
          { key: 'birth', label: fields.birthDate, value: birthWords(person.birthDate) },
          { key: 'sex', label: fields.sex, value: person.sex ? sexes[person.sex] : undefined },
          { key: 'id', label: idKinds[person.idKind], value: person.idNumber, copy: person.idNumber },
          ...(person.oldIdNumber
            ? [{ key: 'old', label: fields.oldIdNumber, value: person.oldIdNumber }]
            : []),
          { key: 'residence', label: fields.residence, value: person.residence },
          { key: 'phone', label: fields.phone, value: person.phone ?? undefined },
        ]}
      />
      <h3>
        {text.search.cases} <Badge>{cases.length}</Badge>
      </h3>
      {cases.length === 0 && <p className={styles.muted}>{text.search.casesNone}</p>}
      <ul className={styles.cases}>
        {cases.map((one) => (
          <li key={one.caseId}>
            <Link to="/cases/$caseId" params={{ caseId: one.caseId }} className={styles.case}>
              <span className={styles.caseNumber}>{one.number}</span>
              <StateChip state={one.state} />
              <span className={styles.muted}>{showInstant(Date.parse(one.registeredAt))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

import { Link } from '@tanstack/react-router'
import type { BatchRowView } from '../../../contract/desk/batches.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { findingText, reasonCodes } from '../../../contract/lists/reasons.ts'
import { type BatchesText, useBatchesText } from '../../text/batches.ts'
import { type Locale, useLocale, useText } from '../../text/Text.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { birthWords, spanWords } from '../case/scheduleWords.ts'
import { StateChip } from '../case/StateChip.tsx'
import styles from './Batches.module.css'

/** The row that was opened, as its case says it. */
export function RowPanel({ shown, row }: { shown: Case | null; row: BatchRowView | null }) {
  const text = useBatchesText()
  if (!shown)
    return (
      <Panel>
        <p className={styles.muted}>{text.pick}</p>
      </Panel>
    )
  return (
    <Panel title={shown.applicant.fullName} mark={<StateChip state={shown.state} />}>
      <RowDetails shown={shown} flags={row?.flags ?? []} />
      <p>
        <Link to="/cases/$caseId" params={{ caseId: shown.caseId }}>
          {text.openCase}
        </Link>
      </p>
    </Panel>
  )
}

function RowDetails({ shown, flags }: { shown: Case; flags: readonly string[] }) {
  const whole = useText()
  const text = useBatchesText()
  const locale = useLocale()
  const { applicant, details, schedule } = shown
  const value = (key: keyof BatchesText['fields'], said: string | null, marked = false) =>
    said === null || said === '' ? [] : [{ key, label: text.fields[key], value: said, marked }]
  return (
    <KeyValueList
      items={[
        ...value('flags', flags.map((flag) => flagWords(flag, text, locale)).join(' '), true),
        ...value('idNumber', applicant.idNumber),
        ...value('birthDate', birthWords(applicant.birthDate)),
        ...value('residence', applicant.residence),
        ...value('phone', applicant.phone),
        ...value('route', details.route),
        ...value('vehiclePlate', details.vehiclePlate),
        ...value('organisation', details.organisation),
        ...value('purpose', details.purpose),
        ...value('days', schedule && spanWords(schedule, whole, locale)),
      ]}
    />
  )
}

/** What was flagged when the row came in; facts of the sentence are left to the case, which shows the values themselves. */
function flagWords(flag: string, text: BatchesText, locale: Locale): string {
  if (flag === 'namesake') return text.namesake
  if (flag === 'shared-shopper') return text.sharedShopper
  const code = reasonCodes.find((one) => one === flag)
  if (!code) return flag
  const sentence = findingText({ code, field: null, data: {} }, locale)
  return sentence.replaceAll(/[“”"]?\{\w+\}[“”"]?/g, '…')
}

import type { Case } from '../../../contract/desk/cases.ts'
import { showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './CasePage.module.css'
import { birthWords, spanWords, weekdayWords, windowWords } from './scheduleWords.ts'

/** Who asks. */
export function ApplicantPanel({ subject: { applicant } }: { subject: Case }) {
  const text = useText().case
  const { fields } = text
  const items: KeyValue[] = [
    { key: 'name', label: fields.fullName, value: <strong>{applicant.fullName}</strong> },
    { key: 'birth', label: fields.birthDate, value: birthWords(applicant.birthDate) },
    { key: 'sex', label: fields.sex, value: applicant.sex ? text.sexes[applicant.sex] : undefined },
    {
      key: 'id',
      label: text.idKinds[applicant.idKind],
      value: <span className={styles.figures}>{applicant.idNumber}</span>,
      copy: applicant.idNumber,
    },
    ...optional('old', fields.oldIdNumber, applicant.oldIdNumber),
    { key: 'residence', label: fields.residence, value: applicant.residence },
    { key: 'phone', label: fields.phone, value: applicant.phone ?? undefined },
  ]
  return (
    <Panel title={text.applicant}>
      <KeyValueList items={items} />
    </Panel>
  )
}

/** What is asked for, as registered. */
export function RequestPanel({ subject }: { subject: Case }) {
  const text = useText()
  const locale = useLocale()
  const { details, schedule } = subject
  const { fields } = text.case
  const items: KeyValue[] = [
    { key: 'category', label: fields.category, value: subject.categoryLabel },
    { key: 'purpose', label: fields.purpose, value: details.purpose },
    { key: 'route', label: fields.route, value: details.route },
    { key: 'days', label: fields.days, value: spanWords(schedule, text, locale) },
    {
      key: 'hours',
      label: fields.windows,
      value: `${weekdayWords(schedule, text)} · ${windowWords(schedule, text)}`,
    },
    ...optional('plate', fields.vehicle, details.vehiclePlate),
    ...optional('organisation', fields.organisation, details.organisation),
    ...optional('companions', fields.companions, details.companions),
    { key: 'due', label: fields.due, value: showInstant(Date.parse(subject.dueAt)) },
    { key: 'pack', label: fields.pack, value: subject.pack },
  ]
  return (
    <Panel title={text.case.request}>
      <KeyValueList items={items} />
    </Panel>
  )
}

function optional(key: string, label: string, value: string | null): KeyValue[] {
  return value === null || value === '' ? [] : [{ key, label, value }]
}

import { Link } from '@tanstack/react-router'
import type { Case } from '../../../contract/desk/cases.ts'
import type { OwnField } from '../../../contract/policy/pack.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { figure, showDate, showInstant } from '../../text/figures.ts'
import { type Locale, useLocale, useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { useMinute } from '../../ui/ClockFace.tsx'
import { deadlineStanding } from '../../ui/deadline.ts'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { showMoney } from '../../ui/typedMoney.ts'
import styles from './CasePage.module.css'
import { procedureOfCase } from './packRules.ts'
import { usePackOf } from './usePackOf.ts'
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

/** What is asked for, as registered, and by which rules. */
export function RequestPanel({ subject }: { subject: Case }) {
  const text = useText()
  const locale = useLocale()
  const { details } = subject
  const { fields } = text.case
  const procedure = procedureOfCase(usePackOf(subject).pack, subject)
  /** What the pack calls one of its own fields. */
  const named = (id: OwnField, usual: string) =>
    procedure?.fields.find((field) => field.id === id)?.label ?? usual
  const items: KeyValue[] = [
    { key: 'procedure', label: fields.procedure, value: subject.procedure.title },
    { key: 'category', label: fields.category, value: subject.categoryLabel },
    ...optional('zone', fields.zone, subject.zone?.label ?? null),
    ...optional('places', fields.places, subject.places.map(({ label }) => label).join(', ')),
    ...listing(subject, fields.listedBy),
    { key: 'purpose', label: named('purpose', fields.purpose), value: details.purpose },
    ...optional('route', named('route', fields.route), details.route),
    ...schedule(subject, text, locale),
    ...optional('plate', named('vehiclePlate', fields.vehicle), details.vehiclePlate),
    ...optional('organisation', named('organisation', fields.organisation), details.organisation),
    ...optional('companions', named('companions', fields.companions), details.companions),
    ...subject.fields.map(({ id, label, value }) => ({ key: `more-${id}`, label, value })),
    ...outcome(subject, text, locale),
    { key: 'received', label: fields.received, value: <Received subject={subject} /> },
    { key: 'due', label: fields.due, value: showInstant(Date.parse(subject.dueAt)) },
    { key: 'pack', label: fields.pack, value: `${subject.packTitle} (${subject.pack})` },
  ]
  return (
    <Panel title={text.case.request}>
      <KeyValueList items={items} />
    </Panel>
  )
}

/** When it came, and how long ago that is. */
function Received({ subject }: { subject: Case }) {
  const text = useText()
  const now = useMinute()
  const at = Date.parse(subject.registeredAt)
  const { amount, unit } = deadlineStanding(now, at, 0)
  const age = amount === 0 ? [] : [text.case.age(text.kit.deadline[unit](amount))]
  return <>{[showInstant(at), ...age].join(' · ')}</>
}

function schedule({ schedule: days }: Case, text: Texts, locale: Locale): KeyValue[] {
  if (days === null) return []
  const { fields } = text.case
  const hours = `${weekdayWords(days, text)} · ${windowWords(days, text)}`
  return [
    { key: 'days', label: fields.days, value: spanWords(days, text, locale) },
    { key: 'hours', label: fields.windows, value: hours },
  ]
}

/** The organisation whose list names the applicant, one press away. */
function listing({ listedBy }: Case, label: string): KeyValue[] {
  if (listedBy === null) return []
  const link = (
    <Link to="/cases/$caseId" params={{ caseId: listedBy.caseId }}>
      {listedBy.name || listedBy.caseId}
    </Link>
  )
  return [{ key: 'listed', label, value: link }]
}

/** What came of it: the paper, the city's decision, the payment. */
function outcome({ permit, cityReference, payment }: Case, text: Texts, locale: Locale): KeyValue[] {
  const { fields } = text.case
  const items: KeyValue[] = []
  if (permit) {
    const replaced = permit.replaces > 0 ? ` (${text.case.replaced(figure(locale, permit.replaces))})` : ''
    items.push({
      key: 'permit',
      label: fields.permit,
      value: `${permit.number}${replaced}`,
      marked: permit.withdrawn !== null,
    })
    items.push({ key: 'stamped', label: fields.stamped, value: stampWords(permit, text) })
  }
  items.push(...optional('city', fields.cityReference, cityReference))
  if (payment) items.push({ key: 'payment', label: fields.payment, value: paymentWords(payment, text) })
  return items
}

function stampWords(permit: NonNullable<Case['permit']>, text: Texts): string {
  if (permit.seal === 'electronic') return text.case.electronicSeal
  return permit.stampedAt === null ? text.case.notStamped : showInstant(Date.parse(permit.stampedAt))
}

function paymentWords({ amount, paidOn, voucher }: NonNullable<Case['payment']>, text: Texts): string {
  const day = civilDate(paidOn)
  return text.case.paid(showMoney(amount), day ? showDate(day) : paidOn, voucher)
}

function optional(key: string, label: string, value: string | null): KeyValue[] {
  return value === null || value === '' ? [] : [{ key, label, value }]
}

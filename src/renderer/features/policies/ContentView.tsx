import type { PolicyDetails } from '../../../contract/desk/policies.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { figure, showMinute } from '../../text/figures.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { Badge, StatusChip } from '../../ui/Badge.tsx'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type PoliciesText, usePoliciesText } from '../../text/policies.ts'
import { ChainSteps } from './ChainSteps.tsx'
import styles from './Policies.module.css'
import { dayWords, instantWords } from './policyWords.ts'

/** What a pack says, in the order in which an official reads a decision. */
export function ContentView({ details }: { details: PolicyDetails }) {
  const text = usePoliciesText()
  const locale = useLocale()
  const { content } = details
  if (!content) return null
  return (
    <>
      {details.notes.length > 0 && details.state !== 'in-force' && (
        <Notice tone="info" title={text.facts.notes}>
          <ul className={styles.plain}>
            {details.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className={styles.sections}>
        <section className={styles.section}>
          <KeyValueList items={factsOf(details, text)} />
        </section>
        <section className={styles.section}>
          <KeyValueList items={rulesOf(content, text, locale)} />
        </section>
        <Basis content={content} />
        <Procedures content={content} />
        <Categories content={content} />
        <Exemptions content={content} />
      </div>
    </>
  )
}

function factsOf(details: PolicyDetails, text: PoliciesText): KeyValue[] {
  const { facts } = text
  const until = details.effectiveUntil === null ? null : dayWords(details.effectiveUntil)
  const names = details.approvals.map(({ fullName }) => fullName).join(', ')
  return [
    { key: 'place', label: facts.place, value: details.place },
    { key: 'source', label: facts.source, value: text.sources[details.source] },
    { key: 'period', label: facts.period, value: text.period(dayWords(details.effectiveFrom), until) },
    ...(details.from === null
      ? []
      : [
          {
            key: 'from',
            label: details.state === 'scheduled' ? facts.will : facts.since,
            value: instantWords(details.from),
          },
        ]),
    ...(details.receivedAt === null
      ? []
      : [{ key: 'received', label: facts.received, value: instantWords(details.receivedAt) }]),
    ...(details.state === 'needs-approval' || names !== ''
      ? [{ key: 'approvals', label: facts.approvals, value: names || facts.nobody }]
      : []),
  ]
}

/** A pattern of numbers with its parts named for a reader. */
function numberWords(pattern: string, { numberParts }: PoliciesText): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, part: string) => {
    const name = numberParts[part]
    return name === undefined ? whole : `[${name}]`
  })
}

function rulesOf(content: RulePack, text: PoliciesText, locale: Locale): KeyValue[] {
  const { facts } = text
  const { validity, deadline, signing, numbers, zones, places } = content
  const number = (count: number) => figure(locale, count)
  const [cutOff, due] = [showMinute(deadline.cutOff), showMinute(deadline.dueMinute)]
  const named = (items: readonly { label: string }[]) => items.map(({ label }) => label).join('; ')
  return [
    {
      key: 'validity',
      label: facts.validity,
      value: text.validity(number(validity.maxDays), number(validity.defaultDays)),
    },
    {
      key: 'deadline',
      label: facts.deadline,
      value:
        deadline.workingDays === 0
          ? text.sameDay(cutOff, due)
          : text.deadline(number(deadline.workingDays), cutOff, due),
    },
    { key: 'signing', label: facts.signing, value: [...signing.capacity, signing.title].join(' – ') },
    {
      key: 'numbers',
      label: facts.numbers,
      value: numberWords([numbers.permit, numbers.card, numbers.dossier].filter(Boolean).join('; '), text),
    },
    ...(zones.length === 0
      ? []
      : [
          {
            key: 'zones',
            label: facts.zones,
            value: zones.map(({ label, colour }) => `${label} (${text.colours[colour]})`).join('; '),
          },
        ]),
    ...(places.length === 0 ? [] : [{ key: 'places', label: facts.places, value: named(places) }]),
  ]
}

function Basis({ content }: { content: RulePack }) {
  const text = usePoliciesText().facts
  if (content.basis.length === 0) return null
  return (
    <section className={`${styles.section} ${styles.whole}`}>
      <h3 className={styles.heading}>{text.basis}</h3>
      <ul className={styles.plain}>
        {content.basis.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}

function Procedures({ content }: { content: RulePack }) {
  const text = usePoliciesText()
  const locale = useLocale()
  return (
    <section className={`${styles.section} ${styles.whole}`}>
      <h3 className={styles.heading}>{text.procedures}</h3>
      <ul className={styles.rows}>
        {content.procedures.map((procedure) => (
          <li key={procedure.id}>
            <p className={styles.inline}>
              <strong>{procedure.title}</strong>
              <Badge>{text.records[procedure.record]}</Badge>
              <span className={styles.muted}>{text.fields(figure(locale, procedure.fields.length))}</span>
            </p>
            <ChainSteps procedure={procedure} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Categories({ content }: { content: RulePack }) {
  const text = usePoliciesText()
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{text.categories}</h3>
      <ul className={styles.rows}>
        {content.categories.map(({ code, label, authority, opens }) => (
          <li key={code}>
            <p>
              {code}. {label}
            </p>
            <p className={styles.inline}>
              <StatusChip tone={authority.here ? 'success' : 'neutral'}>
                {authority.here ? text.here : text.elsewhere(authority.name)}
              </StatusChip>
              {opens !== undefined && <span className={styles.muted}>{text.opens(dayWords(opens))}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Exemptions({ content }: { content: RulePack }) {
  const text = usePoliciesText()
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{text.exemptions}</h3>
      {content.exemptions.length === 0 ? (
        <p className={styles.muted}>{text.exemptionsNone}</p>
      ) : (
        <ul className={styles.rows}>
          {content.exemptions.map(({ label, proof }) => (
            <li key={label}>
              <p>{label}</p>
              <p className={styles.muted}>{proof}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

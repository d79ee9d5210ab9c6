import { useNavigate } from '@tanstack/react-router'
import { FlaskConical, ListChecks } from 'lucide-react'
import { useState } from 'react'
import { type Policy, type PolicySimulation, simulatePolicy } from '../../../contract/desk/policies.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Badge, StatusChip } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import styles from './Policies.module.css'
import { dayWords, paramsOf } from './policyWords.ts'

const spans = ['7', '30', '90'] as const

/** The cases of the last days as this pack would have had them. */
export function SimulationView({ policy }: { policy: Policy }) {
  const text = usePoliciesText()
  const locale = useLocale()
  const [days, setDays] = useState<(typeof spans)[number]>('30')
  const input = { params: paramsOf(policy), query: { days } }
  const read = useRoute(simulatePolicy, input, ['policies', 'cases'], { keep: true })
  return (
    <>
      <div className={styles.inline}>
        <span>{text.simulate.days}</span>
        <FilterTabs
          label={text.simulate.days}
          value={days}
          onChange={(value) => setDays(spans.find((one) => one === value) ?? '30')}
          tabs={spans.map((value) => ({ value, label: text.simulate.daysOf(figure(locale, Number(value))) }))}
        />
      </div>
      {read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.data && !read.isError && <LoadingState />}
      {read.data && <Result simulation={read.data} />}
    </>
  )
}

function Result({ simulation }: { simulation: PolicySimulation }) {
  const text = usePoliciesText().simulate
  const locale = useLocale()
  const { cases, same, refused, elsewhere, different } = simulation
  if (cases === 0) {
    return (
      <EmptyState icon={FlaskConical} title={text.none}>
        {text.noneText}
      </EmptyState>
    )
  }
  const sums = [
    { key: 'cases', label: text.cases(figure(locale, cases)), tone: 'neutral' },
    { key: 'same', label: `${figure(locale, same)} ${text.same}`, tone: 'success' },
    {
      key: 'refused',
      label: `${figure(locale, refused)} ${text.refused}`,
      tone: refused > 0 ? 'warning' : 'neutral',
    },
    { key: 'elsewhere', label: `${figure(locale, elsewhere)} ${text.elsewhere}`, tone: 'info' },
  ] as const
  return (
    <>
      <div className={styles.inline} role="status">
        {sums.map(({ key, label, tone }) => (
          <StatusChip key={key} tone={tone}>
            {label}
          </StatusChip>
        ))}
      </div>
      <p className={styles.muted}>{text.explain}</p>
      {different.length === 0 ? (
        <EmptyState icon={ListChecks} title={text.allSame}>
          {text.allSameText}
        </EmptyState>
      ) : (
        <Different simulation={simulation} />
      )}
    </>
  )
}

function Different({ simulation }: { simulation: PolicySimulation }) {
  const text = usePoliciesText().simulate
  const locale = useLocale()
  const navigate = useNavigate()
  const { reasons, different, refused, elsewhere } = simulation
  return (
    <>
      <h3 className={styles.heading}>{text.reasons}</h3>
      <ul className={styles.rows}>
        {reasons.map(({ vi, en, count }) => (
          <li key={vi} className={styles.effect}>
            <span>{locale === 'vi' ? vi : en}</span>
            <Badge>{text.cases(figure(locale, count))}</Badge>
          </li>
        ))}
      </ul>
      <h3 className={styles.heading}>
        {text.different}{' '}
        {different.length < refused + elsewhere && (
          <Badge>{text.first(figure(locale, different.length))}</Badge>
        )}
      </h3>
      <ul className={styles.rows} aria-label={text.different}>
        {different.map(({ caseId, number, fullName, registeredAt, vi, en }) => (
          <li key={caseId} className={styles.caseRow}>
            <div>
              <strong>{fullName}</strong> <span className={styles.muted}>{number}</span>{' '}
              <span className={styles.muted}>{dayWords(registeredAt.slice(0, 10))}</span>
              <p>{locale === 'vi' ? vi : en}</p>
            </div>
            <Button
              variant="quiet"
              aria-label={`${text.open} ${number}`}
              onClick={() => void navigate({ to: '/cases/$caseId', params: { caseId } })}
            >
              {text.open}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

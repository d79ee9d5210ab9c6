import { CloudOff, Download, ListChecks } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { type Checks, readChecks } from '../../../contract/desk/checks.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import type { Topic } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { AnswerFigures } from './AnswerFigures.tsx'
import { totalOf } from './answerGroups.ts'
import styles from './Checks.module.css'
import { type CountGroup, countGroups, countsOf, csvOf, rowsWithDays, sumOf } from './checksTable.ts'
import { countColumns } from './countColumns.tsx'
import { FlagsPanel } from './FlagsPanel.tsx'
import { saveText } from './saveText.ts'

const topics: readonly Topic[] = ['checks', 'sync', 'cases']
const spans = [1, 7, 31] as const

/** How often papers were checked, where and with which answers, and what looks like a copy; offline as of the last sync. */
export function CountsView({ tabs }: { tabs: ReactNode }) {
  const text = useText().checks.counts
  const [days, setDays] = useState<(typeof spans)[number]>(7)
  const [group, setGroup] = useState<CountGroup>('ours')
  const read = useRoute(readChecks, { query: { days } }, topics, { keep: true })
  const { data } = read
  const action = useExport(data, group)
  if (!data) {
    return read.isError ? (
      <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <LoadingState />
    )
  }
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={
          <>
            {tabs}
            <ActionButton action={action} icon={Download} />
          </>
        }
      />
      <Standing city={data.city} />
      <FlagsPanel flags={data.flags} />
      <div className={styles.head}>
        <FilterTabs
          label={text.groups}
          tabs={countGroups.map((value) => ({
            value,
            label: text.group[value],
            count: totalOf(sumOf(countsOf(data, value)).answers),
          }))}
          value={group}
          onChange={(value) => setGroup(countGroups.find((one) => one === value) ?? 'ours')}
        />
        <FilterTabs
          label={text.days}
          tabs={spans.map((span) => ({ value: String(span), label: text.spans[span] }))}
          value={String(days)}
          onChange={(value) => setDays(spans.find((span) => String(span) === value) ?? 7)}
        />
      </div>
      <Counts checks={data} group={group} />
    </>
  )
}

function Counts({ checks, group }: { checks: Checks; group: CountGroup }) {
  const text = useText().checks.counts
  const locale = useLocale()
  const columns = useMemo(() => countColumns(text, locale), [text, locale])
  const counts = countsOf(checks, group)
  const sum = sumOf(counts)
  return (
    <Panel title={text.group[group]} fill>
      {counts.length === 0 ? (
        <EmptyState icon={ListChecks} title={text.none}>
          {text.noneText[group]}
        </EmptyState>
      ) : (
        <>
          <div className={styles.sum}>
            <span>
              {text.total}: <strong>{figure(locale, totalOf(sum.answers))}</strong>
            </span>
            <AnswerFigures answers={sum.answers} />
          </div>
          <div className={styles.table}>
            <Table
              label={text.group[group]}
              rows={rowsWithDays(counts)}
              columns={columns}
              rowKey={({ day, place }) => JSON.stringify([day, place])}
              rowTone={({ differs, place }) => (differs > 0 && place ? 'warning' : undefined)}
            />
          </div>
        </>
      )}
    </Panel>
  )
}

/** What the figures of the city are worth now. */
function Standing({ city: { standing, asOf } }: { city: Checks['city'] }) {
  const text = useText().checks.counts
  const time = asOf === null ? null : showInstant(Date.parse(asOf))
  if (standing === 'not-enrolled') return <Notice tone="info" title={text.notEnrolled} />
  if (time === null)
    return (
      <Notice tone="info" title={text.neverCity}>
        {text.neverCityText}
      </Notice>
    )
  if (standing === 'reached') return <p className={styles.note}>{text.asOf(time)}</p>
  return (
    <Notice tone="warning" title={text.noCity}>
      <CloudOff size="1em" aria-hidden /> {text.noCityText(time)}
    </Notice>
  )
}

function useExport(checks: Checks | undefined, group: CountGroup) {
  const text = useText().checks.counts
  const locale = useLocale()
  const say = useToast()
  const counts = checks ? countsOf(checks, group) : []
  const run = () => {
    saveText(csvOf(counts, text, locale), `luot-kiem-tra-${group}-${checks?.since ?? ''}.csv`, 'text/csv')
    say({ tone: 'success', title: text.exported })
  }
  const action = { key: 'Shift+F3', label: text.export, run, when: counts.length > 0 } as const
  useShortcuts([action])
  return action
}

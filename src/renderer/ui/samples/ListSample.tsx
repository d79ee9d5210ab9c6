import { FileText } from 'lucide-react'
import { type Ref, useState } from 'react'
import { samples } from '../../text/samples.ts'
import { Badge, StatusChip } from '../Badge.tsx'
import { DeadlineChip } from '../DeadlineChip.tsx'
import { FilterTabs } from '../FilterTabs.tsx'
import { Panel } from '../Panel.tsx'
import { EmptyState } from '../States.tsx'
import styles from '../StylePage.module.css'
import { type Column, Table, type TableHandle } from '../Table.tsx'
import { useToast } from '../Toasts.tsx'
import type { Tone } from '../tones.ts'

type Case = { number: string; name: string; kind: string; state: number; due: number }

const start = Date.now()
const pick = (list: readonly string[], index: number) => list[index % list.length] ?? ''
const cases: readonly Case[] = Array.from({ length: 2000 }, (_, index) => ({
  number: `VD-${String(index + 1).padStart(5, '0')}`,
  name: `${pick(samples.family, index * 7)} ${pick(samples.middle, index * 5)} ${pick(samples.given, index * 3)}`,
  kind: pick(samples.kinds, index),
  state: index % samples.stateNames.length,
  due: start + (((index * 37) % 90) - 20) * 1_800_000,
}))
const tones: readonly Tone[] = ['info', 'warning', 'success', 'error', 'neutral']
const columns: readonly Column<Case>[] = [
  {
    key: 'number',
    label: samples.columns.number,
    width: '8rem',
    cell: (row) => <span className={styles.figures}>{row.number}</span>,
    sortBy: (row) => row.number,
  },
  {
    key: 'name',
    label: samples.columns.name,
    width: 'minmax(12rem, 2fr)',
    cell: (row) => row.name,
    sortBy: (row) => row.name,
  },
  {
    key: 'kind',
    label: samples.columns.kind,
    width: 'minmax(9rem, 1fr)',
    cell: (row) => row.kind,
    sortBy: (row) => row.kind,
  },
  { key: 'area', label: samples.columns.area, width: 'minmax(9rem, 1fr)', cell: () => samples.area },
  {
    key: 'state',
    label: samples.columns.state,
    width: '11rem',
    cell: (row) => (
      <StatusChip tone={tones[row.state] ?? 'neutral'}>{pick(samples.stateNames, row.state)}</StatusChip>
    ),
  },
  {
    key: 'due',
    label: samples.columns.due,
    width: '16rem',
    cell: (row) => <DeadlineChip due={row.due} now={start} />,
    sortBy: (row) => row.due,
  },
]
const noCases: readonly Case[] = []

/** The list of cases, with ticks, filters and 2,000 rows; and an empty one. */
export function ListSample({ ref }: { ref: Ref<TableHandle> }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['VD-00002']))
  const [filter, setFilter] = useState('0')
  const say = useToast()
  return (
    <>
      <Panel title={samples.sections.list} mark={<Badge>{cases.length}</Badge>}>
        <div className={styles.list}>
          <FilterTabs
            label={samples.sections.list}
            tabs={samples.filters.map((label, index) => ({
              value: String(index),
              label,
              count: index * 9 + 3,
            }))}
            value={filter}
            onChange={setFilter}
          />
          <Table
            ref={ref}
            label={samples.list}
            rows={cases}
            columns={columns}
            rowKey={(row) => row.number}
            rowTone={(row) => (row.due < start ? 'danger' : undefined)}
            choice={{ keys: chosen, onChange: setChosen }}
            onOpen={(row) => say({ tone: 'success', title: row.number })}
            defaultSort={{ key: 'due' }}
          />
        </div>
      </Panel>
      <Panel>
        <div style={{ height: '20rem' }}>
          <Table
            label={samples.empty}
            rows={noCases}
            columns={columns}
            rowKey={(row) => row.number}
            empty={
              <EmptyState icon={FileText} title={samples.empty}>
                {samples.emptyText}
              </EmptyState>
            }
          />
        </div>
      </Panel>
    </>
  )
}

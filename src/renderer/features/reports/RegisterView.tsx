import { useNavigate } from '@tanstack/react-router'
import { BookOpenText } from 'lucide-react'
import { useMemo } from 'react'
import {
  exportRegister,
  printRegister,
  readRegister,
  type RegisterItem,
} from '../../../contract/desk/reports.ts'
import { compareNames } from '../../../domain/text/name.ts'
import { ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { StateChip } from '../case/StateChip.tsx'
import { BookBar } from './BookBar.tsx'
import { LateMark } from './LateMark.tsx'
import { LedgerChoice } from './LedgerChoice.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import styles from './Reports.module.css'
import { addressOf, useBookFiles } from './useBookFiles.ts'
import { nameOf, useLedgers, useShown } from './useShown.ts'

/** The register of dossiers: every case of the period once, what is late marked; Enter opens the case. */
export function RegisterView() {
  const { period } = useShown()
  const { ledgers, chosen } = useLedgers()
  const text = useText().reports
  const files = useBookFiles()
  const asked = { ...period, ...(chosen ? { ledger: nameOf(chosen) } : {}) }
  const read = useRoute(readRegister, { query: asked }, ['cases', 'office'], { keep: true })
  const print = () =>
    files.print({
      address: addressOf(printRegister.path, asked),
      read: () => ask(printRegister, { query: asked }),
      name: `so-theo-doi-${period.firstDay}-${period.lastDay}`,
    })
  return (
    <>
      <PeriodFields>
        <LedgerChoice ledgers={ledgers} chosen={chosen} mayBeAll />
      </PeriodFields>
      <BookBar
        files={files}
        printLabel={text.print}
        onPrint={print}
        onSave={() => files.save(() => ask(exportRegister, { body: asked }))}
      >
        {read.data && <Counts {...read.data} />}
      </BookBar>
      {read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.data && !read.isError && <LoadingState />}
      {read.data && !read.isError && <Entries items={read.data.items} total={read.data.total} />}
    </>
  )
}

function Counts({ total, overdue, late }: { total: number; overdue: number; late: number }) {
  const text = useText().reports
  const locale = useLocale()
  return (
    <>
      <span className={styles.total}>{text.totals(figure(locale, total))}</span>
      {overdue > 0 && <Badge tone="error">{text.overdue(figure(locale, overdue))}</Badge>}
      {late > 0 && <Badge tone="warning">{text.lateCount(figure(locale, late))}</Badge>}
    </>
  )
}

function Entries({ items, total }: { items: readonly RegisterItem[]; total: number }) {
  const text = useText().reports
  const locale = useLocale()
  const navigate = useNavigate()
  const columns = useColumns()
  return (
    <>
      <Table
        className={styles.table}
        label={text.registerList}
        rows={items}
        columns={columns}
        rowKey={({ caseId }) => caseId}
        rowTone={({ late }) => (late === 'overdue' ? 'danger' : late === 'late' ? 'warning' : undefined)}
        onOpen={({ caseId }) => void navigate({ to: '/cases/$caseId', params: { caseId } })}
        empty={
          <EmptyState icon={BookOpenText} title={text.none}>
            {text.noneText}
          </EmptyState>
        }
      />
      {items.length < total && (
        <p className={styles.cut}>{text.cut(figure(locale, items.length), figure(locale, total))}</p>
      )}
    </>
  )
}

function useColumns(): readonly Column<RegisterItem>[] {
  const { columns } = useText().reports
  return useMemo(
    () => [
      {
        key: 'entry',
        label: columns.entry,
        width: '4rem',
        align: 'end',
        cell: ({ entry }) => entry,
        sortBy: ({ entry }) => entry,
      },
      {
        key: 'number',
        label: columns.number,
        width: '13rem',
        cell: ({ number }) => <span className={styles.figures}>{number}</span>,
        sortBy: ({ number }) => number,
      },
      {
        key: 'name',
        label: columns.name,
        width: 'minmax(10rem, 1fr)',
        cell: ({ fullName }) => (
          <span className={styles.name} title={fullName}>
            {fullName}
          </span>
        ),
        compare: (one, other) => compareNames(one.fullName, other.fullName),
      },
      {
        key: 'matter',
        label: columns.matter,
        width: 'minmax(12rem, 1.6fr)',
        cell: ({ matter }) => <span title={matter}>{matter}</span>,
        sortBy: ({ matter }) => matter,
      },
      timeColumn('received', columns.received, ({ receivedAt }) => receivedAt),
      timeColumn('due', columns.due, ({ dueAt }) => dueAt),
      timeColumn('returned', columns.returned, ({ returnedAt }) => returnedAt),
      {
        key: 'state',
        label: columns.state,
        width: 'minmax(9rem, 0.7fr)',
        cell: ({ state, late }) => (late === 'no' ? <StateChip state={state} /> : <LateMark late={late} />),
        sortBy: ({ late, state }) => `${late} ${state}`,
      },
    ],
    [columns],
  )
}

function timeColumn(
  key: string,
  label: string,
  of: (row: RegisterItem) => string | null,
): Column<RegisterItem> {
  return {
    key,
    label,
    width: '10.5rem',
    cell: (row) => {
      const at = of(row)
      return <span className={styles.figures}>{at === null ? '—' : showInstant(Date.parse(at))}</span>
    },
    sortBy: (row) => of(row) ?? '',
  }
}

import { useNavigate } from '@tanstack/react-router'
import { BookOpenText } from 'lucide-react'
import { useMemo } from 'react'
import {
  exportLedger,
  type Ledger,
  type LedgerRow,
  printLedger,
  readLedger,
} from '../../../contract/desk/reports.ts'
import { caseStates } from '../../../domain/case.ts'
import { compareNames } from '../../../domain/text/name.ts'
import { ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { StateChip } from '../case/StateChip.tsx'
import { BookBar } from './BookBar.tsx'
import { LateMark } from './LateMark.tsx'
import { LedgerChoice } from './LedgerChoice.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import styles from './Reports.module.css'
import { addressOf, useBookFiles } from './useBookFiles.ts'
import { useLedgers, useShown } from './useShown.ts'

/** The ledger of one procedure: its records with the fields of its pack, by day, state and category. */
export function LedgerView() {
  const { read, ledgers, first } = useLedgers()
  if (!first)
    return read.isError ? (
      <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <LoadingState />
    )
  return <OneLedger ledgers={ledgers} ledger={first} />
}

function OneLedger({ ledgers, ledger }: { ledgers: readonly Ledger[]; ledger: Ledger }) {
  const { period, search } = useShown()
  const text = useText().reports
  const locale = useLocale()
  const files = useBookFiles()
  const { pack, procedure } = ledger
  const params = { pack, procedure }
  const query = { ...period, ...conditionsOf(search) }
  const read = useRoute(readLedger, { params, query }, ['cases', 'office'])
  const print = () =>
    files.print({
      address: addressOf(pathOf(printLedger.path, params), query),
      read: () => ask(printLedger, { params, query }),
      name: `so-${procedure}-${period.firstDay}-${period.lastDay}`,
    })
  return (
    <>
      <PeriodFields>
        <LedgerChoice ledgers={ledgers} chosen={ledger} />
        <Conditions key={`${pack}/${procedure}`} ledger={ledger} />
      </PeriodFields>
      <BookBar
        files={files}
        printLabel={text.print}
        onPrint={print}
        onSave={() => files.save(() => ask(exportLedger, { params, body: query }))}
      >
        {read.data && <span className={styles.total}>{text.totals(figure(locale, read.data.total))}</span>}
      </BookBar>
      {read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.data && !read.isError && <LoadingState />}
      {read.data && <Records ledger={ledger} {...read.data} />}
    </>
  )
}

/** A path with its parameters filled in. */
export function pathOf(path: string, params: { readonly pack: string; readonly procedure: string }): string {
  return path.replace('{pack}', params.pack).replace('{procedure}', params.procedure)
}

function conditionsOf({ state, category }: ReturnType<typeof useShown>['search']) {
  return { ...(state ? { state } : {}), ...(category ? { category } : {}) }
}

function Conditions({ ledger }: { ledger: Ledger }) {
  const { reports, app } = useText()
  const text = reports.filters
  const { search, show } = useShown()
  return (
    <>
      <Select
        className={styles.choice}
        label={text.state}
        placeholder={text.everyState}
        options={caseStates.map((state) => ({ value: state, label: app.states[state] }))}
        defaultValue={search.state ?? ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          show({ state: caseStates.find((state) => state === chosen) })
        }}
      />
      {ledger.categories.length > 1 && (
        <Select
          className={styles.choice}
          label={text.category}
          placeholder={text.everyCategory}
          options={ledger.categories.map(({ code, label }) => ({ value: String(code), label }))}
          defaultValue={String(search.category ?? '')}
          onChange={(event) => show({ category: Number(event.currentTarget.value) || undefined })}
        />
      )}
    </>
  )
}

type Content = { rows: readonly LedgerRow[]; fields: readonly { id: string; label: string }[]; total: number }

function Records({ ledger, rows, fields, total }: Content & { ledger: Ledger }) {
  const text = useText().reports
  const locale = useLocale()
  const navigate = useNavigate()
  const columns = useColumns(ledger, fields)
  return (
    <>
      <Table
        className={styles.table}
        label={text.ledgerList}
        rows={rows}
        columns={columns}
        rowKey={({ caseId }) => caseId}
        rowTone={({ late }) => (late === 'overdue' ? 'danger' : undefined)}
        onOpen={({ caseId }) => void navigate({ to: '/cases/$caseId', params: { caseId } })}
        empty={
          <EmptyState icon={BookOpenText} title={text.none}>
            {text.noneText}
          </EmptyState>
        }
      />
      {rows.length < total && (
        <p className={styles.cut}>{text.cut(figure(locale, rows.length), figure(locale, total))}</p>
      )}
    </>
  )
}

function useColumns(
  { record, categories }: Ledger,
  fields: readonly { id: string; label: string }[],
): readonly Column<LedgerRow>[] {
  const { columns: text } = useText().reports
  const locale = useLocale()
  return useMemo(() => {
    const words = (key: string, label: string, width: string, of: (row: LedgerRow) => string) => ({
      key,
      label,
      width,
      cell: of,
      sortBy: of,
    })
    const paid: Column<LedgerRow> = {
      key: 'paid',
      label: text.paid,
      width: '9rem',
      align: 'end',
      cell: ({ payment }) => (payment ? figure(locale, payment.amount) : '—'),
      sortBy: ({ payment }) => payment?.amount ?? 0,
    }
    return [
      words('number', text.number, '13rem', ({ number }) => number),
      {
        key: 'received',
        label: text.received,
        width: '10.5rem',
        cell: ({ registeredAt }) => (
          <span className={styles.figures}>{showInstant(Date.parse(registeredAt))}</span>
        ),
        sortBy: ({ registeredAt }) => registeredAt,
      },
      {
        key: 'name',
        label: text.name,
        width: 'minmax(11rem, 1.2fr)',
        cell: ({ fullName }) => <span className={styles.name}>{fullName}</span>,
        compare: (one, other) => compareNames(one.fullName, other.fullName),
      },
      words('idNumber', text.idNumber, '10rem', ({ idNumber }) => idNumber),
      ...(categories.length > 1
        ? [words('category', text.category, 'minmax(9rem, 1fr)', ({ category }) => category)]
        : []),
      ...fields.map(({ id, label }, at) =>
        words(`field ${id}`, label, 'minmax(9rem, 1fr)', ({ answers }) => answers[at] ?? ''),
      ),
      ...(record === 'support' ? [paid] : []),
      ...(record === 'permit' || record === 'market-card' || record === 'organisation'
        ? [words('permit', text.permit, '10rem', ({ permitNumber }) => permitNumber ?? '—')]
        : []),
      {
        key: 'state',
        label: text.state,
        width: 'minmax(11rem, 0.9fr)',
        cell: ({ state, late }) =>
          late === 'overdue' ? <LateMark late={late} /> : <StateChip state={state} />,
        sortBy: ({ state }) => state,
      },
    ]
  }, [text, locale, fields, record, categories])
}

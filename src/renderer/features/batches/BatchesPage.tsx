import { useNavigate } from '@tanstack/react-router'
import { ListChecks, ListPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type BatchSummary, listBatches } from '../../../contract/desk/batches.ts'
import { readPack } from '../../../contract/desk/cases.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { type BatchesText, useBatchesText } from '../../text/batches.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useFilledTable } from '../../ui/useFilledTable.ts'
import styles from './Batches.module.css'
import { ChooseOrganisation } from './ChooseOrganisation.tsx'
import { Removals } from './Removals.tsx'

/** Every list that was taken in, with how far its cases are. */
export function BatchesPage() {
  const text = useBatchesText()
  const read = useRoute(listBatches, { query: {} }, ['cases'])
  const mayTake = useSession().session.roles.includes('clerk')
  const pack = useRoute(readPack, { query: {} }, ['office', 'policies'])
  const lacksLists = pack.data?.procedures.every(({ listedBy }) => listedBy === undefined) ?? false
  const [isChoosing, choose] = useState(false)
  const take = {
    key: 'Insert',
    label: text.intake.take,
    run: () => choose(true),
    when: mayTake && !lacksLists,
  } as const
  useShortcuts(mayTake ? [take] : [])
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={mayTake ? <ActionButton action={take} icon={ListPlus} variant="primary" /> : undefined}
      />
      {isChoosing && <ChooseOrganisation onClose={() => choose(false)} />}
      <Removals />
      {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.error && !read.data && <LoadingState />}
      {read.data && (
        <div className={styles.table}>
          {lacksLists && read.data.batches.length === 0 ? (
            <EmptyState icon={ListChecks} title={text.noneHere}>
              {text.intake.noLists}
            </EmptyState>
          ) : (
            <BatchTable batches={read.data.batches} />
          )}
        </div>
      )}
    </>
  )
}

/** A table of batches; Enter opens one. */
export function BatchTable({ batches }: { batches: readonly BatchSummary[] }) {
  const text = useBatchesText()
  const locale = useLocale()
  const navigate = useNavigate()
  const table = useFilledTable(batches.length > 0)
  const columns = useMemo(() => columnsOf(text, locale), [text, locale])
  return (
    <Table
      ref={table}
      label={text.list}
      rows={batches}
      columns={columns}
      rowKey={({ batchId }) => batchId}
      onOpen={({ batchId }) => void navigate({ to: '/batches/$batchId', params: { batchId } })}
      empty={
        <EmptyState icon={ListChecks} title={text.none}>
          {text.noneText}
        </EmptyState>
      }
    />
  )
}

function columnsOf(text: BatchesText, locale: Locale): readonly Column<BatchSummary>[] {
  const { columns } = text
  const far = (
    key: 'approved' | 'cases' | 'handedOver' | 'printed' | 'sealed' | 'verified',
  ): Column<BatchSummary> => ({
    key,
    label: columns[key],
    width: '7.4rem',
    align: 'end',
    cell: ({ progress }) => <span className={styles.figures}>{figure(locale, progress[key])}</span>,
    sortBy: ({ progress }) => progress[key],
  })
  return [
    { key: 'name', label: columns.name, width: 'minmax(12rem, 1.4fr)', cell: ({ name }) => name },
    {
      key: 'procedure',
      label: columns.procedure,
      width: 'minmax(10rem, 1fr)',
      cell: ({ procedure }) => <span title={procedure}>{procedure}</span>,
    },
    {
      key: 'taken',
      label: columns.taken,
      width: '10.5rem',
      cell: ({ takenAt }) => showInstant(Date.parse(takenAt)),
      sortBy: ({ takenAt }) => Date.parse(takenAt),
    },
    far('cases'),
    far('verified'),
    far('approved'),
    far('sealed'),
    far('printed'),
    far('handedOver'),
  ]
}

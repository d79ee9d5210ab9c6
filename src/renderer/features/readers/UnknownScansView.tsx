import { CircleHelp, Trash2 } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { z } from 'zod'
import { deleteUnknownScan, deleteUnknownScans, listUnknownScans } from '../../../contract/desk/readers.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { ActionButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useFilledTable } from '../../ui/useFilledTable.ts'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Readers.module.css'

type UnknownScan = z.infer<typeof listUnknownScans.answer>['scans'][number]

/** What was scanned and nothing recognised, for reporting a new kind of paper; then to be deleted. */
export function UnknownScansView({ tabs }: { tabs: ReactNode }) {
  const text = useText().readers
  const read = useRoute(listUnknownScans, {}, ['readers', 'scans'])
  const [current, setCurrent] = useState<UnknownScan | null>(null)
  useScans(() => void read.refetch())
  const scans = read.data?.scans ?? []
  const chosen = scans.find(({ id }) => id === current?.id) ?? null
  const { one, all, problem, dialog } = useDeleting(scans, chosen, () => void read.refetch())
  const columns = useColumns()
  // The cursor starts on the latest: it is shown whole, and can be deleted without a mouse.
  const table = useFilledTable(scans.length > 0)
  if (!read.data && read.isError)
    return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.unknownNote}
        actions={
          <>
            <ActionButton action={all} icon={Trash2} variant="quiet" />
            <ActionButton action={one} icon={Trash2} />
          </>
        }
      />
      {tabs}
      <ProblemNotice problem={problem} />
      <Panel title={text.unknown} fill>
        {read.data ? (
          <div className={styles.table}>
            <Table
              ref={table}
              label={text.unknown}
              rows={scans}
              columns={columns}
              rowKey={(scan) => String(scan.id)}
              onCurrent={setCurrent}
              empty={
                <EmptyState icon={CircleHelp} title={text.unknownNone}>
                  {text.unknownNoneText}
                </EmptyState>
              }
            />
          </div>
        ) : (
          <LoadingState />
        )}
        {chosen && <Whole scan={chosen} />}
      </Panel>
      {dialog}
    </>
  )
}

function Whole({ scan: { text: whole, masked } }: { scan: UnknownScan }) {
  const text = useText().readers
  return (
    <KeyValueList
      items={[
        { key: 'text', label: text.whole, value: <code className={styles.raw}>{whole}</code> },
        {
          key: 'masked',
          label: text.masked,
          value: <code className={styles.raw}>{masked}</code>,
          copy: masked,
        },
      ]}
    />
  )
}

function useDeleting(scans: readonly UnknownScan[], chosen: UnknownScan | null, onDeleted: () => void) {
  const text = useText().readers
  const locale = useLocale()
  const say = useToast()
  const [asking, setAsking] = useState(false)
  const deleteOne = useAct(deleteUnknownScan)
  const deleteAll = useAct(deleteUnknownScans)
  const deleted = (done: unknown) => {
    if (done === null) return
    say({ tone: 'success', title: text.removed })
    onDeleted()
  }
  const one = {
    key: 'Shift+F8',
    label: text.remove,
    when: chosen !== null,
    run: async () => {
      if (chosen) deleted(await deleteOne.run({ params: { id: chosen.id } }))
    },
  } as const
  const all = {
    key: 'Shift+F7',
    label: text.removeAll,
    when: scans.length > 0,
    run: () => setAsking(true),
  } as const
  useShortcuts([one, all])
  const dialog = (
    <ConfirmDialog
      open={asking}
      title={text.removeAll}
      confirmLabel={text.removeAll}
      icon={Trash2}
      danger
      onClose={() => setAsking(false)}
      onConfirm={async () => {
        deleted(await deleteAll.run({}))
        setAsking(false)
      }}
    >
      {text.removeAllText(figure(locale, scans.length))}
    </ConfirmDialog>
  )
  return { one, all, problem: deleteOne.problem ?? deleteAll.problem, dialog }
}

function useColumns(): readonly Column<UnknownScan>[] {
  const text = useText()
  return useMemo(() => columnsIn(text), [text])
}

function columnsIn({ readers: text }: Texts): readonly Column<UnknownScan>[] {
  return [
    {
      key: 'at',
      label: text.columns.at,
      width: '11rem',
      cell: ({ at }) => showInstant(Date.parse(at)),
      sortBy: ({ at }) => at,
    },
    {
      key: 'source',
      label: text.columns.source,
      width: '9rem',
      cell: ({ source }) => text.sources[source] ?? source,
    },
    {
      key: 'text',
      label: text.columns.text,
      width: 'minmax(16rem, 1fr)',
      cell: (scan) => <span className={styles.figures}>{scan.text}</span>,
    },
  ]
}

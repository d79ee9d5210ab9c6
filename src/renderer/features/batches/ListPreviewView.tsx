import { useNavigate } from '@tanstack/react-router'
import { ListTodo } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import { type ListPreview, type PlannedRow, rowStandings } from '../../../contract/desk/list-intake.ts'
import type { ColumnMapping } from '../../../contract/lists/judged-list.ts'
import { noticeText } from '../../../contract/lists/notices.ts'
import { findingText } from '../../../contract/lists/reasons.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { type BatchesText, useBatchesText } from '../../text/batches.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { ChangedRows, changeWords } from './ChangedRows.tsx'
import { CorrectionPapers } from './CorrectionPapers.tsx'
import styles from './Batches.module.css'
import { MappingEditor } from './MappingEditor.tsx'
import { PartChooser } from './PartChooser.tsx'
import { RemovedNotice } from './RemovedNotice.tsx'
import { TakeForm } from './TakeForm.tsx'

type Props = {
  caseId: string
  preview: ListPreview
  onMapping: (mapping: ColumnMapping) => void
  onPart: (at: number) => void
  onTaken: (batchId: string, outcome: BulkOutcome) => void
  /** Cases were changed: the list stands otherwise to them now. What came of it, where it is to be told. */
  onChanged: (outcome: BulkOutcome | null) => void
}

/** A judged list: every row with its verdict and why, what it changes, and what is asked for the new people. */
export function ListPreviewView({ caseId, preview, onMapping, onPart, onTaken, onChanged }: Props) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [without, leaveOut] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<PlannedRow | null>(null)
  return (
    <>
      <ProblemNotice problem={problem} onDismiss={() => setProblem(null)} />
      <PartChooser list={preview} onPart={onPart} />
      <SameNotice preview={preview} />
      <BadNotice preview={preview} onProblem={setProblem} />
      <RemovedNotice caseId={caseId} preview={preview} onRemoved={() => onChanged(null)} />
      <ChangedRows caseId={caseId} preview={preview} current={current} onApplied={onChanged} />
      <div className={styles.intake}>
        <PreviewRows
          preview={preview}
          without={without}
          leaveOut={leaveOut}
          onCurrent={setCurrent}
          current={current}
        />
        <div className={styles.form}>
          <TakeForm caseId={caseId} preview={preview} without={without} onTaken={onTaken} />
          <FileNotices preview={preview} />
        </div>
      </div>
      <MappingEditor
        key={JSON.stringify(preview.mapping)}
        headings={preview.headings}
        mapping={preview.mapping}
        onChoose={onMapping}
      />
    </>
  )
}

function SameNotice({ preview: { sameAs } }: { preview: ListPreview }) {
  const text = useBatchesText().intake
  const navigate = useNavigate()
  if (!sameAs) return null
  const open = () => void navigate({ to: '/batches/$batchId', params: { batchId: sameAs.batchId } })
  return (
    <Notice
      tone="info"
      title={text.sameAs(sameAs.name, showInstant(Date.parse(sameAs.takenAt)))}
      next={text.sameAsNext}
      actions={<Button onClick={open}>{text.openSame}</Button>}
    />
  )
}

function BadNotice({
  preview: { rows, intakeId },
  onProblem,
}: {
  preview: ListPreview
  onProblem: (problem: Problem | null) => void
}) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const bad = rows.filter(({ standing }) => standing === 'bad').length
  if (bad === 0) return null
  return (
    <Notice
      tone="warning"
      title={text.bad(figure(locale, bad))}
      actions={<CorrectionPapers intakeId={intakeId} onProblem={onProblem} />}
    >
      {text.badText}
    </Notice>
  )
}

function FileNotices({ preview: { notices } }: { preview: ListPreview }) {
  const text = useBatchesText().intake
  const locale = useLocale()
  if (notices.length === 0) return null
  return (
    <Panel title={text.notices}>
      <ul className={styles.notices}>
        {notices.map((notice, at) => (
          <li key={at}>{noticeText(notice, locale)}</li>
        ))}
      </ul>
    </Panel>
  )
}

type Filter = 'all' | PlannedRow['standing']
const filters = ['all', 'new', 'bad', 'changed', 'same'] as const satisfies readonly Filter[]

type RowsProps = {
  preview: ListPreview
  without: ReadonlySet<string>
  leaveOut: (rows: ReadonlySet<string>) => void
  current: PlannedRow | null
  onCurrent: (row: PlannedRow | null) => void
}

/** The rows; those ticked are left out. */
function PreviewRows({ preview: { rows }, without, leaveOut, current, onCurrent }: RowsProps) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const navigate = useNavigate()
  const [filter, setFilter] = useState<Filter>('all')
  const columns = useColumns(without)
  const of = (one: Filter) => (one === 'all' ? rows : rows.filter(({ standing }) => standing === one))
  const [fresh, same, changed, bad] = rowStandings.map((one) => figure(locale, of(one).length))
  return (
    <Panel title={text.counts(fresh ?? '', same ?? '', changed ?? '', bad ?? '')} fill>
      <FilterTabs
        label={text.rows}
        tabs={filters.map((value) => ({ value, label: text.tabs[value], count: of(value).length }))}
        value={filter}
        onChange={(value) => setFilter(filters.find((one) => one === value) ?? 'all')}
      />
      <div className={styles.rows}>
        <Table
          label={text.rows}
          rows={of(filter)}
          columns={columns}
          rowKey={({ row }) => String(row)}
          choice={{ keys: without, onChange: leaveOut }}
          onCurrent={onCurrent}
          onOpen={({ caseId }) => {
            if (caseId !== null) void navigate({ to: '/cases/$caseId', params: { caseId } })
          }}
          rowTone={({ standing, verdict }) =>
            standing === 'bad' ? 'danger' : verdict === 'to-check' ? 'warning' : undefined
          }
          empty={
            <EmptyState icon={ListTodo} title={text.noRows}>
              {text.noRowsText}
            </EmptyState>
          }
        />
      </div>
      <p className={styles.why}>{(current && whyOf(current, text, locale)) || text.leaveHint}</p>
    </Panel>
  )
}

const tones = { new: 'success', same: 'neutral', changed: 'info', bad: 'error' } as const

function useColumns(without: ReadonlySet<string>): readonly Column<PlannedRow>[] {
  const text = useBatchesText()
  const locale = useLocale()
  return useMemo(() => {
    const { columns, intake } = text
    return [
      {
        key: 'row',
        label: columns.row,
        width: '4rem',
        align: 'end',
        cell: ({ row }) => <span className={styles.figures}>{row}</span>,
        sortBy: ({ row }) => row,
      },
      {
        key: 'fullName',
        label: columns.fullName,
        width: 'minmax(9rem, 1fr)',
        cell: ({ values }) => values.fullName ?? '',
      },
      {
        key: 'idNumber',
        label: columns.idNumber,
        width: '9.6rem',
        cell: ({ values }) => <span className={styles.figures}>{values.idNumber ?? ''}</span>,
      },
      {
        key: 'standing',
        label: columns.verdict,
        width: '8rem',
        cell: (row) =>
          without.has(String(row.row)) ? (
            <StatusChip tone="neutral">{intake.left}</StatusChip>
          ) : (
            <StatusChip
              tone={row.verdict === 'to-check' && row.standing === 'new' ? 'warning' : tones[row.standing]}
            >
              {intake.standings[row.standing]}
            </StatusChip>
          ),
        sortBy: ({ standing }) => rowStandings.indexOf(standing),
      },
      {
        key: 'why',
        label: columns.why,
        width: 'minmax(12rem, 2.4fr)',
        cell: (row) => {
          const words = whyOf(row, intake, locale)
          return <span title={words}>{words}</span>
        },
      },
    ]
  }, [text, locale, without])
}

/** Why a row is what it is, texts before and after conversion among it. */
function whyOf(row: PlannedRow, text: BatchesText['intake'], locale: Locale): string {
  return [
    ...(row.changed.length > 0 ? [text.changedIn(changeWords(row, text, locale))] : []),
    ...row.reasons.map((finding) => findingText(finding, locale)),
  ].join(' ')
}

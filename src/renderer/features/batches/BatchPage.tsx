import { useNavigate, useParams } from '@tanstack/react-router'
import { FileText, ListTodo, Printer, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  type Batch,
  type BatchRowView,
  type BulkOutcome,
  lookAtRow,
  readBatch,
  readPickUpList,
} from '../../../contract/desk/batches.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { showPdf } from '../../app/showPdf.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import type { Shortcut } from '../../keys/registry.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { usePrintingText } from '../../text/printing.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import { useFilledTable } from '../../ui/useFilledTable.ts'
import { useStartPrinting } from '../printing/useStartPrinting.tsx'
import { BatchDialogs, type BatchDialog } from './BatchDialogs.tsx'
import styles from './Batches.module.css'
import { CorrectionPapers } from './CorrectionPapers.tsx'
import { OutcomeNotice } from './OutcomeNotice.tsx'
import { useRowColumns } from './rowColumns.tsx'
import { RowPanel } from './RowPanel.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import { mainAct, rowFilters, type RowFilter, singleActs } from './batchActs.ts'

/** One list: how far its cases are, every row, and what the person may do with all of them at once. */
export function BatchPage() {
  const { batchId } = useParams({ from: '/batches/$batchId' })
  const read = useRoute(readBatch, { params: { batchId } }, ['cases'], { keep: true })
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <OneBatch key={batchId} batch={read.data} again={() => void read.refetch()} />
}

function OneBatch({ batch, again }: { batch: Batch; again: () => void }) {
  const [shown, show] = useState<Case | null>(null)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<BatchDialog | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null)
  const look = async (caseId: string) => {
    const { answer, problem: refused } = await ask(lookAtRow, {
      params: { batchId: batch.batchId },
      body: { caseId },
    })
    setProblem(refused)
    if (answer) show(answer)
    again()
  }
  const open = (next: BatchDialog) => {
    setProblem(null)
    setOutcome(null)
    setDialog(next)
  }
  return (
    <>
      <BatchHead batch={batch} chosen={chosen} look={look} onOpen={open} onProblem={setProblem} />
      <ProblemNotice problem={problem} onDismiss={() => setProblem(null)} />
      {outcome && <OutcomeNotice outcome={outcome} onDismiss={() => setOutcome(null)} />}
      <SampleNotice batch={batch} />
      <ProgressLine progress={batch.progress} />
      <div className={styles.page}>
        <Rows batch={batch} chosen={chosen} choose={choose} look={look} />
        <RowPanel shown={shown} row={batch.rows.find(({ caseId }) => caseId === shown?.caseId) ?? null} />
      </div>
      {dialog && (
        <BatchDialogs
          dialog={dialog}
          batch={batch}
          onDone={(done) => {
            setDialog(null)
            choose(new Set())
            // The row that was opened is another one now.
            show(null)
            setOutcome(done)
            again()
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}

type HeadProps = {
  batch: Batch
  chosen: ReadonlySet<string>
  look: (caseId: string) => Promise<void>
  onOpen: (dialog: BatchDialog) => void
  onProblem: (problem: Problem | null) => void
}

function BatchHead({ batch, chosen, look, onOpen, onProblem }: HeadProps) {
  const text = useBatchesText()
  const locale = useLocale()
  const { counts, name, takenAt, takenBy } = batch
  const main = useMainAction(batch, onOpen)
  const next = useNextSample(batch, look)
  const single = useSingleAction(batch, chosen, onOpen)
  useShortcuts([main, next, single].filter((action) => action !== null))
  return (
    <PageHeader
      title={name}
      note={`${text.takenBy(takenBy, showInstant(Date.parse(takenAt)))} · ${text.countsOf(figure(locale, counts.rows), figure(locale, counts.taken))}`}
      actions={
        <>
          <Papers batch={batch} onProblem={onProblem} />
          {single && <ActionButton action={single} icon={Undo2} />}
          {next && <ActionButton action={next} icon={ListTodo} />}
          {main && <ActionButton action={main} variant="primary" />}
        </>
      }
    />
  )
}

/** The act that moves the list on: every row that waits for it. */
function useMainAction(batch: Batch, onOpen: HeadProps['onOpen']): Shortcut | null {
  const text = useBatchesText()
  const locale = useLocale()
  const words = useText().case.actions
  const act = mainAct(batch)
  if (!act) return null
  const run = () =>
    onOpen(act.act === 'seal' ? { kind: 'seal', waiting: act.waiting } : { kind: 'all', ...act })
  return {
    key: 'Ctrl+Enter',
    label: text.all(words[act.act], figure(locale, act.waiting)),
    run,
    when: act.unseen === 0,
  }
}

function useNextSample(batch: Batch, look: HeadProps['look']): Shortcut | null {
  const text = useBatchesText()
  const act = mainAct(batch)
  const seen = new Set(batch.rows.filter((row) => row.seen).map(({ caseId }) => caseId))
  const next = act?.sample.find((caseId) => !seen.has(caseId))
  return next === undefined ? null : { key: 'F8', label: text.nextSample, run: () => look(next) }
}

function useSingleAction(
  batch: Batch,
  chosen: ReadonlySet<string>,
  onOpen: HeadProps['onOpen'],
): Shortcut | null {
  const text = useBatchesText()
  const acts = singleActs(batch)
  if (acts.length === 0) return null
  const run = () => onOpen({ kind: 'single', acts, cases: [...chosen] })
  return { key: 'Shift+F4', label: text.single, run, when: chosen.size > 0 }
}

/** The sheets of a list: who fetches its papers, and what has to be mended. */
function Papers({ batch, onProblem }: Pick<HeadProps, 'batch' | 'onProblem'>) {
  const text = useBatchesText()
  const navigate = useNavigate()
  const { batchId, intakeId, organisation, progress } = batch
  const { roles } = useSession().session
  const prints = roles.some((role) => role === 'clerk' || role === 'area-police' || role === 'ward-police')
  const pickUp = async () => {
    const address = `/api/batches/${batchId}/pick-up-list`
    const shown = await showPdf(address, () => ask(readPickUpList, { params: { batchId } }), text.pickUpName)
    if ('problem' in shown) onProblem(shown.problem)
  }
  const action: Shortcut | null =
    prints && progress.sealed > progress.handedOver
      ? { key: 'Shift+F2', label: text.pickUp, run: pickUp }
      : null
  const printing = useStartPrinting(batchId)
  const printsAll = roles.includes('clerk') || roles.includes('ward-police')
  const printAll = {
    key: 'Shift+F9',
    label: usePrintingText().start,
    run: printing.start,
    when: progress.sealed > progress.printed,
  } as const
  useShortcuts([...(action ? [action] : []), ...(printsAll ? [printAll] : [])])
  return (
    <>
      {organisation && (
        <Button
          variant="quiet"
          onClick={() => void navigate({ to: '/cases/$caseId', params: { caseId: organisation } })}
        >
          {text.organisationCase}
        </Button>
      )}
      {intakeId && roles.includes('clerk') && <CorrectionPapers intakeId={intakeId} onProblem={onProblem} />}
      {action && <ActionButton action={action} icon={FileText} />}
      {printsAll && progress.sealed > 0 && (
        <ActionButton
          action={printAll}
          icon={Printer}
          {...(mainAct(batch) ? {} : { variant: 'primary' as const })}
        />
      )}
      {printing.dialog}
    </>
  )
}

function SampleNotice({ batch }: { batch: Batch }) {
  const text = useBatchesText()
  const locale = useLocale()
  const act = mainAct(batch)
  if (!act || act.sample.length === 0) return null
  if (act.unseen === 0) return <Notice live="status" tone="success" title={text.sampleDone} />
  return (
    <Notice tone="info" title={text.sampleLeft(figure(locale, act.unseen))}>
      {text.sampleLeftText}
    </Notice>
  )
}

type RowsProps = {
  batch: Batch
  chosen: ReadonlySet<string>
  choose: (keys: ReadonlySet<string>) => void
  look: (caseId: string) => Promise<void>
}

function Rows({ batch, chosen, choose, look }: RowsProps) {
  const text = useBatchesText()
  const main = mainAct(batch)
  // What has to be opened comes first, flagged rows at its head.
  const [wanted, setWanted] = useState<RowFilter | null>(null)
  const filter = wanted ?? (main && main.sample.length > 0 ? 'check' : 'all')
  const table = useFilledTable(batch.rows.length > 0)
  const mustSee = useMemo(() => new Set(mainAct(batch)?.sample), [batch])
  const columns = useRowColumns(mustSee)
  const shown = useMemo(
    () =>
      Object.fromEntries(
        rowFilters.map((one) => [one.value, batch.rows.filter((row) => one.takes(row, mustSee))]),
      ),
    [batch, mustSee],
  )
  const rows = filter === 'check' ? inOrder(shown[filter] ?? [], mustSee) : (shown[filter] ?? [])
  return (
    <Panel fill>
      <FilterTabs
        label={text.views}
        tabs={rowFilters.map(({ value }) => ({
          value,
          label: text.tabs[value],
          count: shown[value]?.length ?? 0,
        }))}
        value={filter}
        onChange={(value) => setWanted(rowFilters.find((one) => one.value === value)?.value ?? 'all')}
      />
      <div className={styles.rows}>
        <Table
          ref={table}
          label={text.rows}
          rows={rows}
          columns={columns}
          rowKey={({ caseId }) => caseId}
          onOpen={({ caseId }) => void look(caseId)}
          choice={{ keys: chosen, onChange: choose }}
          rowTone={({ flags }) => (flags.length > 0 ? 'warning' : undefined)}
          empty={
            <EmptyState icon={ListTodo} title={text.noRows}>
              {text.noRowsText}
            </EmptyState>
          }
        />
      </div>
    </Panel>
  )
}

/** The rows of a sample as it was drawn: flagged ones first. */
function inOrder(rows: readonly BatchRowView[], sample: ReadonlySet<string>): BatchRowView[] {
  const byCase = new Map(rows.map((row) => [row.caseId, row]))
  return [...sample].flatMap((caseId) => byCase.get(caseId) ?? [])
}

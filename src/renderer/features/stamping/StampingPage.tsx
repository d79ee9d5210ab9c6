import { Stamp } from 'lucide-react'
import { useState } from 'react'
import { readStamping, stampSheet, type WaitingSheet } from '../../../contract/desk/issuing.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { playTone } from '../verify/tones.ts'
import styles from './Stamping.module.css'

type Stamped = RouteAnswer<typeof stampSheet>

/** A pile of printed sheets: each is stamped and scanned, and the page says how many are left and which is next. */
export function StampingPage() {
  const { seals, case: caseText } = useText()
  const text = seals.pile
  const locale = useLocale()
  const read = useRoute(readStamping, {}, ['cases'])
  const { last, isNoPaper, problem, refuse } = useStampingScans()
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  const { sheets, total } = read.data
  const next = sheets.find(({ printed }) => printed) ?? null
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        mark={
          <StatusChip tone={total > 0 ? 'info' : 'success'}>{text.left(figure(locale, total))}</StatusChip>
        }
      />
      <div className={styles.page}>
        <div className={styles.main}>
          <ProblemNotice problem={problem} onDismiss={() => refuse(null)} />
          {isNoPaper && <Notice tone="warning" live="alert" title={caseText.handOver.notOurs} />}
          {last && <Done stamped={last} />}
          <div className={styles.scan}>
            <Stamp size="3.4rem" strokeWidth={1.4} aria-hidden />
            <p className={styles.ask}>{total > 0 ? text.waiting : text.allDone}</p>
            <p className={styles.muted}>{total > 0 ? text.waitingText : text.allDoneText}</p>
          </div>
          {next && <Next sheet={next} />}
        </div>
        <Panel title={text.list} fill>
          <Waiting sheets={sheets} />
        </Panel>
      </div>
    </>
  )
}

/** Every scan on this page confirms a sheet; one after the other, in the order they came. */
function useStampingScans() {
  const [last, setLast] = useState<Stamped | null>(null)
  const [problem, refuse] = useState<Problem | null>(null)
  const [isNoPaper, setNoPaper] = useState(false)
  const take = async ({ text, verdict }: Scan) => {
    setNoPaper(verdict === null)
    if (text === null || verdict === null) {
      refuse(null)
      setLast(null)
      playTone('bad')
      return
    }
    const { answer, problem: refused } = await ask(stampSheet, {
      body: { actId: newActId(), scannedText: text.slice(0, 1500) },
    })
    refuse(refused)
    setLast(answer)
    playTone(answer ? (answer.outcome === 'stamped' ? 'good' : 'doubt') : 'bad')
  }
  useScans((scan) => void take(scan))
  return { last, isNoPaper, problem, refuse }
}

function Done({ stamped: { outcome, sheet, left } }: { stamped: Stamped }) {
  const text = useText().seals.pile
  const locale = useLocale()
  const words = outcome === 'stamped' ? text.done : text.already
  return (
    <Notice
      live="status"
      tone={outcome === 'stamped' ? 'success' : 'info'}
      title={words(sheet.permitNumber, sheet.fullName)}
    >
      {left > 0 ? text.left(figure(locale, left)) : text.allDone}
    </Notice>
  )
}

function Next({ sheet }: { sheet: WaitingSheet }) {
  const text = useText().seals.pile
  return (
    <Panel title={text.next}>
      <p className={styles.next}>{sheet.permitNumber}</p>
      <p className={styles.name}>{sheet.fullName}</p>
    </Panel>
  )
}

function Waiting({ sheets }: { sheets: readonly WaitingSheet[] }) {
  const text = useText().seals.pile
  const columns = useColumns()
  if (sheets.length === 0)
    return (
      <EmptyState icon={Stamp} title={text.allDone}>
        {text.allDoneText}
      </EmptyState>
    )
  return <Table label={text.list} rows={sheets} columns={columns} rowKey={(sheet) => sheet.caseId} />
}

function useColumns(): readonly Column<WaitingSheet>[] {
  const text = useText().seals.pile
  return [
    { key: 'permit', label: text.columns.permit, width: '12rem', cell: (sheet) => sheet.permitNumber },
    { key: 'name', label: text.columns.name, width: 'minmax(10rem, 1fr)', cell: (sheet) => sheet.fullName },
    {
      key: 'sealed',
      label: text.columns.sealed,
      width: '10.5rem',
      cell: (sheet) => showInstant(Date.parse(sheet.sealedAt)),
    },
    {
      key: 'state',
      label: text.columns.state,
      width: '7rem',
      cell: (sheet) => (
        <StatusChip tone={sheet.printed ? 'info' : 'neutral'}>
          {sheet.printed ? text.printed : text.notPrinted}
        </StatusChip>
      ),
    },
  ]
}

import { ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { readStock, type Stock } from '../../../contract/desk/stock.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useStockText } from '../../text/stock.ts'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { DaysTable } from './DaysTable.tsx'
import { MovementsTable } from './MovementsTable.tsx'
import { openPapers } from './openPapers.ts'
import { PapersTable } from './PapersTable.tsx'
import { SettingDialog } from './SettingDialog.tsx'
import { StockDialogs, type StockDialog } from './StockDialogs.tsx'
import { StockButtons } from './StockButtons.tsx'
import { StandingNotices } from './StandingNotices.tsx'
import { TodayView } from './TodayView.tsx'
import { Unset } from './Unset.tsx'
import { useCloseSheet } from './useCloseSheet.ts'

const views = ['today', 'papers', 'movements', 'days'] as const
type View = (typeof views)[number]

/** Blank paper of this PC: today at a glance, what moved, the count and the close, and the days before. */
export function StockPage() {
  const text = useStockText()
  const { roles } = useSession().session
  const keeps = roles.includes('clerk') || roles.includes('ward-police') || roles.includes('administrator')
  const read = useRoute(readStock, {}, ['stock', 'cases', 'print-jobs'], { keep: true, enabled: keeps })
  if (!keeps) return <EmptyState icon={ShieldAlert} title={text.notYours} />
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <Kept stock={read.data} />
}

function Kept({ stock }: { stock: Stock }) {
  const text = useStockText()
  const [view, setView] = useState<View>('today')
  const [dialog, setDialog] = useState<StockDialog | 'setting' | null>(null)
  const sheet = useCloseSheet()
  const isOn = stock.accounts === 'on'
  const counts = { papers: openPapers(stock), movements: stock.movements.length }
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={<StockButtons stock={stock} onOpen={setDialog} onSheet={sheet.open} />}
      />
      <StandingNotices stock={stock} />
      <ProblemNotice problem={sheet.problem} />
      {!isOn && <Unset stock={stock} />}
      {isOn && (
        <>
          <FilterTabs
            label={text.title}
            tabs={views.map((value) => ({
              value,
              label: text.views[value],
              ...(value === 'papers' || value === 'movements' ? { count: counts[value] } : {}),
            }))}
            value={view}
            onChange={(value) => setView(views.find((one) => one === value) ?? 'today')}
          />
          {view === 'today' && <TodayView stock={stock} />}
          {view === 'papers' && <PapersTable papers={stock.openPapers} all={counts.papers} />}
          {view === 'movements' && <MovementsTable stock={stock} />}
          {view === 'days' && <DaysTable onSheet={sheet.open} />}
        </>
      )}
      {dialog === 'setting' && <SettingDialog stock={stock} onClose={() => setDialog(null)} />}
      {dialog !== null && dialog !== 'setting' && (
        <StockDialogs dialog={dialog} stock={stock} onClose={() => setDialog(null)} onSheet={sheet.open} />
      )}
    </>
  )
}

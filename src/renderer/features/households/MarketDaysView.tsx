import { useSearch } from '@tanstack/react-router'
import { CalendarCheck, Printer } from 'lucide-react'
import { useState } from 'react'
import {
  type MarketDaysPlan,
  planMarketDays,
  printMarketDays,
  takeMarketDays,
} from '../../../contract/desk/market-days.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showDate } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { addressOf, useBookFiles } from '../reports/useBookFiles.ts'
import styles from './Households.module.css'
import { PeriodForm } from './PeriodForm.tsx'
import { PlanReport } from './PlanReport.tsx'
import { useKeeper } from './useKeeper.ts'

type Period = { firstDay: CivilDate; lastDay: CivilDate }

/** Market days as the rule would give them out: looked at and measured, then taken. */
export function MarketDaysView() {
  const [period, setPeriod] = useState<Period | null>(null)
  useSearch({ from: '/households' })
  const query = period ?? {}
  const read = useRoute(planMarketDays, { query }, ['households', 'policies'], { keep: true })
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <Plan plan={read.data} onPeriod={setPeriod} />
}

function Plan({ plan, onPeriod }: { plan: MarketDaysPlan; onPeriod: (period: Period) => void }) {
  const text = useHouseholdsText().days
  const locale = useLocale()
  const keeps = useKeeper()
  const files = useBookFiles()
  const taking = useTaking(plan)
  const [asks, setAsks] = useState(false)
  const { firstDay, lastDay } = plan
  const query = { firstDay, lastDay }
  const take = {
    key: 'Ctrl+Enter',
    label: text.take,
    run: () => setAsks(true),
    when: keeps && plan.moved > 0 && !taking.pending,
  } as const
  const print = {
    key: 'F5',
    label: text.print,
    when: plan.households > 0 && !files.busy,
    run: () =>
      files.print({
        address: addressOf(printMarketDays.path, query),
        read: () => ask(printMarketDays, { query }),
        name: `chia-ngay-di-cho-${firstDay}`,
      }),
  } as const
  useShortcuts([take, print])
  return (
    <>
      <div className={styles.filters}>
        <PeriodForm
          key={`${firstDay} ${lastDay}`}
          firstDay={firstDay}
          lastDay={lastDay}
          onChoose={onPeriod}
        />
        <span className={styles.count}>{plan.until && text.until(showDate(plan.until as CivilDate))}</span>
        <div className={styles.actions}>
          <ActionButton action={print} icon={Printer} busy={files.busy} />
          {keeps && (
            <ActionButton action={take} variant="primary" icon={CalendarCheck} busy={taking.pending} />
          )}
        </div>
      </div>
      <p className={styles.muted}>{text.note}</p>
      <ProblemNotice problem={taking.problem ?? files.problem} />
      {plan.source === 'default' && <Notice tone="info" title={text.byDefault} />}
      {plan.moved === 0 && plan.households > 0 && <Standing plan={plan} />}
      <PlanReport plan={plan} />
      <ConfirmDialog
        open={asks}
        title={text.take}
        confirmLabel={text.take}
        onClose={() => setAsks(false)}
        onConfirm={async () => {
          await taking.take()
          setAsks(false)
        }}
      >
        {text.takeText(figure(locale, plan.moved))}
      </ConfirmDialog>
    </>
  )
}

/** Whether everybody has a market day; else how many have none, and what to do. */
function Standing({ plan: { placed, households } }: { plan: MarketDaysPlan }) {
  const text = useHouseholdsText().days
  const locale = useLocale()
  if (placed === households) return <Notice tone="success" title={text.nothing} />
  return (
    <Notice
      tone="warning"
      title={text.unplaced(figure(locale, households - placed))}
      next={text.unplacedNext}
    />
  )
}

function useTaking({ firstDay, lastDay, digest }: MarketDaysPlan) {
  const text = useHouseholdsText().days
  const locale = useLocale()
  const say = useToast()
  const { run, pending, problem } = useAct(takeMarketDays)
  const take = async () => {
    const taken = await run({ body: { actId: newActId(), firstDay, lastDay, digest } })
    // What it was taken for has changed otherwise, too.
    readAnew(['households'])
    if (taken) say({ tone: 'success', title: text.taken(figure(locale, taken.placed)) })
  }
  return { take, pending, problem }
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { listQueue, type QueueItem } from '../../../contract/desk/cases.ts'
import type { Role } from '../../../domain/roles.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useRegisters } from '../../app/registers.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { Table, type TableHandle } from '../../ui/Table.tsx'
import { AdministratorActions, AdministratorDesk } from '../administrator/AdministratorDesk.tsx'
import { AlarmNotice } from '../administrator/AlarmNotice.tsx'
import { EmptyQueue } from './EmptyQueue.tsx'
import styles from './Queue.module.css'
import { NonePicked, QueueFilters, searchOf } from './QueueFilters.tsx'
import { useQueueColumns } from './queueColumns.tsx'
import { type QueuePick, useQueueList } from './useQueueList.ts'
import { useTakeNext } from './useTakeNext.ts'

const views = ['mine', 'open', 'closed'] as const
export type QueueView = (typeof views)[number]

/** What of the cases is shown: a view, and what is picked of it. */
type Shown = { view: QueueView; pick: QueuePick }

/** The first screen of every role: what waits for them, most overdue first. The view shown is part of the address. */
export function QueuePage() {
  const { queue: view = 'mine', ...pick } = useSearch({ from: '/' })
  const text = useText().queue
  const { roles } = useSession().session
  const isAdministrator = roles.includes('administrator')
  if (isAdministrator && roles.length === 1) return <AdministratorPage view={view} pick={pick} />
  return (
    <>
      <PageHeader title={text.titles[view]} note={text.notes[view]} actions={<CaseActions roles={roles} />} />
      {isAdministrator && <AlarmNotice />}
      <QueueTabs view={view} pick={pick} />
      <QueueTable key={view} view={view} pick={pick} />
    </>
  )
}

function CaseActions({ roles }: { roles: readonly Role[] }) {
  const text = useText().queue
  const navigate = useNavigate()
  const takeNext = useTakeNext()
  const registers = useRegisters(roles)
  useShortcuts([takeNext])
  return (
    <>
      {registers && (
        <Button icon={UserPlus} shortcut="F2" onClick={() => void navigate({ to: '/register' })}>
          {text.register}
        </Button>
      )}
      <ActionButton action={takeNext} variant="primary" />
    </>
  )
}

/** No case ever waits for an administrator: in the place of their own queue stands what they look after. */
function AdministratorPage({ view, pick }: Shown) {
  const { queue, administrator } = useText()
  const words = view === 'mine' ? administrator : { title: queue.titles[view], note: queue.notes[view] }
  return (
    <>
      <PageHeader title={words.title} note={words.note} actions={<AdministratorActions />} />
      <QueueTabs view={view} pick={pick} labels={{ ...queue.tabs, mine: administrator.title }} />
      {view === 'mine' ? <AdministratorDesk /> : <QueueTable key={view} view={view} pick={pick} />}
    </>
  )
}

function QueueTabs({ view, pick, labels }: Shown & { labels?: Readonly<Record<QueueView, string>> }) {
  const text = useText().queue
  const navigate = useNavigate()
  const counts = {
    mine: useTotal('mine'),
    open: useTotal('open'),
    closed: useTotal('closed'),
  }
  const tabs = views.map((value) => {
    const count = counts[value]
    const shown = count === undefined || (labels && value === 'mine') ? {} : { count }
    return { value, label: (labels ?? text.tabs)[value], ...shown }
  })
  const show = (value: string) => {
    const { procedure, category } = pick
    void navigate({
      to: '/',
      // What an open case waits for says nothing about a closed one.
      search: {
        ...searchOf(views.find((one) => one === value) ?? 'mine'),
        ...(procedure === undefined ? {} : { procedure }),
        ...(category === undefined ? {} : { category }),
      },
      replace: true,
    })
  }
  return <FilterTabs label={text.views} tabs={tabs} value={view} onChange={show} />
}

function useTotal(queue: QueueView): number | undefined {
  return useRoute(listQueue, { query: { queue, limit: 1 } }, ['cases']).data?.total
}

function QueueTable({ view, pick }: Shown) {
  const text = useText().queue
  const navigate = useNavigate()
  const now = useMinute()
  const { list, problem, again, hasMore, isReading, more } = useQueueList(view, pick)
  const table = useRef<TableHandle>(null)
  const several = (list?.choices.procedures.length ?? 0) > 1
  const columns = useQueueColumns(view, now, several, hasMore)
  const filled = list !== undefined && list.items.length > 0
  useFirstRow(table, filled)

  if (!list && problem) return <ProblemState error={problem} onRetry={again} />
  if (!list) return <LoadingState />
  const { items, total, choices } = list
  const open = ({ caseId }: QueueItem) => void navigate({ to: '/cases/$caseId', params: { caseId } })
  const isPicked = Object.values(pick).some((one) => one !== undefined)
  const atEnd = (row: QueueItem | null) => row !== null && items.indexOf(row) >= items.length - nearEnd
  return (
    <>
      {(filled || isPicked) && <QueueFilters view={view} pick={pick} choices={choices} />}
      <div className={styles.table}>
        <Table
          ref={table}
          label={text.list}
          rows={items}
          columns={columns}
          rowKey={(row) => row.caseId}
          rowTone={view === 'closed' ? undefined : (row) => toneOf(row.deadline)}
          onOpen={open}
          onCurrent={(row) => atEnd(row) && void more()}
          empty={isPicked ? <NonePicked view={view} /> : <EmptyQueue view={view} />}
        />
      </div>
      {(hasMore || isPicked) && (
        <div className={styles.end}>
          <Count shown={items.length} total={total} />
          {hasMore && <More busy={isReading} run={more} />}
        </div>
      )}
    </>
  )
}

/** So many rows before the last one the cursor asks for more. */
const nearEnd = 20

/** The cursor starts on the first case: Enter opens it without a mouse or a Tab. Later on it stays where it is put. */
function useFirstRow(table: RefObject<TableHandle | null>, filled: boolean): void {
  const started = useRef(false)
  useEffect(() => {
    if (!filled || started.current) return
    started.current = true
    table.current?.focus()
  }, [table, filled])
}

function toneOf(deadline: QueueItem['deadline']): 'danger' | 'warning' | undefined {
  if (deadline === 'overdue') return 'danger'
  return deadline === 'soon' ? 'warning' : undefined
}

/** How many of how many the list shows. */
function Count({ shown, total }: { shown: number; total: number }) {
  const text = useText().queue
  const locale = useLocale()
  return (
    <p role="status" className={styles.count}>
      {text.shown(figure(locale, shown), figure(locale, total))}
    </p>
  )
}

/** Reads a page more; the cursor near the end does so by itself. */
function More({ busy, run }: { busy: boolean; run: () => Promise<void> }) {
  const text = useText().queue
  const action = { key: 'Shift+F8', label: text.more, run } as const
  useShortcuts([action])
  return <ActionButton action={action} busy={busy} />
}

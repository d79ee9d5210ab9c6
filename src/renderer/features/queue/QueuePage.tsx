import { useNavigate, useSearch } from '@tanstack/react-router'
import { FilterX, UserPlus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { listQueue, type QueueItem, readPack } from '../../../contract/desk/cases.ts'
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
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { Table, type TableHandle } from '../../ui/Table.tsx'
import { AdministratorActions, AdministratorDesk } from '../administrator/AdministratorDesk.tsx'
import { AlarmNotice } from '../administrator/AlarmNotice.tsx'
import { EmptyQueue } from './EmptyQueue.tsx'
import styles from './Queue.module.css'
import { useQueueColumns } from './queueColumns.tsx'
import { useTakeNext } from './useTakeNext.ts'

const views = ['mine', 'open', 'closed'] as const
export type QueueView = (typeof views)[number]

/** What of the cases is shown: a view, and of it one procedure or all. */
type Shown = { view: QueueView; procedure: string | undefined }

/** The first screen of every role: what waits for them, oldest first. The view shown is part of the address. */
export function QueuePage() {
  const { queue: view = 'mine', procedure } = useSearch({ from: '/' })
  const text = useText().queue
  const { roles } = useSession().session
  const isAdministrator = roles.includes('administrator')
  if (isAdministrator && roles.length === 1) return <AdministratorPage view={view} procedure={procedure} />
  return (
    <>
      <PageHeader title={text.titles[view]} note={text.notes[view]} actions={<CaseActions roles={roles} />} />
      {isAdministrator && <AlarmNotice />}
      <QueueTabs view={view} />
      <QueueTable key={view} view={view} procedure={procedure} />
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
function AdministratorPage({ view, procedure }: Shown) {
  const { queue, administrator } = useText()
  const words = view === 'mine' ? administrator : { title: queue.titles[view], note: queue.notes[view] }
  return (
    <>
      <PageHeader title={words.title} note={words.note} actions={<AdministratorActions />} />
      <QueueTabs view={view} labels={{ ...queue.tabs, mine: administrator.title }} />
      {view === 'mine' ? <AdministratorDesk /> : <QueueTable key={view} view={view} procedure={procedure} />}
    </>
  )
}

function QueueTabs({ view, labels }: { view: QueueView; labels?: Readonly<Record<QueueView, string>> }) {
  const text = useText().queue
  const navigate = useNavigate()
  const counts = {
    mine: useQueue('mine').data?.total,
    open: useQueue('open').data?.total,
    closed: useQueue('closed').data?.total,
  }
  const tabs = views.map((value) => {
    const count = counts[value]
    const shown = count === undefined || (labels && value === 'mine') ? {} : { count }
    return { value, label: (labels ?? text.tabs)[value], ...shown }
  })
  const show = (value: string) => {
    const queue = views.find((one) => one === value)
    void navigate({
      to: '/',
      search: ({ procedure }) => ({
        ...(queue === 'mine' ? {} : { queue }),
        ...(procedure === undefined ? {} : { procedure }),
      }),
      replace: true,
    })
  }
  return <FilterTabs label={text.views} tabs={tabs} value={view} onChange={show} />
}

function useQueue(queue: QueueView) {
  return useRoute(listQueue, { query: { queue } }, ['cases'])
}

function QueueTable({ view, procedure }: Shown) {
  const text = useText().queue
  const navigate = useNavigate()
  const now = useMinute()
  const { data, isError, error, refetch } = useQueue(view)
  const table = useRef<TableHandle>(null)
  const procedures = useProcedures(data?.items)
  const several = procedures.length > 1
  const columns = useQueueColumns(view, now, several)
  const items = (data?.items ?? []).filter((item) => !several || !procedure || item.procedure === procedure)
  const filled = items.length > 0
  // The cursor starts on the oldest case: Enter opens it without a mouse or a Tab.
  useEffect(() => {
    if (filled) table.current?.focus()
  }, [filled])

  if (!data && isError) return <ProblemState error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  const open = ({ caseId }: QueueItem) => void navigate({ to: '/cases/$caseId', params: { caseId } })
  return (
    <>
      {several && <ProcedureFilter view={view} procedure={procedure} procedures={procedures} />}
      <div className={styles.table}>
        <Table
          ref={table}
          label={text.list}
          rows={items}
          columns={columns}
          rowKey={(row) => row.caseId}
          rowTone={view === 'closed' ? undefined : (row) => toneOf(row.deadline)}
          onOpen={open}
          empty={data.items.length > 0 ? <NoneOfProcedure /> : <EmptyQueue view={view} />}
        />
      </div>
      <Cut shown={data.items.length} total={data.total} />
    </>
  )
}

/** The procedures cases may be of: those of the pack in force, and of earlier ones what is still shown. */
function useProcedures(items: readonly QueueItem[] | undefined): readonly string[] {
  const pack = useRoute(readPack, { query: {} }, ['office']).data
  const titles = [
    ...(pack?.procedures.map(({ title }) => title) ?? []),
    ...(items?.map((item) => item.procedure) ?? []),
  ]
  return [...new Set(titles)]
}

type FilterProps = Shown & { procedures: readonly string[] }

function ProcedureFilter({ view, procedure, procedures }: FilterProps) {
  const text = useText().queue
  const navigate = useNavigate()
  const show = (chosen: string) => {
    const queue = view === 'mine' ? {} : { queue: view }
    void navigate({
      to: '/',
      search: chosen === '' ? queue : { ...queue, procedure: chosen },
      replace: true,
    })
  }
  return (
    <Select
      className={styles.filter}
      label={text.columns.procedure}
      labelHidden
      placeholder={text.allProcedures}
      options={procedures.map((title) => ({ value: title, label: title }))}
      defaultValue={procedure ?? ''}
      onChange={(event) => show(event.currentTarget.value)}
    />
  )
}

function NoneOfProcedure() {
  const text = useText().queue
  return (
    <EmptyState icon={FilterX} title={text.noneOf}>
      {text.noneOfText}
    </EmptyState>
  )
}

function toneOf(deadline: QueueItem['deadline']): 'danger' | 'warning' | undefined {
  if (deadline === 'overdue') return 'danger'
  return deadline === 'soon' ? 'warning' : undefined
}

/** Says that there is more than the list shows. */
function Cut({ shown, total }: { shown: number; total: number }) {
  const text = useText().queue
  const locale = useLocale()
  if (shown >= total) return null
  return <p className={styles.cut}>{text.cut(figure(locale, shown), figure(locale, total))}</p>
}

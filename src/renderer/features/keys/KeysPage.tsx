import { KeyRound, ListPlus, ShieldAlert, ShieldX, Usb } from 'lucide-react'
import { useState } from 'react'
import { beginSeries, type IssuingKeyFacts, readKeys } from '../../../contract/desk/keys.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showDate } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { StatusChip } from '../../ui/Badge.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Keys.module.css'
import { ListsPanel } from './ListsPanel.tsx'
import { TokenKeyDialog } from './TokenKeyDialog.tsx'
import { WithdrawKeyDialog } from './WithdrawKeyDialog.tsx'

/** Keys nearer to their last day than this are told about. */
const soonDays = 14

/** Issuing keys with the digits to read out, and the city's lists on this PC. */
export function KeysPage() {
  const { keys: text, app } = useText()
  const { roles } = useSession().session
  if (!roles.includes('administrator') && !roles.includes('ward-police'))
    return (
      <EmptyState icon={ShieldAlert} title={text.title}>
        {`${app.roles.administrator}, ${app.roles['ward-police']}`}
      </EmptyState>
    )
  return <Keys isSealer={roles.includes('ward-police')} />
}

function Keys({ isSealer }: { isSealer: boolean }) {
  const text = useText().keys
  const read = useRoute(readKeys, {}, ['keys', 'sync', 'cases', 'staff'])
  const [current, setCurrent] = useState<IssuingKeyFacts | null>(null)
  const [open, setOpen] = useState<'withdraw' | 'token' | null>(null)
  const series = useNewSeries(isSealer)
  const columns = useColumns()
  const withdraw = {
    key: 'Shift+F8',
    label: text.withdraw,
    run: () => setOpen('withdraw'),
    when: current !== null && current.ended !== 'compromised',
  } as const
  useShortcuts(series.action ? [withdraw, series.action] : [withdraw])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  const { keys } = read.data
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={
          <>
            {series.action && (
              <ActionButton action={series.action} icon={ListPlus} title={text.newSeriesText} />
            )}
            {isSealer && (
              <Button icon={Usb} onClick={() => setOpen('token')}>
                {text.inToken.title}
              </Button>
            )}
            <ActionButton action={withdraw} icon={ShieldX} />
          </>
        }
      />
      <ProblemNotice problem={series.problem} />
      <Warnings keys={keys} />
      <div className={styles.page}>
        <Panel title={text.list} fill className={styles.keys}>
          <Table
            label={text.list}
            rows={keys}
            columns={columns}
            rowKey={(key) => key.kid}
            onCurrent={setCurrent}
            empty={<EmptyState icon={KeyRound} title={text.none} />}
          />
        </Panel>
        <ListsPanel trust={read.data.trust} revocations={read.data.revocations} />
      </div>
      {open === 'withdraw' && current && (
        <WithdrawKeyDialog subject={current} onClose={() => setOpen(null)} />
      )}
      {open === 'token' && <TokenKeyDialog onClose={() => setOpen(null)} />}
    </>
  )
}

function useNewSeries(isSealer: boolean) {
  const text = useText().keys
  const locale = useLocale()
  const say = useToast()
  const { run, problem } = useAct(beginSeries)
  const begin = async () => {
    const done = await run({})
    if (done) say({ tone: 'success', title: text.newSeriesDone(figure(locale, done.series)) })
  }
  const action = isSealer ? ({ key: 'Shift+F7', label: text.newSeries, run: begin } as const) : null
  return { action, problem }
}

/** What a person has to do about a key: call the city, or know that the next one is coming. */
function Warnings({ keys }: { keys: readonly IssuingKeyFacts[] }) {
  const text = useText().keys
  const inUse = keys.filter(({ state }) => state === 'current')
  return (
    <>
      {inUse
        .filter(({ listed }) => listed === 'no')
        .map(({ kid, who }) => (
          <Notice key={kid} tone="warning" title={text.notListed(who)} next={text.notListedNext} />
        ))}
      {inUse
        .filter(({ daysLeft }) => daysLeft !== null && daysLeft <= soonDays)
        .map((key) => (
          <EndNotice key={key.kid} ending={key} next={keys.find(isNextOf(key))} />
        ))}
    </>
  )
}

const isNextOf =
  ({ user }: IssuingKeyFacts) =>
  (key: IssuingKeyFacts) =>
    key.user === user && key.state === 'next'

/** A key that ends soon or has ended, and who has to do what about the one that follows it. */
function EndNotice({ ending, next }: { ending: IssuingKeyFacts; next: IssuingKeyFacts | undefined }) {
  const text = useText().keys
  const locale = useLocale()
  const { who, daysLeft, place } = ending
  const left = daysLeft ?? 0
  const todo = next ? (next.listed === 'yes' ? 'nextListed' : 'nextWaiting') : 'soonNext'
  return (
    <Notice
      tone={todo === 'nextListed' ? 'info' : 'warning'}
      title={
        left < 0 && todo !== 'nextListed'
          ? text.hasEnded(who)
          : text.soon(who, figure(locale, Math.max(0, left)))
      }
      next={place === 'token' ? text.nextInToken : text[todo]}
    />
  )
}

function useColumns(): readonly Column<IssuingKeyFacts>[] {
  const text = useText().keys
  const locale = useLocale()
  return [
    { key: 'who', label: text.columns.who, width: 'minmax(8rem, 1fr)', cell: ({ who }) => who },
    {
      key: 'digits',
      label: text.columns.digits,
      width: '9rem',
      cell: ({ fingerprint }) => <strong className={styles.digits}>{spaced(fingerprint)}</strong>,
    },
    {
      key: 'state',
      label: text.columns.state,
      width: 'minmax(9rem, 1fr)',
      cell: ({ state, ended, place }) => (
        <StatusChip tone={state === 'ended' ? 'neutral' : state === 'next' ? 'info' : 'success'}>
          {ended === null
            ? place === 'token'
              ? `${text.states[state]}, ${text.token}`
              : text.states[state]
            : text.ended[ended]}
        </StatusChip>
      ),
    },
    {
      key: 'listed',
      label: text.columns.listed,
      width: '9.5rem',
      cell: ({ listed }) => (
        <StatusChip tone={listed === 'yes' ? 'success' : listed === 'no' ? 'warning' : 'neutral'}>
          {text.listed[listed]}
        </StatusChip>
      ),
    },
    {
      key: 'period',
      label: text.columns.period,
      width: '15.5rem',
      cell: (key) => periodOf(key, text, locale),
    },
    {
      key: 'series',
      label: text.columns.series,
      width: '4rem',
      align: 'end',
      cell: ({ series }) => figure(locale, series),
    },
  ]
}

function periodOf({ lastDay, daysLeft }: IssuingKeyFacts, text: Texts['keys'], locale: 'vi' | 'en'): string {
  if (lastDay === null || daysLeft === null) return '—'
  // The office answers civil dates.
  const day = showDate(lastDay as CivilDate)
  return `${day}, ${daysLeft < 0 ? text.over : text.daysLeft(figure(locale, daysLeft))}`
}

/** Read out in two halves. */
function spaced(digits: string): string {
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}

import { FileX2, ShieldAlert } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  countPapers,
  manyReasons,
  readSeries,
  withdrawPapers,
  withdrawReasons,
  type WithdrawTarget,
} from '../../../contract/desk/issuing.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showDate } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Papers.module.css'

const scopes = ['organisation', 'range', 'series'] as const
type Scope = (typeof scopes)[number]

/** Withdraws many papers at once: of an organisation, a range of numbers, or a whole series. */
export function PapersPage() {
  const { seals, app } = useText()
  const { roles } = useSession().session
  const mayWithdraw = roles.includes('ward-official') || roles.includes('ward-police')
  if (!mayWithdraw)
    return (
      <EmptyState icon={ShieldAlert} title={seals.papers.title}>
        {`${app.roles['ward-official']}, ${app.roles['ward-police']}`}
      </EmptyState>
    )
  return <Withdrawal />
}

function Withdrawal() {
  const text = useText().seals.papers
  const read = useRoute(readSeries, {}, ['cases'])
  // A withdrawal that is done begins anew, with an id of its own.
  const [round, setRound] = useState(0)
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  return (
    <>
      <PageHeader title={text.title} note={text.note} />
      {read.data ? (
        <Form key={round} known={read.data} onDone={() => setRound(round + 1)} />
      ) : (
        <LoadingState />
      )}
    </>
  )
}

type Known = NonNullable<ReturnType<typeof useRoute<typeof readSeries>>['data']>

function Form({ known, onDone }: { known: Known; onDone: () => void }) {
  const text = useText().seals
  const locale = useLocale()
  const say = useToast()
  const [actId] = useState(newActId)
  const [scope, setScope] = useState<Scope>('organisation')
  const picked = useRef<HTMLSelectElement>(null)
  const from = useRef<HTMLInputElement>(null)
  const to = useRef<HTMLInputElement>(null)
  const reason = useRef<HTMLSelectElement>(null)
  const why = useRef<HTMLSelectElement>(null)
  const [missing, setMissing] = useState(false)
  const [asking, setAsking] = useState<WithdrawTarget | null>(null)
  const count = useAct(countPapers)
  const withdraw = useAct(withdrawPapers)
  const [counted, setCounted] = useState<{ papers: number; lastDay: string | null } | null>(null)

  const target = (): WithdrawTarget | null => {
    const chosen = picked.current?.value ?? ''
    switch (scope) {
      case 'organisation':
        return chosen === '' ? null : { scope, caseId: chosen }
      case 'series': {
        const one = known.series.find(({ kid, series }) => `${kid} ${series}` === chosen)
        return one ? { scope, kid: one.kid, series: one.series } : null
      }
      case 'range': {
        const [first, last] = [tidy(from.current?.value ?? ''), tidy(to.current?.value ?? '')]
        return first === '' || last === '' ? null : { scope, from: first, to: last }
      }
    }
  }
  const look = async () => {
    const meant = target()
    setMissing(meant === null)
    setCounted(meant ? await count.run({ body: meant }) : null)
    return meant
  }
  const begin = async () => {
    const meant = await look()
    if (meant) setAsking(meant)
  }
  const confirm = async () => {
    if (!asking) return
    const given = withdrawReasons.find((one) => one === reason.current?.value) ?? 'withdrawn'
    const done = await withdraw.run({
      body: { actId, target: asking, reason: given, reasonCode: why.current?.value ?? 'other' },
    })
    setAsking(null)
    if (!done) return
    say({
      tone: 'success',
      title: text.papers.done(figure(locale, done.papers)),
      children: text.papers.doneText,
    })
    onDone()
  }
  const counting = { key: 'F8', label: text.papers.count, run: async () => void (await look()) } as const
  const act = { key: 'Ctrl+Enter', label: text.papers.confirm, run: begin, when: !withdraw.pending } as const
  useShortcuts([counting, act])
  const papers = figure(locale, counted?.papers ?? 0)
  return (
    <Panel
      className={styles.form}
      actions={
        <>
          <ActionButton action={counting} />
          <ActionButton action={act} variant="danger" icon={FileX2} busy={withdraw.pending} />
        </>
      }
      title={text.papers.scope}
    >
      <RadioGroup
        label={text.papers.scope}
        labelHidden
        defaultValue="organisation"
        options={scopes.map((value) => ({ value, label: text.papers.scopes[value] }))}
        onChange={(event) => {
          setScope(scopes.find((one) => one === event.currentTarget.value) ?? 'organisation')
          setCounted(null)
          setMissing(false)
        }}
      />
      {scope === 'range' ? (
        <>
          <TextField
            ref={from}
            label={text.papers.from}
            hint={text.papers.numberHint}
            required
            figures
            error={missing ? text.papers.missing : undefined}
          />
          <TextField ref={to} label={text.papers.to} required figures />
        </>
      ) : (
        <Select
          key={scope}
          ref={picked}
          label={scope === 'series' ? text.papers.series : text.papers.organisation}
          hint={
            known[scope === 'series' ? 'series' : 'organisations'].length === 0
              ? scope === 'series'
                ? text.papers.seriesNone
                : text.papers.organisationNone
              : undefined
          }
          required
          options={optionsOf(scope, known, text.papers, (n) => figure(locale, n))}
          error={missing ? text.papers.missing : undefined}
          onChange={() => setCounted(null)}
        />
      )}
      <Select
        ref={reason}
        label={text.withdraw.reason}
        required
        placeholder={false}
        options={withdrawReasons.map((value) => ({ value, label: text.withdraw.reasons[value] }))}
      />
      <Select
        ref={why}
        label={text.papers.why}
        required
        placeholder={false}
        options={manyReasons.map((value) => ({ value, label: text.papers.manyReasons[value] }))}
      />
      {counted && (
        <Notice
          live="status"
          tone={counted.papers > 0 ? 'warning' : 'info'}
          title={
            counted.lastDay === null
              ? text.papers.none
              : // The office answers civil dates.
                text.papers.counted(papers, showDate(counted.lastDay as CivilDate))
          }
        />
      )}
      <ProblemNotice problem={count.problem ?? withdraw.problem} />
      <ConfirmDialog
        open={asking !== null && (counted?.papers ?? 0) > 0}
        title={text.papers.confirmTitle(papers)}
        confirmLabel={text.papers.confirm}
        danger
        icon={FileX2}
        onConfirm={confirm}
        onClose={() => setAsking(null)}
      >
        {text.papers.confirmText}
      </ConfirmDialog>
    </Panel>
  )
}

type Words = ReturnType<typeof useText>['seals']['papers']

function optionsOf(
  scope: Scope,
  { series, organisations }: Known,
  text: Words,
  count: (n: number) => string,
) {
  if (scope === 'organisation')
    return organisations.map(({ caseId, name, live }) => ({
      value: caseId,
      label: text.organisationOf(name, count(live)),
    }))
  return series.map((one) => ({
    value: `${one.kid} ${one.series}`,
    label: text.seriesOf(one.firstNumber, one.lastNumber, one.who, count(one.live)),
  }))
}

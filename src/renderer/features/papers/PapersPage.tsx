import { FileX2, ShieldAlert } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
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
type Field<Element> = RefObject<Element | null>

/** The fields that say which papers are meant. */
type TargetFields = {
  readonly scope: Scope
  readonly picked: Field<HTMLSelectElement>
  readonly from: Field<HTMLInputElement>
  readonly to: Field<HTMLInputElement>
}

/** Which papers the fields mean; null while something is not filled in. */
function targetOf({ scope, picked, from, to }: TargetFields, known: Known): WithdrawTarget | null {
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

type Counted = { readonly papers: number; readonly lastDay: string | null }

function useWithdrawal(known: Known, fields: TargetFields, onDone: () => void) {
  const text = useText().seals.papers
  const locale = useLocale()
  const say = useToast()
  const [actId] = useState(newActId)
  const [missing, setMissing] = useState(false)
  const [asking, setAsking] = useState<WithdrawTarget | null>(null)
  const [counted, setCounted] = useState<Counted | null>(null)
  const count = useAct(countPapers)
  const withdraw = useAct(withdrawPapers)

  const look = async () => {
    const meant = targetOf(fields, known)
    setMissing(meant === null)
    setCounted(meant ? await count.run({ body: meant }) : null)
    return meant
  }
  const confirm = async (reason: (typeof withdrawReasons)[number], reasonCode: string) => {
    if (!asking) return
    const done = await withdraw.run({ body: { actId, target: asking, reason, reasonCode } })
    setAsking(null)
    if (!done) return
    say({ tone: 'success', title: text.done(figure(locale, done.papers)), children: text.doneText })
    onDone()
  }
  return {
    look: async () => void (await look()),
    begin: async () => setAsking(await look()),
    confirm,
    cancel: () => setAsking(null),
    forget: () => {
      setCounted(null)
      setMissing(false)
    },
    missing,
    counted,
    isAsking: asking !== null && (counted?.papers ?? 0) > 0,
    pending: withdraw.pending,
    problem: count.problem ?? withdraw.problem,
  }
}

function Form({ known, onDone }: { known: Known; onDone: () => void }) {
  const text = useText().seals.papers
  const [scope, setScope] = useState<Scope>('organisation')
  const fields: TargetFields = {
    scope,
    picked: useRef<HTMLSelectElement>(null),
    from: useRef<HTMLInputElement>(null),
    to: useRef<HTMLInputElement>(null),
  }
  const reason = useRef<HTMLSelectElement>(null)
  const why = useRef<HTMLSelectElement>(null)
  const work = useWithdrawal(known, fields, onDone)
  const counting = { key: 'F8', label: text.count, run: work.look } as const
  const act = { key: 'Ctrl+Enter', label: text.confirm, run: work.begin, when: !work.pending } as const
  useShortcuts([counting, act])
  const choose = (value: string) => {
    setScope(scopes.find((one) => one === value) ?? 'organisation')
    work.forget()
  }
  const confirm = () => {
    const given = withdrawReasons.find((one) => one === reason.current?.value) ?? 'withdrawn'
    return work.confirm(given, why.current?.value ?? 'other')
  }
  return (
    <Panel
      className={styles.form}
      title={text.scope}
      actions={
        <>
          <ActionButton action={counting} />
          <ActionButton action={act} variant="danger" icon={FileX2} busy={work.pending} />
        </>
      }
    >
      <RadioGroup
        label={text.scope}
        labelHidden
        defaultValue="organisation"
        options={scopes.map((value) => ({ value, label: text.scopes[value] }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Target fields={fields} known={known} missing={work.missing} onChange={work.forget} />
      <Reasons reason={reason} why={why} />
      {work.counted && <CountNotice counted={work.counted} />}
      <ProblemNotice problem={work.problem} />
      <Confirmation work={work} onConfirm={confirm} />
    </Panel>
  )
}

type TargetProps = { fields: TargetFields; known: Known; missing: boolean; onChange: () => void }

/** Two numbers, or a choice among what there is. */
function Target({ fields: { scope, picked, from, to }, known, missing, onChange }: TargetProps) {
  const text = useText().seals.papers
  const locale = useLocale()
  const error = missing ? text.missing : undefined
  if (scope === 'range')
    return (
      <>
        <TextField ref={from} label={text.from} hint={text.numberHint} required figures error={error} />
        <TextField ref={to} label={text.to} required figures />
      </>
    )
  const isSeries = scope === 'series'
  const options = isSeries
    ? known.series.map(({ kid, series, firstNumber, lastNumber, who, live }) => ({
        value: `${kid} ${series}`,
        label: text.seriesOf(firstNumber, lastNumber, who, figure(locale, live)),
      }))
    : known.organisations.map(({ caseId, name, live }) => ({
        value: caseId,
        label: text.organisationOf(name, figure(locale, live)),
      }))
  const none = isSeries ? text.seriesNone : text.organisationNone
  return (
    <Select
      key={scope}
      ref={picked}
      label={isSeries ? text.series : text.organisation}
      hint={options.length === 0 ? none : undefined}
      required
      options={options}
      error={error}
      onChange={onChange}
    />
  )
}

/** What a checkpoint is told, and on what grounds. */
function Reasons({ reason, why }: { reason: Field<HTMLSelectElement>; why: Field<HTMLSelectElement> }) {
  const text = useText().seals
  return (
    <>
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
    </>
  )
}

function CountNotice({ counted: { papers, lastDay } }: { counted: Counted }) {
  const text = useText().seals.papers
  const locale = useLocale()
  const title =
    lastDay === null
      ? text.none
      : // The office answers civil dates.
        text.counted(figure(locale, papers), showDate(lastDay as CivilDate))
  return <Notice live="status" tone={papers > 0 ? 'warning' : 'info'} title={title} />
}

type Work = Pick<ReturnType<typeof useWithdrawal>, 'isAsking' | 'counted' | 'cancel'>

function Confirmation({ work, onConfirm }: { work: Work; onConfirm: () => Promise<void> }) {
  const text = useText().seals.papers
  const locale = useLocale()
  return (
    <ConfirmDialog
      open={work.isAsking}
      title={text.confirmTitle(figure(locale, work.counted?.papers ?? 0))}
      confirmLabel={text.confirm}
      danger
      icon={FileX2}
      onConfirm={onConfirm}
      onClose={work.cancel}
    >
      {text.confirmText}
    </ConfirmDialog>
  )
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import { ShieldAlert, TimerOff } from 'lucide-react'
import { useState } from 'react'
import { listReaders, listTestCodes, type ReaderCheckState } from '../../../contract/desk/readers.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useReaderCheckListening, useScans } from '../../app/scans.tsx'
import { useSession } from '../../app/session.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { CodesView } from './CodesView.tsx'
import { readerLabel } from './readerLabel.ts'
import { ResultView } from './ResultView.tsx'
import { type Stray, strayScan } from './strayScan.ts'
import { type UnderCheck, useReaderCheck } from './useReaderCheck.ts'

/** Checks one reader: test codes on the screen, what arrives of each, and one page of findings. */
export function CheckPage() {
  const { reader } = useSearch({ from: '/readers/check' })
  const text = useText().readers
  const { session } = useSession()
  const [turn, setTurn] = useState(0)
  if (!session.roles.includes('clerk') && !session.roles.includes('administrator')) {
    return (
      <EmptyState icon={ShieldAlert} title={text.notAllowed} action={<BackButton />}>
        {text.notAllowedText}
      </EmptyState>
    )
  }
  // Mounted anew with every check: what was scanned before is gone.
  return (
    <Check
      key={`${turn} ${reader}`}
      reader={reader ?? null}
      onAgain={() => setTurn((before) => before + 1)}
    />
  )
}

function Check({ reader, onAgain }: { reader: string | null; onAgain: () => void }) {
  const check = useReaderCheck(reader)
  const codes = useRoute(listTestCodes, {}, [])
  useReaderCheckListening()
  if (check.gone) return <Gone onAgain={onAgain} />
  if (!codes.data && codes.isError)
    return <ProblemState error={codes.error} onRetry={() => void codes.refetch()} />
  if (!check.state || !codes.data) {
    return check.problem ? (
      <ProblemNotice problem={check.problem} actions={<BackButton />} />
    ) : (
      <LoadingState />
    )
  }
  return <Under check={check} state={check.state} codes={codes.data.codes} onAgain={onAgain} />
}

type UnderProps = {
  check: UnderCheck
  state: ReaderCheckState
  codes: readonly { id: ReaderCheckState['report']['codes'][number]['id']; text: string; rows: string[] }[]
  onAgain: () => void
}

/** The codes until all were scanned or the person has seen enough, then the findings. */
function Under({ check, state, codes, onAgain }: UnderProps) {
  const text = useText().readers
  const navigate = useNavigate()
  const say = useToast()
  const label = useReaderLabel(state.reader)
  const stray = useStray(state)
  const [enough, setEnough] = useState(false)
  const save = async () => {
    if (!(await check.save())) return
    say({ tone: 'success', title: text.saved })
    await navigate({ to: '/readers' })
  }
  const goOn = async () => {
    setEnough(false)
    await check.show(state.awaiting ?? codes[0]?.id ?? 'suffix')
  }
  return (
    <>
      <PageHeader title={text.checkTitle} note={text.checkNote(label)} />
      <ProblemNotice problem={check.problem} />
      {stray && (
        <Notice live="status" tone="info" title={stray === 'paper' ? text.notTestCode : text.otherReader} />
      )}
      {enough || state.awaiting === null ? (
        <ResultView state={state} onSave={save} onBack={goOn} onAgain={onAgain} />
      ) : (
        <CodesView
          {...{ state, codes }}
          awaiting={state.awaiting}
          onShow={check.show}
          onEnough={() => setEnough(true)}
        />
      )}
    </>
  )
}

/** The last scan that was no test code of this reader, until the next that is. */
function useStray(state: ReaderCheckState): Stray | null {
  const [stray, setStray] = useState<{
    readonly kind: Stray | null
    readonly during: ReaderCheckState
  } | null>(null)
  useScans(({ recognised, source }: Scan) => {
    setStray({ kind: strayScan({ kind: recognised.kind, source }, state.reader), during: state })
  })
  return stray?.during === state ? stray.kind : null
}

/** The name of the reader under check. */
function useReaderLabel(reader: string | null): string {
  const text = useText().readers
  const { data } = useRoute(listReaders, {}, ['readers'])
  if (reader === null) return text.anyReader
  if (reader === 'keyboard') return text.keyboard
  const known = data?.readers.find(({ key }) => key === reader)
  return known ? readerLabel(known, text) : text.reader
}

function Gone({ onAgain }: { onAgain: () => void }) {
  const text = useText().readers
  return (
    <EmptyState
      icon={TimerOff}
      title={text.gone}
      action={
        <Button variant="primary" autoFocus onClick={onAgain}>
          {text.again}
        </Button>
      }
    >
      {text.goneText}
    </EmptyState>
  )
}

function BackButton() {
  const text = useText().readers
  const navigate = useNavigate()
  return (
    <Button autoFocus onClick={() => void navigate({ to: '/readers' })}>
      {text.back}
    </Button>
  )
}

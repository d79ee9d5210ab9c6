import { MapPin, MapPinned, Play } from 'lucide-react'
import { useState } from 'react'
import { type GateState, readGate } from '../../../contract/desk/checks.ts'
import type { ReactNode } from 'react'
import { ProblemState } from '../../app/problems.tsx'
import { routeKey, useRoute } from '../../app/queries.ts'
import { queryClient, type Topic } from '../../app/queryClient.ts'
import { signedPapers } from '../../app/scanClaims.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { AnswerFigures } from './AnswerFigures.tsx'
import styles from './Checks.module.css'
import { GateForm } from './GateForm.tsx'
import { GateScreen } from './GateScreen.tsx'
import { useGate } from './useGate.ts'

const topics: readonly Topic[] = ['checks', 'policies']

/** Where this PC checks papers, what it checked today, and the way into gate mode. */
export function GateView({ tabs }: { tabs: ReactNode }) {
  const text = useText().checks
  const read = useRoute(readGate, {}, topics)
  const [changing, setChanging] = useState(false)
  const say = useToast()
  const { data } = read
  if (!data) {
    return read.isError ? (
      <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <LoadingState />
    )
  }
  const saved = (state: GateState) => {
    queryClient.setQueryData(routeKey(readGate, {}, topics), state)
    setChanging(false)
    say({ tone: 'success', title: text.saved })
  }
  return (
    <>
      <PageHeader title={text.title} note={text.note} actions={tabs} />
      {data.gate === null && <Notice tone="info" title={text.noGate} next={text.noGateText} />}
      {data.gate === null || changing ? (
        <Panel title={text.place}>
          <GateForm state={data} onSaved={saved} />
        </Panel>
      ) : (
        <Standing state={data} gate={data.gate} onChange={() => setChanging(true)} />
      )}
    </>
  )
}

type Props = { state: GateState; gate: NonNullable<GateState['gate']>; onChange: () => void }

function Standing({ state, gate, onChange }: Props) {
  const text = useText().checks
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const desk = useGate()
  // A paper scanned on this page is checked at once; a person's card goes where it would have gone without it.
  useScans(
    (scan) => {
      setOpen(true)
      void desk.takeScan(scan)
    },
    open ? null : signedPapers,
  )
  const begin = { key: 'Ctrl+Enter', label: text.begin, run: () => setOpen(true), when: !open } as const
  const change = { key: 'Shift+F2', label: text.change, run: onChange, when: !open } as const
  useShortcuts([begin, change])
  const code = state.codes.find((one) => one.code === gate.code)
  const { today } = state
  return (
    <>
      <Panel
        title={text.place}
        actions={
          <>
            <ActionButton action={change} icon={MapPinned} />
            <ActionButton action={begin} icon={Play} variant="primary" />
          </>
        }
      >
        <p className={styles.placeName}>
          <MapPin size="1.2em" aria-hidden /> {gate.name}
        </p>
        <KeyValueList
          items={[
            { key: 'kind', label: text.kind, value: text.kinds[gate.kind] },
            {
              key: 'code',
              label: text.code,
              value: gate.code === null ? text.noCode : [gate.code, code?.label].filter(Boolean).join(' · '),
            },
          ]}
        />
      </Panel>
      <Panel title={text.today}>
        {today.total === 0 ? (
          <p className={styles.muted}>{text.todayNone}</p>
        ) : (
          <>
            <p>
              {text.total}: <strong>{figure(locale, today.total)}</strong> · {text.differs}:{' '}
              <strong>{figure(locale, today.differs)}</strong>
            </p>
            <AnswerFigures answers={today.answers} />
          </>
        )}
      </Panel>
      {open && (
        <GateScreen
          gate={gate}
          total={today.total}
          desk={desk}
          onLeave={() => {
            desk.clear()
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

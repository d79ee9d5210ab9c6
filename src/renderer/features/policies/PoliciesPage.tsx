import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileUp, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { listPolicies, type Policy } from '../../../contract/desk/policies.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import { LoadDialog } from './LoadDialog.tsx'
import styles from './Policies.module.css'
import { PolicyEditor } from './PolicyEditor.tsx'
import { PolicyList } from './PolicyList.tsx'
import { PolicyPane } from './PolicyPane.tsx'
import { dayWords, instantWords, nameOf } from './policyWords.ts'
import { useDroppedPack } from './useDroppedPack.ts'

type Listed = RouteAnswer<typeof listPolicies>

/** The policy desk: every rule pack, what it changes, and which is in force from when. */
export function PoliciesPage() {
  const text = usePoliciesText()
  const { roles } = useSession().session
  const mayRead = roles.includes('administrator') || roles.includes('ward-official')
  const read = useRoute(listPolicies, {}, ['policies', 'office'], { enabled: mayRead })
  if (!mayRead) {
    return (
      <EmptyState icon={ShieldAlert} title={text.notYours}>
        {text.notYoursText}
      </EmptyState>
    )
  }
  if (read.isError) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <Packs listed={read.data} mayAct={roles.includes('administrator')} />
}

function Packs({ listed, mayAct }: { listed: Listed; mayAct: boolean }) {
  const text = usePoliciesText()
  const locale = useLocale()
  const { current, show } = useShown(listed.policies)
  const [editing, setEditing] = useState<Policy | null>(null)
  if (editing) {
    const done = (made: Policy | null) => {
      setEditing(null)
      if (made) show(made)
    }
    return <PolicyEditor policy={editing} onDone={done} />
  }
  return (
    <>
      <Header listed={listed} mayAct={mayAct} onReceived={show} />
      <MissingPacks missing={listed.missing} />
      {listed.refused.map((one) => (
        <Notice
          key={nameOf(one)}
          tone="error"
          title={text.refusedByUs(
            `${one.pack} ${one.version}`,
            instantWords(one.at),
            dayWords(one.effectiveFrom),
          )}
          next={text.refusedNext}
        >
          {locale === 'vi' ? one.vi : one.en}
        </Notice>
      ))}
      <div className={styles.desk}>
        <Panel className={styles.side}>
          <PolicyList policies={listed.policies} current={current} onPick={show} />
        </Panel>
        {current && (
          <PolicyPane
            key={nameOf(current)}
            policy={current}
            listed={listed}
            mayAct={mayAct}
            onEdit={() => setEditing(current)}
          />
        )}
      </div>
    </>
  )
}

/** Packs whose text is gone: nothing takes their place, and the exact file brings them back. */
function MissingPacks({ missing }: Pick<Listed, 'missing'>) {
  const text = usePoliciesText()
  const locale = useLocale()
  return missing.map(({ pack, version, sha256, cases }) => (
    <Notice
      key={`${pack}/${version}`}
      live="alert"
      tone="error"
      title={text.missing(pack, figure(locale, version))}
      next={text.missingNext}
    >
      {text.missingText(figure(locale, cases))}
      {sha256 !== null && (
        <>
          {' '}
          {text.missingHash} <span className={styles.path}>{sha256}</span>
        </>
      )}
    </Notice>
  ))
}

function Header({
  listed,
  mayAct,
  onReceived,
}: {
  listed: Listed
  mayAct: boolean
  onReceived: (policy: Policy) => void
}) {
  const text = usePoliciesText()
  const [open, setOpen] = useState(false)
  const [dropped, setDropped] = useState<File | null>(null)
  const load = { key: 'Insert', label: text.load, run: () => setOpen(true) } as const
  useShortcuts(mayAct ? [load] : [])
  useDroppedPack(mayAct ? setDropped : null)
  const close = () => {
    setOpen(false)
    setDropped(null)
  }
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={mayAct && <ActionButton action={load} icon={FileUp} />}
      />
      <LoadDialog
        open={open || dropped !== null}
        dropped={dropped}
        listed={listed}
        onClose={close}
        onReceived={(policy) => {
          close()
          onReceived(policy)
        }}
      />
    </>
  )
}

/** The pack shown is part of the address; without one it is the first, which is the one in force. */
function useShown(policies: readonly Policy[]) {
  const { pack, view } = useSearch({ from: '/policies' })
  const navigate = useNavigate()
  const current = policies.find((one) => nameOf(one) === pack) ?? policies[0]
  const show = (policy: Policy) =>
    void navigate({
      to: '/policies',
      search: { pack: nameOf(policy), view },
      replace: true,
    })
  return { current, show }
}

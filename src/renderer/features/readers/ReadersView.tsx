import { useNavigate } from '@tanstack/react-router'
import { ScanBarcode, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { chooseReader, listReaders, lookForReaders, type Readers } from '../../../contract/desk/readers.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { routeKey, useAct, useRoute } from '../../app/queries.ts'
import { queryClient, type Topic } from '../../app/queryClient.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { KeyboardReaderRow, ReaderRow } from './ReaderRow.tsx'
import styles from './Readers.module.css'

const topics: readonly Topic[] = ['readers']
const take = (readers: Readers) => queryClient.setQueryData(routeKey(listReaders, {}, topics), readers)

/** Which readers there are, what is wrong with them, what the last check found. */
export function ReadersView({ tabs }: { tabs: ReactNode }) {
  const text = useText().readers
  const { session } = useSession()
  const navigate = useNavigate()
  const read = useRoute(listReaders, {}, topics)
  const look = useLook()
  const choose = useAct(chooseReader)
  const isAdministrator = session.roles.includes('administrator')
  const mayCheck = isAdministrator || session.roles.includes('clerk')
  const check = (reader?: string) =>
    void navigate({ to: '/readers/check', search: reader === undefined ? {} : { reader } })
  const checkAny = { key: 'Ctrl+Enter', label: text.check, run: () => check() } as const
  useShortcuts([look.action, ...(mayCheck ? [checkAny] : [])])

  if (!read.data && read.isError)
    return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={
          <>
            <ActionButton action={look.action} icon={Search} busy={look.pending} />
            {mayCheck && <ActionButton action={checkAny} icon={ScanBarcode} variant="primary" />}
          </>
        }
      />
      {tabs}
      <ProblemNotice problem={look.problem ?? choose.problem} />
      {read.data ? (
        <ReaderList
          readers={read.data}
          onCheck={mayCheck ? check : null}
          onUse={
            isAdministrator
              ? async (key, used) => {
                  const answer = await choose.run({ params: { key }, body: { used } })
                  if (answer) take(answer)
                }
              : null
          }
        />
      ) : (
        <LoadingState />
      )}
    </>
  )
}

function useLook() {
  const text = useText().readers
  const locale = useLocale()
  const say = useToast()
  const { run, pending, problem } = useAct(lookForReaders)
  const look = async () => {
    const answer = await run({})
    if (!answer) return
    take(answer)
    const ready = answer.readers.filter(({ state }) => state === 'open').length
    if (ready > 0) say({ tone: 'success', title: text.looked(figure(locale, ready)) })
    else say({ tone: 'info', title: text.lookedNone, next: text.lookedNoneNext })
  }
  return { action: { key: 'F8', label: text.look, run: look, when: !pending } as const, pending, problem }
}

type ListProps = {
  readers: Readers
  onCheck: ((reader: string) => void) | null
  onUse: ((reader: string, used: boolean) => Promise<void>) | null
}

function ReaderList({ readers: { readers, keyboard, troubles }, onCheck, onUse }: ListProps) {
  const text = useText().readers
  return (
    <>
      {troubles.map(({ source, code, detail }) => (
        <Notice
          key={`${source} ${code}`}
          tone="warning"
          title={`${text.sources[source] ?? source}: ${text.troubles[code]}`}
        >
          <span className={styles.muted}>{detail}</span>
        </Notice>
      ))}
      <Panel title={text.list}>
        {readers.length === 0 && (
          <EmptyState icon={ScanBarcode} title={text.none}>
            {text.noneText}
          </EmptyState>
        )}
        <ul className={styles.list}>
          {readers.map((reader) => (
            <ReaderRow key={reader.key} {...{ reader, onCheck, onUse }} />
          ))}
          <KeyboardReaderRow checked={keyboard} onCheck={onCheck} />
        </ul>
      </Panel>
    </>
  )
}

import { DatabaseZap, FileUp } from 'lucide-react'
import { type ChangeEvent, useRef } from 'react'
import { type ExtractState, importExtract, readExtract } from '../../../contract/desk/extract.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showDate, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { packed } from './packed.ts'
import styles from './Reports.module.css'

/** The population extract of the ward: which one is here, and taking in another. */
export function ExtractView() {
  const text = useText().reports.extract
  const read = useRoute(readExtract, {}, ['office'])
  if (!read.data)
    return read.isError ? (
      <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <LoadingState />
    )
  const { extract } = read.data
  return (
    <Panel title={text.title}>
      <div className={styles.extract}>
        {extract ? (
          <Present extract={extract} />
        ) : (
          <EmptyState icon={DatabaseZap} title={text.none}>
            {text.noneText}
          </EmptyState>
        )}
        <TakeIn />
      </div>
    </Panel>
  )
}

function Present({ extract: { asOf, people, importedAt, importedBy } }: { extract: ExtractState }) {
  const text = useText().reports.extract
  const locale = useLocale()
  return (
    <KeyValueList
      columns={2}
      items={[
        { key: 'asOf', label: text.asOf, value: dayWords(asOf) },
        { key: 'people', label: text.people, value: figure(locale, people) },
        { key: 'at', label: text.importedAt, value: showInstant(Date.parse(importedAt)) },
        { key: 'by', label: text.importedBy, value: importedBy },
      ]}
    />
  )
}

function TakeIn() {
  const text = useText().reports.extract
  const locale = useLocale()
  const say = useToast()
  const file = useRef<HTMLInputElement>(null)
  const { run, pending, problem, clear } = useAct(importExtract)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget
    const [chosen] = field.files ?? []
    if (!chosen) return
    const taken = await run({ body: await packed(chosen) })
    // The same file may be chosen again.
    field.value = ''
    if (taken) say({ tone: 'success', title: text.done(figure(locale, taken.people), dayWords(taken.asOf)) })
  }
  const action = {
    key: 'Insert',
    label: pending ? text.importing : text.import,
    run: () => file.current?.click(),
    when: !pending,
  } as const
  useShortcuts([action])
  return (
    <>
      <p className={styles.muted}>{text.note}</p>
      <ProblemNotice problem={problem} onDismiss={clear} />
      <div>
        <ActionButton action={action} icon={FileUp} variant="primary" busy={pending} />
        <input
          ref={file}
          type="file"
          accept=".json,.gz,application/json,application/gzip"
          aria-label={text.import}
          className={styles.hidden}
          onChange={(event) => void take(event)}
        />
      </div>
    </>
  )
}

function dayWords(day: string): string {
  const date = civilDate(day)
  return date ? showDate(date) : day
}

import { HardDriveDownload, Save } from 'lucide-react'
import { useRef } from 'react'
import { backupRefusals } from '../../../contract/backup-refusals.ts'
import { type BackupState, backUpNow, readBackup, setBackupFolder } from '../../../contract/desk/backup.ts'
import { fill } from '../../../contract/fill.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useBackupText } from '../../text/backup.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Administrator.module.css'

/** A backup older than this is told, days: a long weekend is none. */
const oldDays = 4

/** Where this PC backs itself up, when it did last, what keeps it from it, and whether a backup would come back. */
export function BackupPanel({ now }: { now: number }) {
  const read = useRoute(readBackup, {}, ['backup'])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <Backup state={read.data} now={now} />
}

function Backup({ state, now }: { state: BackupState; now: number }) {
  const text = useBackupText()
  const { folder, lastAt, drill } = state
  const items = [
    {
      key: 'last',
      label: text.last,
      value: lastAt === null ? text.never : showInstant(Date.parse(lastAt)),
    },
    ...(drill?.fault === null
      ? [{ key: 'drill', label: text.drill, value: text.well(showInstant(Date.parse(drill.at))) }]
      : []),
    ...(drill === null && lastAt !== null ? [{ key: 'drill', label: text.drill, value: text.notYet }] : []),
  ]
  return (
    <Panel title={text.title} mark={<HardDriveDownload size="1.1em" aria-hidden />}>
      <Standing state={state} now={now} />
      <KeyValueList items={items} />
      <Folder folder={folder} />
    </Panel>
  )
}

function Standing({ state: { problem, lastAt, folder, drill }, now }: { state: BackupState; now: number }) {
  const text = useBackupText()
  const locale = useLocale()
  const days = lastAt === null ? 0 : Math.floor((now - Date.parse(lastAt)) / 86_400_000)
  if (problem) {
    const { code, detail } = problem
    return <Notice tone="error" title={fill(backupRefusals[code][locale], { folder: detail, detail })} />
  }
  if (drill && drill.fault !== null)
    return (
      <Notice tone="error" title={text.drillFailed(drill.name)} next={text.drillFailedNext(drill.fault)} />
    )
  if (lastAt === null && folder === null)
    return <Notice tone="warning" title={text.none} next={text.noneNext} />
  if (days < oldDays) return null
  return <Notice tone="warning" title={text.old(figure(locale, days))} next={text.oldNext} />
}

function Folder({ folder }: { folder: string | null }) {
  const text = useBackupText()
  const say = useToast()
  const input = useRef<HTMLInputElement>(null)
  const set = useAct(setBackupFolder)
  const make = useAct(backUpNow)
  const choose = async (chosen: string | null) => {
    if (!(await set.run({ body: { folder: chosen } }))) return
    readAnew(['backup'])
    say({ tone: 'success', title: chosen === null ? text.stopped : text.saved })
  }
  const save = () => {
    const typed = input.current?.value.trim() ?? ''
    if (typed === '') return input.current?.focus()
    void choose(typed)
  }
  const backUp = async () => {
    const done = await make.run({})
    readAnew(['backup'])
    if (done) say({ tone: 'success', title: text.done(done.lastName ?? '') })
  }
  return (
    <form
      noValidate
      className={styles.backup}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <ProblemNotice problem={set.problem ?? make.problem} />
      <TextField
        ref={input}
        label={text.folder}
        hint={text.folderHint}
        defaultValue={folder ?? ''}
        tidy={(typed) => typed.trim()}
      />
      <div className={styles.buttons}>
        <Button type="submit" icon={Save} busy={set.pending}>
          {text.save}
        </Button>
        {folder !== null && (
          <Button
            icon={HardDriveDownload}
            variant="primary"
            busy={make.pending}
            onClick={() => void backUp()}
          >
            {text.now}
          </Button>
        )}
        {folder !== null && <Button onClick={() => void choose(null)}>{text.stop}</Button>}
      </div>
    </form>
  )
}

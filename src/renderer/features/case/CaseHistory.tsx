import { CircleAlert, CloudCheck, CloudUpload, type LucideIcon, PauseCircle } from 'lucide-react'
import { caseActs, type CaseAct } from '../../../domain/case.ts'
import { roles, type Role } from '../../../domain/roles.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { Timeline, type TimelineItem } from '../../ui/Timeline.tsx'
import { actLooks } from './caseLooks.ts'
import styles from './CasePage.module.css'

type Entry = Case['history'][number]

/** What happened to a case, the latest first, and whether the city has each entry. */
export function CaseHistory({ history }: { history: readonly Entry[] }) {
  const text = useText()
  const items = history.map((entry, index): TimelineItem => {
    const act = knownAct(entry.act)
    const role = knownRole(entry.role)
    return {
      key: String(index),
      at: Date.parse(entry.at),
      title: titleOf(entry, text.case),
      who: role ? `${entry.who} (${text.app.roles[role]})` : entry.who,
      mark: <SyncMark sync={entry.sync} />,
      ...(entry.note ? { detail: entry.note } : {}),
      ...(act ? actLooks[act] : {}),
    }
  })
  return <Timeline label={text.case.history} items={items.reverse()} />
}

const syncIcons: Readonly<Record<Entry['sync'], LucideIcon>> = {
  waiting: CloudUpload,
  accepted: CloudCheck,
  refused: CircleAlert,
  quarantined: CircleAlert,
  parked: PauseCircle,
}

/** Where one entry stands with the city: an icon when all is well, words when it is not. */
function SyncMark({ sync }: { sync: Entry['sync'] }) {
  const word = useText().case.sync[sync]
  const Icon = syncIcons[sync]
  const quiet = sync === 'accepted' || sync === 'waiting'
  return (
    <span className={styles.sync} data-sync={sync} title={word}>
      <Icon size="1.2em" role="img" aria-label={word} />
      {!quiet && <span aria-hidden>{word}</span>}
    </span>
  )
}

/** What was done; a printing says which sheet. */
function titleOf({ act, sheet }: Entry, text: Texts['case']): string {
  if (sheet !== null) return text.donePrint(sheet)
  const known = knownAct(act)
  return known ? text.done[known] : act
}

function knownAct(act: string): CaseAct | undefined {
  return caseActs.find((one) => one === act)
}

function knownRole(role: string): Role | undefined {
  return roles.find((one) => one === role)
}

import { CloudCheck, CloudOff, CloudUpload, type LucideIcon, MonitorCheck, TriangleAlert } from 'lucide-react'
import { figure } from '../text/figures.ts'
import { useLocale, useText } from '../text/Text.tsx'
import styles from './TopBar.module.css'

/** How this office stands with the city. `local`: no city is set up. */
export type SyncState = {
  readonly state: 'synced' | 'sending' | 'waiting' | 'offline' | 'trouble' | 'local'
  readonly waiting: number
}

const icons: Readonly<Record<SyncState['state'], LucideIcon>> = {
  synced: CloudCheck,
  sending: CloudUpload,
  waiting: CloudUpload,
  offline: CloudOff,
  trouble: TriangleAlert,
  local: MonitorCheck,
}

/** The state of sync in the top bar; pressing it opens its page. */
export function SyncChip({ sync, onOpen }: { sync: SyncState; onOpen?: () => void }) {
  const text = useText().kit.sync
  const count = figure(useLocale(), sync.waiting)
  const words = {
    synced: text.synced,
    sending: text.sending(count),
    waiting: text.waiting(count),
    offline: sync.waiting > 0 ? `${text.offline} · ${text.waiting(count)}` : text.offline,
    trouble: text.trouble,
    local: text.local,
  }[sync.state]
  const Icon = icons[sync.state]
  return (
    <button type="button" className={styles.sync} data-state={sync.state} onClick={onOpen}>
      <Icon size="1.25em" aria-hidden />
      <span role="status">{words}</span>
    </button>
  )
}

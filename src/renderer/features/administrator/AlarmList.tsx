import {
  BellRing,
  ClockAlert,
  Copy,
  DatabaseBackup,
  KeyRound,
  type LucideIcon,
  ScrollText,
  ServerCrash,
  UserX,
} from 'lucide-react'
import type { AlarmName } from '../../../contract/alarms.ts'
import type { OfficeState } from '../../../contract/desk/office.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Administrator.module.css'

type Alarm = OfficeState['alarms'][number]

const icons: Readonly<Record<AlarmName, LucideIcon>> = {
  'journal-healed': DatabaseBackup,
  'journal-restored': DatabaseBackup,
  'copy-damaged': DatabaseBackup,
  'clock-jumped': ClockAlert,
  'clock-doubtful': ClockAlert,
  'recovery-code-used': KeyRound,
  'recovery-code-replaced': KeyRound,
  'store-damaged': ServerCrash,
  'paper-copied': Copy,
  'pack-missing': ScrollText,
  'staff-unscoped': UserX,
}

/** What the program told by itself, the latest first, each with what to do about it. */
export function AlarmPanel({ alarms }: { alarms: readonly Alarm[] }) {
  const text = useText().administrator
  const mark =
    alarms.length > 0 ? <Badge tone="warning">{alarms.length}</Badge> : <BellRing size="1.1em" aria-hidden />
  return (
    <Panel title={text.alarms} mark={mark}>
      {alarms.length === 0 ? (
        <p className={styles.muted}>
          <strong>{text.alarmsNone}.</strong> {text.alarmsNoneText}
        </p>
      ) : (
        <ul className={styles.rows} aria-label={text.alarms}>
          {alarms.map((alarm) => (
            <AlarmRow key={`${alarm.at} ${alarm.alarm}`} alarm={alarm} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function AlarmRow({ alarm: { alarm, at, count } }: { alarm: Alarm }) {
  const words = useText().administrator.alarm[alarm]
  const locale = useLocale()
  const Icon = icons[alarm]
  return (
    <li className={styles.row}>
      <Icon size="1.4em" aria-hidden className={styles.warning} />
      <div>
        <p className={styles.rowTitle}>
          {words.title(figure(locale, Math.max(1, Math.abs(count))), count >= 0)}
        </p>
        <p className={styles.muted}>{words.next}</p>
      </div>
      <time dateTime={at} className={styles.at}>
        {showInstant(Date.parse(at))}
      </time>
    </li>
  )
}

const weekMs = 7 * 86_400_000

/** The alarms of the last seven days before an instant (ms). */
export function recentAlarms(alarms: readonly Alarm[], now: number): readonly Alarm[] {
  return alarms.filter(({ at }) => now - Date.parse(at) < weekMs)
}

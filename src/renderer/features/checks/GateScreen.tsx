import { LogOut, Maximize, ScanLine, Volume2, VolumeX } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Gate } from '../../../contract/desk/checks.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { TrainingBanner } from '../../ui/TrainingBanner.tsx'
import { GateAnswer } from './GateAnswer.tsx'
import styles from './Gate.module.css'
import { isSilent, setSilent } from './signal.ts'
import type { GateDesk } from './useGate.ts'

type Props = { gate: Gate; total: number; desk: GateDesk; onLeave: () => void }

/** Gate mode (*chế độ chốt*): the whole window is the one answer; any scan, whatever has the focus, replaces it. */
export function GateScreen({ gate, total, desk, onLeave }: Props) {
  const text = useText().checks
  const locale = useLocale()
  const { office } = useSession()
  const [silent, keepSilent] = useState(isSilent)
  const { shown, clear, compareTyped } = desk
  const sound = {
    key: 'Shift+F9',
    label: silent ? text.gate.soundOff : text.gate.sound,
    run: () => {
      setSilent(!silent)
      keepSilent(!silent)
    },
  } as const
  const full = { key: 'Shift+F8', label: text.gate.fullScreen, run: turnFullScreen } as const
  const leave = {
    key: 'Escape',
    label: shown ? text.gate.clear : text.gate.leave,
    run: shown ? clear : onLeave,
  } as const
  const letIn = { key: 'F8', label: text.gate.letIn, run: () => void desk.letIn() } as const
  useShortcuts([full, sound, leave, letIn])
  useEffect(() => () => void leaveFullScreen(), [])
  return (
    <section aria-label={text.gate.label} className={styles.screen}>
      {office.training && <TrainingBanner />}
      <header className={styles.bar}>
        <div>
          <p className={styles.place}>{gate.name}</p>
          <p className={styles.placeNote}>
            {[text.kinds[gate.kind], gate.code].filter(Boolean).join(' · ')} ·{' '}
            {text.gate.todayCount(figure(locale, shown?.check?.today.total ?? total))}
          </p>
        </div>
        <div className={styles.keys}>
          <ActionButton action={sound} icon={silent ? VolumeX : Volume2} />
          <ActionButton action={full} icon={Maximize} />
          <ActionButton action={leave} icon={LogOut} />
        </div>
      </header>
      {shown ? (
        <GateAnswer key={shown.checkId} shown={shown} letIn={letIn} onTyped={compareTyped} />
      ) : (
        <div className={styles.waiting} role="status">
          <ScanLine size="7rem" strokeWidth={1.2} aria-hidden />
          <p className={styles.waitingTitle}>{text.gate.waiting}</p>
          <p className={styles.waitingText}>{text.gate.waitingText}</p>
        </div>
      )}
    </section>
  )
}

function turnFullScreen(): void {
  if (document.fullscreenElement) void leaveFullScreen()
  else void document.documentElement.requestFullscreen().catch(() => undefined)
}

async function leaveFullScreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined)
}

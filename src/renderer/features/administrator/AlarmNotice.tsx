import { useNavigate } from '@tanstack/react-router'
import { useSession } from '../../app/session.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { recentAlarms } from './AlarmList.tsx'

/** Above the queue of an administrator who also has cases: that there are alarms, the latest in words, where the rest is. */
export function AlarmNotice() {
  const text = useText().administrator
  const locale = useLocale()
  const navigate = useNavigate()
  const { alarms } = useSession().office
  const recent = recentAlarms(alarms, useMinute())
  const [latest] = recent
  if (!latest) return null
  const words = text.alarm[latest.alarm]
  const count = figure(locale, Math.max(1, Math.abs(latest.count)))
  return (
    <Notice
      tone="warning"
      title={words.title(count, latest.count >= 0)}
      next={words.next}
      actions={
        <Button shortcut="F7" onClick={() => void navigate({ to: '/sync' })}>
          {text.alarmsRecent(figure(locale, recent.length))}
        </Button>
      }
    />
  )
}

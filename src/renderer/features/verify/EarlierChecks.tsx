import { minuteAt } from '../../../domain/calendar.ts'
import { showMinute } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { VerdictIcon } from './VerdictBanner.tsx'
import styles from './Verify.module.css'
import type { Check } from './VerifyPage.tsx'
import { verdictWords } from './verdictWords.ts'

type Props = { checks: readonly Check[]; shown: number | null; onShow: (key: number) => void }

/** The last papers checked on this screen; leaving the page forgets them. */
export function EarlierChecks({ checks, shown, onShow }: Props) {
  const text = useText().verify
  const locale = useLocale()
  return (
    <Panel title={text.earlier}>
      <p className={styles.note}>{checks.length === 0 ? text.earlierNone : text.earlierNote}</p>
      <ol className={styles.earlier}>
        {checks.map(({ key, at, verdict }) => (
          <li key={key}>
            <button
              type="button"
              className={styles.earlierItem}
              aria-current={key === shown}
              onClick={() => onShow(key)}
            >
              <VerdictIcon verdict={verdict} />
              <span className={styles.earlierWords}>
                {verdict.content
                  ? `${verdict.content.number} · ${verdict.content.name}`
                  : verdictWords(verdict, locale).headline}
              </span>
              <span className={styles.time}>{showMinute(minuteAt(at))}</span>
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

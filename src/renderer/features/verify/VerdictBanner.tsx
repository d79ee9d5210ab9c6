import { CircleHelp, GraduationCap, type LucideIcon, ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import {
  noticeSentences,
  type Notice as PaperNotice,
  type VerdictColour,
  verdicts,
} from '../../../domain/verdict.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { useLocale } from '../../text/Text.tsx'
import styles from './Verify.module.css'
import { verdictWords } from './verdictWords.ts'

const icons: Readonly<Record<VerdictColour, LucideIcon>> = {
  green: ShieldCheck,
  amber: ShieldAlert,
  red: ShieldX,
  grey: CircleHelp,
  violet: GraduationCap,
}

/** The answer about a paper, readable from a step away: colour, word, icon, and the sentence of what to do. */
export function VerdictBanner({ verdict, small }: { verdict: Verdict; small?: boolean }) {
  const locale = useLocale()
  const { colour } = verdicts[verdict.answer]
  const { headline, sentence } = verdictWords(verdict, locale)
  const Icon = icons[colour]
  return (
    <div
      role="status"
      className={styles.banner}
      data-colour={colour}
      data-small={small ? '' : undefined}
      data-answer={verdict.answer}
    >
      <Icon aria-hidden strokeWidth={1.6} className={styles.bannerIcon} />
      <div>
        <p className={styles.headline}>{headline}</p>
        {sentence && <p className={styles.sentence}>{sentence}</p>}
        {verdict.notices.filter(isNotice).map((notice) => (
          <p key={notice} className={styles.sentence}>
            {noticeSentences[notice][locale]}
          </p>
        ))}
      </div>
    </div>
  )
}

/** The colour and icon of a verdict in a list. */
export function VerdictIcon({ verdict }: { verdict: Pick<Verdict, 'answer'> }) {
  const { colour } = verdicts[verdict.answer]
  const Icon = icons[colour]
  return (
    <span className={styles.smallIcon} data-colour={colour}>
      <Icon size="1.3em" aria-hidden />
    </span>
  )
}

function isNotice(notice: string): notice is PaperNotice {
  return Object.hasOwn(noticeSentences, notice)
}

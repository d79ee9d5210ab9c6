import type { AnswerCounts } from '../../../contract/desk/checks.ts'
import { verdicts } from '../../../domain/verdict.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { VerdictIcon } from '../verify/VerdictBanner.tsx'
import { allAnswers } from './answerGroups.ts'
import styles from './Checks.module.css'

/** How often each answer was given: its sign, its word and the count; answers nobody got are left out. */
export function AnswerFigures({ answers }: { answers: AnswerCounts }) {
  const locale = useLocale()
  const given = allAnswers.filter((answer) => (answers[answer] ?? 0) > 0)
  return (
    <ul className={styles.figures}>
      {given.map((answer) => (
        <li key={answer} className={styles.figure} data-colour={verdicts[answer].colour}>
          <VerdictIcon verdict={{ answer }} />
          <span>{verdicts[answer].shown[locale].replace(/ \{n\}.*$/, '')}</span>
          <strong>{figure(locale, answers[answer] ?? 0)}</strong>
        </li>
      ))}
    </ul>
  )
}

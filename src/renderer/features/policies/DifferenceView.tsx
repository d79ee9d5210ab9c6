import { Equal } from 'lucide-react'
import type { PolicyDetails } from '../../../contract/desk/policies.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { EmptyState } from '../../ui/States.tsx'
import styles from './Policies.module.css'
import { weightTones } from './policyWords.ts'

/** What changes when this pack follows the one in force, in plain words. */
export function DifferenceView({ details, inForce }: { details: PolicyDetails; inForce: string }) {
  const text = useText().policies
  const locale = useLocale()
  if (details.difference.length === 0) {
    const own = details.state === 'in-force'
    return (
      <EmptyState icon={Equal} title={own ? text.differenceOwn : text.differenceNone}>
        {own ? text.differenceOwnText : text.differenceNoneText}
      </EmptyState>
    )
  }
  return (
    <>
      <p className={styles.muted}>{text.differenceTo(inForce)}</p>
      <ul className={styles.rows} aria-label={text.tabs.difference}>
        {details.difference.map(({ what, whatEn, weight }, at) => (
          <li key={at} className={styles.change}>
            <StatusChip tone={weightTones[weight]}>{text.weights[weight]}</StatusChip>
            <span>{locale === 'vi' ? what : whatEn}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

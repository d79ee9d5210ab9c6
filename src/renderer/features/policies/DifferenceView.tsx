import { Equal } from 'lucide-react'
import { useState } from 'react'
import { comparePolicies, type Policy, type PolicyChange } from '../../../contract/desk/policies.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import styles from './Policies.module.css'
import { nameOf, versionWords, weightTones } from './policyWords.ts'

type Props = { policy: Policy; policies: readonly Policy[] }

/** What changes when this pack follows another, in plain words; without choosing, the one in force. */
export function DifferenceView({ policy, policies }: Props) {
  const text = usePoliciesText()
  const locale = useLocale()
  const others = policies.filter(({ state }) => state !== 'too-new')
  const usual = others.find((one) => one.state === 'in-force')
  const [chosen, setChosen] = useState(nameOf(usual ?? policy))
  const query = { before: chosen, after: nameOf(policy) }
  const read = useRoute(comparePolicies, { query }, ['policies', 'office'], { keep: true })
  return (
    <>
      <Select
        label={text.against}
        placeholder={false}
        defaultValue={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        options={others.map((one) => ({
          value: nameOf(one),
          label: `${text.states[one.state]}: ${one.title}, ${versionWords(one, text, locale)}`,
        }))}
      />
      {read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.data && !read.isError && <LoadingState />}
      {read.data && <Changes changes={read.data.changes} />}
    </>
  )
}

function Changes({ changes }: { changes: readonly PolicyChange[] }) {
  const text = usePoliciesText()
  const locale = useLocale()
  if (changes.length === 0) {
    return (
      <EmptyState icon={Equal} title={text.differenceNone}>
        {text.differenceNoneText}
      </EmptyState>
    )
  }
  return (
    <ul className={styles.rows} aria-label={text.tabs.difference}>
      {changes.map(({ what, whatEn, weight }, at) => (
        <li key={at} className={styles.change}>
          <StatusChip tone={weightTones[weight]}>{text.weights[weight]}</StatusChip>
          <span>{locale === 'vi' ? what : whatEn}</span>
        </li>
      ))}
    </ul>
  )
}

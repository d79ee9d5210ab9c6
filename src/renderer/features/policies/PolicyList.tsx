import type { Policy } from '../../../contract/desk/policies.ts'
import { useLocale } from '../../text/Text.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { toneIcons } from '../../ui/tones.ts'
import { usePoliciesText } from '../../text/policies.ts'
import { dayWords, nameOf, stateTones, versionWords } from './policyWords.ts'

type Props = {
  policies: readonly Policy[]
  current: Policy | undefined
  onPick: (policy: Policy) => void
}

/** Every pack of the office, the one in force first. */
export function PolicyList({ policies, current, onPick }: Props) {
  const text = usePoliciesText()
  const locale = useLocale()
  const pick = (key: string) => {
    const policy = policies.find((one) => nameOf(one) === key)
    if (policy) onPick(policy)
  }
  return (
    <PickList
      label={text.list}
      current={current && nameOf(current)}
      onPick={pick}
      onMove={pick}
      picks={policies.map((policy) => {
        const Icon = toneIcons[stateTones[policy.state]]
        return {
          key: nameOf(policy),
          title: policy.place || policy.pack,
          note: [
            text.states[policy.state],
            versionWords(policy, text, locale),
            text.fromDay(dayWords(policy.effectiveFrom)),
          ].join(' · '),
          mark: <Icon size="1.3em" />,
        }
      })}
    />
  )
}

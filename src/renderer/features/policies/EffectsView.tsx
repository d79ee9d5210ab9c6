import { FileCheck2 } from 'lucide-react'
import type { EarlierEffect, PolicyDetails } from '../../../contract/desk/policies.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type PoliciesText, usePoliciesText } from '../../text/policies.ts'
import styles from './Policies.module.css'
import { dayWords } from './policyWords.ts'

/** What a pack does to papers and cases of before: how many live papers end, and when. */
export function EffectsView({ details }: { details: PolicyDetails }) {
  const text = usePoliciesText()
  const locale = useLocale()
  const { earlier, openCases } = details
  const ends = earlier.some(({ effect, papers }) => effect !== 'stay-valid' && papers > 0)
  return (
    <>
      {earlier.length === 0 ? (
        <EmptyState icon={FileCheck2} title={text.effects.none}>
          {text.effects.noneText}
        </EmptyState>
      ) : (
        <ul className={styles.rows} aria-label={text.tabs.effects}>
          {earlier.map((effect, at) => (
            <li key={at} className={styles.effect}>
              <span>
                <strong>{text.effects.under(effect.title ?? effect.pack)}</strong> {effectWords(effect, text)}
              </span>
              <Badge tone={effect.effect !== 'stay-valid' && effect.papers > 0 ? 'warning' : 'neutral'}>
                {text.effects.papers(figure(locale, effect.papers))}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      {ends && <Notice tone="warning" title={text.effects.noReturn} />}
      <Unscoped names={details.unscoped} />
      <p>
        <strong>{text.effects.open(figure(locale, openCases.count))}.</strong> {text.effects[openCases.rule]}
      </p>
    </>
  )
}

/** Whose accounts are limited under other packs only. */
export function Unscoped({ names }: { names: PolicyDetails['unscoped'] }) {
  const { effects } = usePoliciesText()
  if (names.length === 0) return null
  return <Notice tone="warning" title={effects.unscoped(names.join(', '))} next={effects.unscopedNext} />
}

/** What becomes of papers of before. */
function effectWords({ effect, until }: EarlierEffect, { effects }: PoliciesText): string {
  return effect === 'valid-until' ? effects[effect](dayWords(until ?? '')) : effects[effect]
}

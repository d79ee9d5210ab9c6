import { ChevronDown, ChevronRight, DoorOpen } from 'lucide-react'
import { useState } from 'react'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { KeyCap } from '../../ui/KeyCap.tsx'
import styles from './Registration.module.css'

const storageKey = 'quay.exemptions'

type Props = {
  exemptions: RulePack['exemptions']
  /** The form is somebody's already: the room is needed, unless the clerk has said otherwise. */
  begun: boolean
}

/**
 * Who needs no paper at all, and what they show instead: before anything is filled in. Folded away it still names them
 * in one line; how the clerk left it last, it opens next time.
 */
export function ExemptionsPanel({ exemptions, begun }: Props) {
  const text = useText().registration.exempt
  const [choice, setChoice] = useState(() => window.localStorage.getItem(storageKey))
  const open = choice === null ? !begun : choice === 'open'
  const toggle = () => {
    const next = open ? 'folded' : 'open'
    window.localStorage.setItem(storageKey, next)
    setChoice(next)
  }
  useShortcuts([{ key: 'Shift+F5', label: text.show, run: toggle, when: exemptions.length > 0 }])
  if (exemptions.length === 0) return null
  const Arrow = open ? ChevronDown : ChevronRight
  return (
    <section className={styles.exempt} aria-label={text.title}>
      <button
        type="button"
        className={styles.exemptHead}
        aria-expanded={open}
        aria-keyshortcuts="Shift+F5"
        onClick={toggle}
      >
        <Arrow size="1.2em" aria-hidden />
        <DoorOpen size="1.2em" aria-hidden />
        <strong>{text.title}</strong>
        <span className={styles.exemptLine}>
          {open ? text.text : exemptions.map(({ label }) => label).join(' · ')}
        </span>
        <span aria-hidden>
          <KeyCap keys="Shift+F5" />
        </span>
      </button>
      {open && (
        <ul className={styles.exemptList}>
          {exemptions.map(({ label, proof }) => (
            <li key={label}>
              <span className={styles.exemptWho}>{label}</span>
              <span className={styles.quiet}>{text.proof(proof)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

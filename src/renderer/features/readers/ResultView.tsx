import { RotateCw, Save, ScanLine } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReaderCheckState } from '../../../contract/desk/readers.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { toneIcons } from '../../ui/tones.ts'
import styles from './Readers.module.css'
import { useReaderFacts } from './useReaderFacts.ts'
import { verdictTones } from './verdictTones.ts'

type Props = {
  state: ReaderCheckState
  onSave: () => Promise<void>
  /** Back to the codes, to scan one of them anew. */
  onBack: () => Promise<void>
  onAgain: () => void
}

/** One page about a reader: what it is worth, what it does, what to change on it. */
export function ResultView({ state, onSave, onBack, onAgain }: Props) {
  const text = useText().readers
  const facts = useReaderFacts(state)
  const heading = useRef<HTMLHeadingElement>(null)
  const save = { key: 'Ctrl+Enter', label: text.save, run: onSave, when: state.latest !== null } as const
  const back = { key: 'Shift+F8', label: text.backToCodes, run: onBack } as const
  const again = { key: 'F8', label: text.redo, run: onAgain } as const
  useShortcuts([save, back, again])
  // The page has changed under the person: the cursor and the screen reader go with it.
  useEffect(() => heading.current?.focus(), [])
  const { verdict, findings } = state.report
  const Icon = toneIcons[verdictTones[verdict]]
  return (
    <>
      <section className={styles.verdict} data-tone={verdictTones[verdict]} aria-label={text.results}>
        <Icon size="2.6rem" strokeWidth={1.6} aria-hidden />
        <div>
          <h2 ref={heading} tabIndex={-1} className={styles.headline}>
            {text.verdicts[verdict]}
          </h2>
          <p>{text.verdictTexts[verdict]}</p>
        </div>
        <div className={styles.verdictActions}>
          <ActionButton action={back} icon={ScanLine} variant="quiet" />
          <ActionButton action={again} icon={RotateCw} />
          <ActionButton action={save} icon={Save} variant="primary" />
        </div>
      </section>
      <div className={styles.results}>
        <div className={styles.side}>
          <Panel title={text.facts}>
            <KeyValueList items={facts} />
          </Panel>
        </div>
        <div className={styles.side}>
          <Changes state={state} />
          <Panel title={text.found}>
            {findings.length === 0 ? (
              <p>{text.foundNone}</p>
            ) : (
              <ul className={styles.findings}>
                {findings.map((finding) => (
                  <li key={finding}>{text.findings[finding]}</li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </div>
    </>
  )
}

/** What to change, the most useful first, each with the names under which the makers' manuals have it. */
function Changes({ state: { report, setUpCodes } }: { state: ReaderCheckState }) {
  const text = useText().readers
  if (report.advice.length === 0) {
    return (
      <Panel title={text.change}>
        <p>{text.changeNone}</p>
      </Panel>
    )
  }
  return (
    <Panel
      title={text.change}
      {...(setUpCodes.length > 0 ? { mark: <span className={styles.muted}>{text.changeHow}</span> } : {})}
    >
      <ol className={styles.advice}>
        {report.advice.map((advice) => {
          const codes = setUpCodes.filter((one) => one.advice === advice)
          return (
            <li key={advice}>
              {text.advice[advice]}
              {codes.length > 0 && (
                <ul className={styles.makers}>
                  {codes.map(({ maker, name, code }) => (
                    <li key={maker}>
                      <strong>{maker}</strong> {name} {code !== null && <code>{code}</code>}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}

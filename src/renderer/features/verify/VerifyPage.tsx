import { ScanLine } from 'lucide-react'
import { useState } from 'react'
import type { Scan } from '../../../contract/desk/scans.ts'
import { type Verdict, verifyText } from '../../../contract/desk/verify.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useText } from '../../text/Text.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { CheckInput } from './CheckInput.tsx'
import { EarlierChecks } from './EarlierChecks.tsx'
import { SignedContent } from './SignedContent.tsx'
import { SoundSwitch } from './SoundSwitch.tsx'
import { playTone, toneOf } from './tones.ts'
import { VerdictBanner } from './VerdictBanner.tsx'
import styles from './Verify.module.css'
import { notAPaper } from './verdictWords.ts'

/** One paper that was checked on this screen. */
export type Check = { readonly key: number; readonly at: number; readonly verdict: Verdict }

const remembered = 12

/** What a permit QR is, judged on this PC: scanned, pasted, dropped as a picture, or typed. Nothing is stored. */
export function VerifyPage() {
  const text = useText().verify
  const { checks, shown, show, takeScan, checkText, busy, problem, refuse } = useChecks()
  useScans((scan) => void takeScan(scan))
  return (
    <>
      <PageHeader title={text.title} note={text.note} actions={<SoundSwitch />} />
      <div className={styles.page}>
        <div className={styles.main}>
          <ProblemNotice problem={problem} onDismiss={() => refuse(null)} />
          {shown ? (
            <>
              <VerdictBanner key={shown.key} verdict={shown.verdict} />
              <SignedContent key={`content ${shown.key}`} verdict={shown.verdict} />
            </>
          ) : (
            <div className={styles.waiting}>
              <EmptyState icon={ScanLine} title={busy ? text.checking : text.waiting}>
                {text.waitingText}
              </EmptyState>
            </div>
          )}
        </div>
        <div className={styles.side}>
          <CheckInput busy={busy} onText={checkText} onScans={takeScan} onProblem={refuse} />
          <EarlierChecks checks={checks} shown={shown?.key ?? null} onShow={show} />
        </div>
      </div>
    </>
  )
}

/** The papers checked since the page was opened, the latest first, and the one in view. */
function useChecks() {
  const [checks, setChecks] = useState<readonly Check[]>([])
  const [shownKey, show] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, refuse] = useState<Problem | null>(null)

  const add = (verdict: Verdict) => {
    const key = (checks[0]?.key ?? 0) + 1
    setChecks((before) => [{ key, at: Date.now(), verdict }, ...before].slice(0, remembered))
    show(key)
    refuse(null)
    playTone(toneOf(verdict.answer))
  }
  const checkText = async (words: string) => {
    setBusy(true)
    const { answer, problem: refused } = await ask(verifyText, { body: { text: words } })
    setBusy(false)
    if (answer) add(answer)
    else refuse(refused)
  }
  const takeScan = async ({ verdict, text }: Scan) => {
    if (verdict) add(verdict)
    else if (text === null) add(notAPaper)
    else await checkText(text)
  }
  const shown = checks.find(({ key }) => key === shownKey) ?? null
  return { checks, shown, show, takeScan, checkText, busy, problem, refuse }
}

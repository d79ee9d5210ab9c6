import { useEffect, useRef, useState } from 'react'
import type { Scan } from '../../../contract/desk/scans.ts'
import { fold } from '../../../domain/text/fold.ts'
import { useScans } from '../../app/scans.tsx'
import { useText } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { playTone } from './tones.ts'

const cards = ['cccd', 'can-cuoc', 'cmnd', 'mrz-td1', 'mrz-td3'] as const
type Compared = 'same' | 'differs' | 'nameDiffers'

/** A reader in keyboard mode leaves letters in the field until it is told from a person: only what stays is compared. */
const settleMs = 400

/**
 * The card in the other hand against the paper: a copied code verifies, so whose it is says only the card. Typed, or the
 * card is scanned; nothing of it is kept.
 */
export function LastDigits({ wanted, name }: { wanted: string; name: string }) {
  const text = useText().verify.lastDigits
  const [compared, setCompared] = useState<Compared | null>(null)
  const compare = (outcome: Compared | null) => {
    setCompared(outcome)
    if (outcome) playTone(outcome === 'same' ? 'good' : outcome === 'differs' ? 'bad' : 'doubt')
  }
  const waiting = useRef(0)
  useEffect(() => () => window.clearTimeout(waiting.current), [])
  const typed = (field: HTMLInputElement) => {
    window.clearTimeout(waiting.current)
    waiting.current = window.setTimeout(() => {
      const last = lastFour(field.value)
      compare(last.length < 4 ? null : last === wanted ? 'same' : 'differs')
    }, settleMs)
  }
  useScans(({ recognised }: Scan) => {
    if (!recognised.idNumber) return
    const isSame = lastFour(recognised.idNumber) === wanted
    const isNamed = !recognised.fullName || namesFit(recognised.fullName, name)
    compare(isSame ? (isNamed ? 'same' : 'nameDiffers') : 'differs')
  }, cards)
  return (
    <>
      <TextField
        label={text.label}
        hint={text.hint}
        figures
        maxLength={20}
        autoFocus
        onChange={(event) => typed(event.currentTarget)}
      />
      {compared && (
        <Notice
          live="alert"
          tone={compared === 'same' ? 'success' : compared === 'differs' ? 'error' : 'warning'}
          title={text[compared]}
        />
      )}
    </>
  )
}

/** As tokens carry it: the last four letters and digits, capitals. */
function lastFour(text: string): string {
  return fold(text)
    .replace(/[^0-9a-z]/g, '')
    .toUpperCase()
    .slice(-4)
}

/** The token cuts a very long name. */
function namesFit(onCard: string, onPaper: string): boolean {
  const [card, paper] = [fold(onCard), fold(onPaper.replace(/…$/u, ''))]
  return onPaper.endsWith('…') ? card.startsWith(paper) : card === paper
}

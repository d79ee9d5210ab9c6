import { Keyboard, ScanBarcode } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Readers, readWedgeSettings } from '../../../contract/desk/readers.ts'
import { useRoute } from '../../app/queries.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { readerLabel } from './readerLabel.ts'
import styles from './Readers.module.css'
import { verdictTones } from './verdictTones.ts'

type Reader = Readers['readers'][number]
type Checked = Reader['checked']

const stateTones = { open: 'success', refused: 'error', 'not-chosen': 'neutral' } as const

type RowProps = {
  reader: Reader
  onCheck: ((reader: string) => void) | null
  onUse: ((reader: string, used: boolean) => Promise<void>) | null
}

/** One reader that is plugged in. */
export function ReaderRow({ reader, onCheck, onUse }: RowProps) {
  const text = useText().readers
  const { key, maker, source, state, trouble, checked } = reader
  const label = readerLabel(reader, text)
  const note = [maker, text.sources[source] ?? source].filter(Boolean).join(' · ')
  const mayLeave = state !== 'not-chosen' && source !== 'simulated'
  return (
    <Row
      icon={<ScanBarcode size="1.8rem" strokeWidth={1.6} aria-hidden />}
      title={label}
      note={note}
      mark={<StatusChip tone={stateTones[state]}>{text.states[state]}</StatusChip>}
      remark={trouble ? text.troubles[trouble] : state === 'not-chosen' ? text.notChosen : null}
      checked={checked}
    >
      {onUse && state === 'not-chosen' && <Button onClick={() => void onUse(key, true)}>{text.use}</Button>}
      {onUse && mayLeave && (
        <Button variant="quiet" onClick={() => void onUse(key, false)}>
          {text.useNot}
        </Button>
      )}
      {onCheck && state === 'open' && <CheckButton label={label} onClick={() => onCheck(key)} />}
    </Row>
  )
}

/** Readers in keyboard mode, which no computer can list, and how they are told from a person. */
export function KeyboardReaderRow({ checked, onCheck }: { checked: Checked; onCheck: RowProps['onCheck'] }) {
  const text = useText().readers
  const locale = useLocale()
  const settings = useRoute(readWedgeSettings, {}, ['readers']).data
  const known =
    settings &&
    [
      text.keyboardTimes(figure(locale, settings.medianGap), figure(locale, settings.longestGap)),
      ...(settings.prefix === null ? [] : [text.keyboardPrefix(settings.prefix)]),
    ].join('. ')
  return (
    <Row
      icon={<Keyboard size="1.8rem" strokeWidth={1.6} aria-hidden />}
      title={text.keyboard}
      note={text.keyboardText}
      remark={known ? `${known}.` : null}
      checked={checked}
    >
      {onCheck && <CheckButton label={text.keyboard} onClick={() => onCheck('keyboard')} />}
    </Row>
  )
}

function CheckButton({ label, onClick }: { label: string; onClick: () => void }) {
  const text = useText().readers
  return (
    <Button onClick={onClick} aria-label={`${text.checkThis}: ${label}`}>
      {text.checkThis}
    </Button>
  )
}

type Parts = {
  icon: ReactNode
  title: string
  note: string
  mark?: ReactNode
  remark: string | null
  checked: Checked
  children: ReactNode
}

function Row({ icon, title, note, mark, remark, checked, children }: Parts) {
  return (
    <li className={styles.row}>
      <span className={styles.rowIcon}>{icon}</span>
      <div className={styles.words}>
        <p className={styles.rowTitle}>
          <strong>{title}</strong> {mark}
        </p>
        <p className={styles.muted}>{note}</p>
        {remark && <p>{remark}</p>}
        <Profile checked={checked} />
      </div>
      <div className={styles.rowActions}>{children}</div>
    </li>
  )
}

/** What the last check of a reader found. */
function Profile({ checked }: { checked: Checked }) {
  const text = useText().readers
  if (!checked) return <p className={styles.muted}>{text.neverChecked}</p>
  return (
    <>
      <p className={styles.rowTitle}>
        <StatusChip tone={verdictTones[checked.verdict]}>{text.verdicts[checked.verdict]}</StatusChip>
        <span className={styles.muted}>{text.checkedAt(showInstant(Date.parse(checked.at)))}</span>
      </p>
      {checked.findings.length > 0 && (
        <ul className={styles.findings}>
          {checked.findings.map((finding) => (
            <li key={finding}>{text.findings[finding]}</li>
          ))}
        </ul>
      )}
    </>
  )
}

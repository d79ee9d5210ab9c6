import { ScanLine } from 'lucide-react'
import type { Recognised, Scan } from '../../../contract/desk/scans.ts'
import { useSession } from '../../app/session.tsx'
import { useText } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Registration.module.css'
import { isPersonScan, scannedNumber } from './scanned.ts'

/** As much of an unknown text as helps to see what was scanned. */
const mostRaw = 160

/** What was scanned last and what came of it, in words; before the first scan, how to scan. */
export function ScanStrip({ scan }: { scan: Scan | null }) {
  const text = useText().registration.scan
  const { office } = useSession()
  if (!scan) {
    return (
      <p className={styles.ready}>
        <ScanLine size="1.3em" aria-hidden />
        <strong>{text.ready}.</strong> {text.readyText} {office.hasSimulatedReader && text.simulated}
      </p>
    )
  }
  return <Scanned read={scan.recognised} raw={scan.text} />
}

/** `raw` is the text as it came, of what is no person's paper. */
function Scanned({ read, raw }: { read: Recognised; raw: string | null }) {
  const text = useText().registration.scan
  const title = `${text.kinds[read.kind]} · ${word(text.rules, read.rule)}`
  if (read.kind === 'unknown') {
    return (
      <Notice live="status" tone="warning" title={text.unknown}>
        {read.damage !== null && `${text.damages[read.damage]} `}
        {raw && (
          <>
            {text.raw(word(text.rules, read.rule))}
            <code className={styles.raw}>{raw.slice(0, mostRaw)}</code>
          </>
        )}
      </Notice>
    )
  }
  if (!isPersonScan(read)) {
    return (
      <Notice live="status" tone="info" title={title}>
        {text.notPerson}
      </Notice>
    )
  }
  const remarks = [
    ...(read.damage === null ? [] : [text.damages[read.damage]]),
    ...(scannedNumber(read) === '' ? [text.noNumber] : []),
    ...(read.repaired ? [text.repaired] : []),
    ...read.warnings.map((warning) => word(text.warnings, warning)),
  ]
  const isTrouble = read.damage !== null || scannedNumber(read) === ''
  if (remarks.length === 0) return <Notice live="status" tone="success" title={`${title}. ${text.filled}`} />
  return (
    <Notice live="status" tone={isTrouble ? 'warning' : 'info'} title={title}>
      {remarks.join(' ')}
    </Notice>
  )
}

/** The word for a code; the code itself when it is of a newer office. */
function word(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code
}

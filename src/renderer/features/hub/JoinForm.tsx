import { Cable } from 'lucide-react'
import { useRef, useState } from 'react'
import { joinHub } from '../../../contract/desk/hub.ts'
import { hubWays } from '../../../contract/events/hub-events.ts'
import {
  hubCodeLength,
  readHubAddress,
  readHubCode,
  readHubText,
  showHubCode,
} from '../../../contract/sync/hub.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useHubText } from '../../text/hub.ts'
import { ActionButton } from '../../ui/Button.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Hub.module.css'

const unknownOnly = ['unknown'] as const
type Scanned = { readonly text: string; readonly address: string; readonly code: string }
type Wrong = 'address' | 'code' | null

/** Finds a hub by what its screen shows: the QR, or address and code. It is asked before it is believed. */
export function JoinForm() {
  const text = useHubText().using
  const say = useToast()
  const address = useRef<HTMLInputElement>(null)
  const code = useRef<HTMLInputElement>(null)
  const way = useRef<HTMLSelectElement>(null)
  const [scanned, setScanned] = useState<Scanned | null>(null)
  const [wrong, setWrong] = useState<Wrong>(null)
  const { run, pending, problem } = useAct(joinHub)
  useScans((scan) => {
    const found = readHubText(scan.text ?? '')
    if (!found || !address.current || !code.current) return
    const shown = { address: `${found.host}:${found.port}`, code: showHubCode(found.code) }
    address.current.value = shown.address
    code.current.value = shown.code
    setScanned({ text: scan.text ?? '', ...shown })
    setWrong(null)
  }, unknownOnly)
  const join = async () => {
    const typed = { address: address.current?.value ?? '', code: code.current?.value ?? '' }
    // With what was scanned goes the hub's key; what was typed over it is typed.
    const isScanned = scanned?.address === typed.address && scanned.code === typed.code
    const place = readHubAddress(typed.address)
    const fault = place === null ? 'address' : isCode(typed.code) ? null : 'code'
    setWrong(fault)
    if (fault === 'address' || !place) return address.current?.focus()
    if (fault === 'code') return code.current?.focus()
    const found = isScanned ? { text: scanned.text } : { ...place, code: typed.code }
    const chosen = hubWays.find((each) => each === way.current?.value) ?? 'when-needed'
    if (!(await run({ body: { actId: newActId(), found, way: chosen } }))) return
    readAnew(['hub', 'sync'])
    say({ tone: 'success', title: text.joined })
  }
  const action = { key: 'Ctrl+Enter', label: text.join, run: join, when: !pending } as const
  useShortcuts([action])
  return (
    <>
      <p className={styles.muted}>{text.none}</p>
      {scanned && <Notice live="status" tone="info" title={text.scanned(scanned.address)} />}
      <EntryForm columns={2}>
        <TextField
          ref={address}
          label={text.address}
          hint={text.addressHint}
          required
          figures
          error={wrong === 'address' ? text.addressWrong : undefined}
        />
        <Select
          ref={way}
          label={text.way}
          required
          placeholder={false}
          defaultValue="when-needed"
          options={hubWays.map((value) => ({ value, label: text.ways[value] }))}
        />
        <WholeRow>
          <TextField
            ref={code}
            label={text.code}
            hint={text.codeHint}
            required
            figures
            maxLength={60}
            error={wrong === 'code' ? text.codeWrong : undefined}
          />
        </WholeRow>
      </EntryForm>
      <ProblemNotice problem={problem} />
      <div className={styles.buttons}>
        <ActionButton action={action} icon={Cable} variant="primary" busy={pending} />
      </div>
    </>
  )
}

function isCode(typed: string): boolean {
  return readHubCode(typed).length === hubCodeLength
}

import { useRef, useState } from 'react'
import { suggestAddress } from '../../../contract/desk/addresses.ts'
import { transferCase } from '../../../contract/desk/case-steps.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ActButtons } from './ActButtons.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import styles from './CasePage.module.css'
import { ReasonFields, useReasoning } from './ReasonFields.tsx'
import { useActing } from './useActing.ts'
import { reasonsFor } from '../../../contract/policy/rules.ts'
import { usePackOf } from './usePackOf.ts'

/** Sends a case to another ward: which one, found by its name or an address in it, and why. */
export function TransferDialog(props: ActDialogProps) {
  const text = useText().case.transfer
  return (
    <Dialog open onClose={props.onClose} title={text.title} description={text.text}>
      <TransferForm {...props} />
    </Dialog>
  )
}

function TransferForm({ subject, onClose, ...rest }: ActDialogProps) {
  const text = useText().case.transfer
  const { send, busy, problem } = useActing(rest)
  const { pack, failed } = usePackOf(subject)
  const reasoning = useReasoning(reasonsFor(pack, 'transfer'), failed, false)
  const [ward, setWard] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const wards = useRef<HTMLDivElement>(null)
  const { caseId, version } = subject

  const confirm = () => {
    if (ward === null) {
      setMissing(true)
      wards.current?.querySelector('input')?.focus()
      return
    }
    const decision = reasoning.given()
    if (!decision) return
    return send((actId) =>
      ask(transferCase, { params: { caseId }, body: { actId, version, ward, ...decision } }),
    )
  }
  return (
    <>
      <div ref={wards} className={styles.fields}>
        <WardChoice
          residence={subject.applicant.residence}
          error={missing && ward === null ? text.missing : undefined}
          onChange={setWard}
        />
      </div>
      <ReasonFields {...reasoning.fields} />
      <ProblemNotice problem={problem} />
      <ActButtons act="transfer" busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}

type WardProps = { residence: string; error: string | undefined; onChange: (ward: string | null) => void }

/** Wards of today that an address may lie in; starts from where the applicant lives.. */
function WardChoice({ residence, error, onChange }: WardProps) {
  const text = useText().case.transfer
  const [address, setAddress] = useState(residence)
  const typing = useRef(0)
  const { data } = useRoute(suggestAddress, { body: { text: address } }, [], {
    enabled: address.length >= 4,
    keep: true,
  })
  const found = data?.ward ? [data.ward] : (data?.alternatives ?? [])
  const look = (typed: string) => {
    window.clearTimeout(typing.current)
    typing.current = window.setTimeout(() => {
      setAddress(typed.slice(0, 500))
      onChange(null)
    }, 250)
  }
  return (
    <>
      <TextField
        label={text.address}
        hint={found.length === 0 && data ? text.foundNone : text.addressHint}
        defaultValue={residence}
        error={found.length === 0 ? error : undefined}
        onChange={(event) => look(event.currentTarget.value)}
      />
      {found.length > 0 && (
        <RadioGroup
          // Other wards are another choice.
          key={found.map(({ code }) => code).join()}
          label={text.found}
          required
          options={found.map(({ code, name }) => ({
            value: code,
            label: [name, data?.province?.name].filter(Boolean).join(', '),
          }))}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  )
}

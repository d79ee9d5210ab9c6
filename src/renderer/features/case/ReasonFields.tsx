import { type RefObject, useEffect, useRef, useState } from 'react'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { useText } from '../../text/Text.tsx'
import { NoteArea } from '../../ui/NoteArea.tsx'
import { readNote } from '../../ui/notes.ts'
import { Notice } from '../../ui/Notice.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import type { Decision } from './caseActs.ts'
import { noteOf, roomBeside } from './reasonNote.ts'

/** A reason of the pack and what is said besides, while they are being given. */
export type Reasoning = {
  readonly fields: {
    readonly choices: RefObject<HTMLDivElement | null>
    readonly details: RefObject<HTMLTextAreaElement | null>
    readonly reasons: RulePack['returnReasons']
    readonly failed: boolean
    readonly error: boolean
    readonly longest: number
    readonly choose: (code: string) => void
  }
  /** What was given; null, with the cursor on what is missing or too long. */
  readonly given: () => Decision | null
}

/** Holds the reason of one act. `first`: the cursor starts here. */
export function useReasoning(reasons: RulePack['returnReasons'], failed: boolean, first = true): Reasoning {
  const details = useRef<HTMLTextAreaElement>(null)
  const choices = useRef<HTMLDivElement>(null)
  const [code, setCode] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const chosen = reasons.find((reason) => reason.code === code)
  const longest = roomBeside(chosen)
  const listed = reasons.length > 0
  const focus = () => focusFirst(choices.current)
  // Reasons that come after the dialog still get the cursor, unless somebody writes already.
  useEffect(() => {
    if (first && listed && details.current?.value === '') focusFirst(choices.current)
  }, [first, listed])

  const given = () => {
    if (!chosen) {
      setMissing(true)
      focus()
      return null
    }
    const more = readNote(details.current, longest)
    if (more === null) return null
    return { note: noteOf(chosen, more), reasonCode: chosen.code }
  }
  return {
    fields: { choices, details, reasons, failed, error: missing && !chosen, longest, choose: setCode },
    given,
  }
}

function focusFirst(choices: HTMLElement | null): void {
  choices?.querySelector('input')?.focus()
}

type FieldsProps = Reasoning['fields'] & {
  /** What to say besides the reason. */
  hint?: string
}

/** The reasons to choose from, and room to say more. */
export function ReasonFields(props: FieldsProps) {
  const { choices, details, reasons, failed, error, longest, choose, hint } = props
  const text = useText().case.dialogs
  return (
    <>
      {failed && <Notice tone="error" title={text.packMissing} live="alert" />}
      <div ref={choices}>
        <RadioGroup
          label={text.reason}
          required
          options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
          error={error ? text.reasonMissing : undefined}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </div>
      <NoteArea
        ref={details}
        label={text.details}
        hint={hint ?? text.detailsRead}
        longest={longest}
        rows={2}
      />
    </>
  )
}

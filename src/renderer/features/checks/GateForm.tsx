import { Check } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type GateState, setGate } from '../../../contract/desk/checks.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Checks.module.css'

const kinds = ['checkpoint', 'market'] as const

/** The place of this PC: name, kind, and which code on papers counts as being here. */
export function GateForm({ state, onSaved }: { state: GateState; onSaved: (state: GateState) => void }) {
  const text = useText().checks
  const { run, pending, problem } = useAct(setGate)
  const [wrong, setWrong] = useState(false)
  const { gate, codes } = state
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    const data = new FormData(form)
    const body = {
      name: wordAt(data, 'name'),
      kind: wordAt(data, 'kind') === 'market' ? ('market' as const) : ('checkpoint' as const),
      code: wordAt(data, 'code') || null,
    }
    const isWrong = !setGate.body.safeParse(body).success
    setWrong(isWrong)
    if (isWrong) return form.querySelector<HTMLInputElement>('[name="name"]')?.focus()
    const answer = await run({ body })
    if (answer) onSaved(answer)
  }
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <WholeRow>
        <p className={styles.muted}>{text.placeNote}</p>
      </WholeRow>
      <TextField
        name="name"
        label={text.name}
        hint={text.nameHint}
        error={wrong ? text.errors.name : undefined}
        defaultValue={gate?.name ?? ''}
        maxLength={60}
        required
        autoFocus
      />
      <RadioGroup
        name="kind"
        label={text.kind}
        options={kinds.map((kind) => ({ value: kind, label: text.kinds[kind] }))}
        defaultValue={gate?.kind ?? 'checkpoint'}
        inline
      />
      <Select
        name="code"
        label={text.code}
        hint={text.codeHint}
        placeholder={text.noCode}
        options={codes.map(({ code, label }) => ({ value: code, label: `${code} · ${label}` }))}
        defaultValue={gate?.code ?? ''}
      />
      <WholeRow>
        <ProblemNotice problem={problem} />
      </WholeRow>
      <WholeRow>
        <Button type="submit" variant="primary" icon={Check} busy={pending}>
          {text.save}
        </Button>
      </WholeRow>
    </EntryForm>
  )
}

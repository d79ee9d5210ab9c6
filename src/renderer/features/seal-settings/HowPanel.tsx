import { Save } from 'lucide-react'
import { useRef, useState } from 'react'
import { sealMeasures, type SealSettings, setSeal } from '../../../contract/desk/seal-settings.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'

const modes = ['wet', 'electronic'] as const
type Measure = keyof typeof sealMeasures

/** By hand or electronically, the sizes, and the quota of a session. */
export function HowPanel({ settings }: { settings: SealSettings }) {
  const text = useText().seals.setting
  const locale = useLocale()
  const say = useToast()
  const [mode, setMode] = useState(settings.mode)
  const fields = {
    space: useRef<HTMLInputElement>(null),
    diameter: useRef<HTMLInputElement>(null),
    quota: useRef<HTMLInputElement>(null),
  }
  const [wrong, setWrong] = useState<Measure | null>(null)
  const { run, pending, problem } = useAct(setSeal)
  const numberIn = (measure: Measure): number | null => {
    const typed = Number((fields[measure].current?.value ?? '').replace(/[.\s]/g, '').replace(',', '.'))
    const { least, most } = sealMeasures[measure]
    return Number.isInteger(typed) && typed >= least && typed <= most ? typed : null
  }
  const save = async () => {
    const [spaceMm, diameterMm, quota] = [numberIn('space'), numberIn('diameter'), numberIn('quota')]
    const fault =
      spaceMm === null ? 'space' : diameterMm === null ? 'diameter' : quota === null ? 'quota' : null
    setWrong(fault)
    if (fault !== null) fields[fault].current?.focus()
    if (spaceMm === null || diameterMm === null || quota === null) return
    const done = await run({ body: { actId: newActId(), mode, spaceMm, diameterMm, quota } })
    if (!done) return
    say({ tone: 'success', title: text.saved })
    readAnew(['seal'])
  }
  const action = { key: 'Ctrl+Enter', label: text.save, run: save, when: !pending } as const
  useShortcuts([action])
  const range = (measure: Measure) =>
    text.range(figure(locale, sealMeasures[measure].least), figure(locale, sealMeasures[measure].most))
  const field = (measure: Measure, value: number) => (
    <TextField
      ref={fields[measure]}
      label={text[measure]}
      hint={range(measure)}
      error={wrong === measure ? range(measure) : undefined}
      required
      figures
      inputMode="numeric"
      defaultValue={String(value)}
    />
  )
  return (
    <Panel
      title={text.how}
      actions={<ActionButton action={action} icon={Save} variant="primary" busy={pending} />}
    >
      <RadioGroup
        label={text.mode}
        required
        defaultValue={settings.mode}
        options={modes.map((value) => ({ value, label: text.modes[value], hint: text.modeHints[value] }))}
        onChange={(event) => setMode(modes.find((one) => one === event.currentTarget.value) ?? 'wet')}
      />
      {field('space', settings.spaceMm)}
      {field('diameter', settings.diameterMm)}
      {field('quota', settings.quota)}
      <ProblemNotice problem={problem} />
    </Panel>
  )
}

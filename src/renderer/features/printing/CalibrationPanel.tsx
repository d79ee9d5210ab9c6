import { Calculator, ExternalLink, Printer, Save } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
import {
  measureCalibration,
  type PrinterProfile,
  setPrinterProfile,
} from '../../../contract/desk/printers.ts'
import { asDrawn, squareOn } from '../../../domain/printing/placing.ts'
import type { PaperSize, SheetKind } from '../../../domain/printing/sheet-kinds.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { usePrintingText } from '../../text/printing.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { decimal, typedDecimal } from './decimals.ts'
import styles from './Printing.module.css'
import { useCalibrationPage } from './useCalibrationPage.ts'

type Props = {
  printer: string
  kind: SheetKind
  paper: PaperSize
  profile: PrinterProfile | null
  isByHand: boolean
}

const measures = ['leftMm', 'topMm', 'widthMm', 'heightMm'] as const
const placings = ['xMm', 'yMm', 'percent'] as const
type Placing = Readonly<Record<(typeof placings)[number], number>>

/** Prints the page, takes the four numbers read off it, shows what follows, and sets it. */
export function CalibrationPanel({ printer, kind, paper, profile, isByHand }: Props) {
  const text = usePrintingText().printers
  const locale = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const page = { printer, kind, paper }
  const sheet = useCalibrationPage(page, isByHand)
  const numbers = useNumbers(form)
  const measuring = useMeasuring(page, () => numbers.read(measures))
  const setting = useSetting(page, () => numbers.read(placings))
  useShortcuts([...sheet.actions, measuring.action, setting.action])
  const now = profile ?? asDrawn
  const shown = measuring.placing ?? now
  return (
    <Panel title={text.how}>
      <EntryForm ref={form} onSubmit={(event) => event.preventDefault()}>
        <WholeRow>
          <p className={styles.step}>{text.first}</p>
        </WholeRow>
        <WholeRow>
          <div className={styles.buttons}>
            {sheet.actions.map((action) => (
              <ActionButton
                key={action.key}
                action={action}
                icon={action.key === 'Shift+F2' ? Printer : ExternalLink}
                busy={sheet.busy}
              />
            ))}
          </div>
          <p className={styles.step}>{text.second(String(squareOn(paper)))}</p>
          <p className={styles.muted}>
            {/* As the page says it, which is in Vietnamese whatever the screen is in. */}
            {text.says(decimal('vi', now.xMm), decimal('vi', now.yMm), decimal('vi', now.percent))}
          </p>
        </WholeRow>
        {measures.map((name) => (
          <Measure key={name} name={name} label={text.measures[name]} />
        ))}
        <WholeRow>
          <div className={styles.form}>
            <div className={styles.buttons}>
              <ActionButton action={measuring.action} icon={Calculator} busy={measuring.pending} />
            </div>
            {measuring.placing && <Notice live="status" tone="success" title={text.computed} />}
            {numbers.wrong && <Notice live="alert" tone="error" title={text.wrongNumber} />}
            <ProblemNotice problem={sheet.problem ?? measuring.problem ?? setting.problem} />
            <p className={styles.step}>{text.third}</p>
            <div className={styles.three}>
              {placings.map((name) => (
                <Measure
                  // What was worked out takes the place of what stood there.
                  key={`${name} ${shown[name]}`}
                  name={name}
                  label={text.placings[name]}
                  value={decimal(locale, shown[name])}
                />
              ))}
            </div>
            <div className={styles.buttons}>
              <ActionButton action={setting.action} icon={Save} variant="primary" busy={setting.pending} />
            </div>
          </div>
        </WholeRow>
      </EntryForm>
    </Panel>
  )
}

function Measure({ name, label, value = '' }: { name: string; label: string; value?: string }) {
  return (
    <TextField name={name} label={label} figures inputMode="decimal" maxLength={6} defaultValue={value} />
  )
}

/** Reads measures out of a form, or puts the cursor where there is no number and answers null. */
function useNumbers(form: RefObject<HTMLFormElement | null>) {
  const [wrong, setWrong] = useState(false)
  const read = <Name extends string>(names: readonly Name[]): Record<Name, number> | null => {
    if (!form.current) return null
    const data = new FormData(form.current)
    const values = names.map((name) => [name, typedDecimal(wordAt(data, name))] as const)
    const fault = values.find(([, value]) => value === null)
    setWrong(fault !== undefined)
    if (fault) form.current.querySelector<HTMLInputElement>(`[name=${fault[0]}]`)?.focus()
    // The keys are exactly the names, and none of the values is missing.
    return fault ? null : (Object.fromEntries(values) as Record<Name, number>)
  }
  return { read, wrong }
}

type Page = { readonly printer: string; readonly kind: SheetKind; readonly paper: PaperSize }

function useMeasuring(page: Page, read: () => Record<(typeof measures)[number], number> | null) {
  const text = usePrintingText().printers
  const [placing, setPlacing] = useState<Placing | null>(null)
  const { run, pending, problem } = useAct(measureCalibration)
  const compute = async () => {
    const measured = read()
    setPlacing(measured && (await run({ body: { ...page, ...measured } })))
  }
  const action = { key: 'F8', label: text.compute, run: compute, when: !pending } as const
  return { action, pending, problem, placing }
}

function useSetting(page: Page, read: () => Placing | null) {
  const text = usePrintingText().printers
  const say = useToast()
  const { run, pending, problem } = useAct(setPrinterProfile)
  const save = async () => {
    const placing = read()
    if (!placing || !(await run({ body: { actId: newActId(), ...page, ...placing } }))) return
    say({ tone: 'success', title: text.saved, next: text.savedNext })
    readAnew(['printers'])
  }
  const action = { key: 'Ctrl+Enter', label: text.save, run: save, when: !pending } as const
  return { action, pending, problem }
}

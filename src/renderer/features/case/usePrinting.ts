import { useRef, useState } from 'react'
import type { z } from 'zod'
import { type Case, printSheet } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ask } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { rememberPrinter } from './printerChoice.ts'
import { showSheet } from './openSheet.ts'

export type ReprintReason = NonNullable<z.input<typeof printSheet.body>['reprintReason']>

/** What to print and how. */
export type PrintOrder = {
  readonly sheet: string
  /** Name of the sheet, for words. */
  readonly title: string
  readonly printer: string | null
  readonly reprintReason: ReprintReason | null
}

/**
 * Prints sheets of a case, or opens them as PDF for printing by hand; both are counted, once per order however often
 * the person presses. `done` gets the case as it is afterwards.
 */
export function usePrinting(subject: Pick<Case, 'caseId' | 'number'>, done: (after: Case) => void) {
  const text = useText().case.print
  const say = useToast()
  const [busy, setBusy] = useState<'printer' | 'pdf' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const order = useRef({ id: newActId(), of: '' })

  /** One id for one order: a new one when anything about it changes. */
  const actIdOf = (wanted: PrintOrder, way: string) => {
    const of = JSON.stringify([wanted, way])
    if (order.current.of !== of) order.current = { id: newActId(), of }
    return order.current.id
  }
  const count = async (wanted: PrintOrder, way: 'printer' | 'pdf') => {
    setBusy(way)
    setProblem(null)
    const { title: _, ...body } = wanted
    const outcome = await ask(printSheet, {
      params: { caseId: subject.caseId },
      body: { ...body, actId: actIdOf(wanted, way), way },
    })
    setBusy(null)
    setProblem(outcome.problem)
    if (outcome.answer) order.current = { id: newActId(), of: '' }
    return outcome.answer
  }
  const print = async (wanted: PrintOrder) => {
    const answer = await count(wanted, 'printer')
    if (!answer) return
    rememberPrinter(wanted.printer)
    say({
      tone: 'success',
      title: text.printed(wanted.title),
      children: text.printedAt(placeOf(answer.where)),
    })
    done(answer.case)
  }
  const openToPrint = async (wanted: PrintOrder) => {
    const answer = await count({ ...wanted, printer: null }, 'pdf')
    if (!answer) return
    const shown = await showSheet(subject.caseId, wanted.sheet, `${subject.number}-${wanted.sheet}`)
    if ('problem' in shown) return setProblem(shown.problem)
    const where = shown.how === 'window' ? text.openedText : text.saved
    say({ tone: 'success', title: text.opened(wanted.title), children: where })
    done(answer.case)
  }
  return { print, openToPrint, busy, problem }
}

/** The printer's name, or the file's without its folders (the training office prints into a folder). */
function placeOf(where: string): string {
  return where.split(/[\\/]/).at(-1) ?? where
}

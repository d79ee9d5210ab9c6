import { useState } from 'react'
import type { Problem } from '../../../contract/refusals.ts'
import type { Route } from '../../../contract/route.ts'
import type { CsvFile } from '../../../contract/desk/reports.ts'
import type { Outcome } from '../../app/queries.ts'
import { saveFile } from '../../app/saveFile.ts'
import { showPdf } from '../../app/showPdf.ts'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'

type PdfRoute = Route & { readonly answer: 'application/pdf' }

/** A file of the office that a page can show. */
export type Paper = {
  /** Where the shell serves it; says nobody's name. */
  readonly address: string
  readonly read: () => Promise<Outcome<PdfRoute>>
  readonly name: string
}

/** The path of a route with a query, as an address for the browser. */
export function addressOf(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
  return `${path}?${new URLSearchParams(pairs).toString()}`
}

/** Printing a book and keeping it as a table: what is under way, and what went wrong. */
export function useBookFiles() {
  const text = useText().reports
  const say = useToast()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const during = async (work: () => Promise<Problem | null>) => {
    setBusy(true)
    setProblem(null)
    setProblem(await work())
    setBusy(false)
  }
  return {
    busy,
    problem,
    clear: () => setProblem(null),
    print: ({ address, read, name }: Paper) =>
      during(async () => {
        const shown = await showPdf(address, read, name)
        return 'problem' in shown ? shown.problem : null
      }),
    save: (
      read: () => Promise<
        | { readonly answer: CsvFile; readonly problem: null }
        | { readonly answer: null; readonly problem: Problem }
      >,
    ) =>
      during(async () => {
        const { answer, problem: refused } = await read()
        if (refused) return refused
        saveFile(new Blob([answer.csv], { type: 'text/csv;charset=utf-8' }), answer.name)
        say({ tone: 'success', title: text.saved(answer.name), next: text.savedNext })
        return null
      }),
  }
}

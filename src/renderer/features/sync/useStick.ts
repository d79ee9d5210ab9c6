import { useState } from 'react'
import {
  type BundleFaultCode,
  type BundleOutcome,
  bundleFaults,
  makeBundle,
  takeBundleAnswer,
} from '../../../contract/desk/bundles.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { saveFile } from '../../app/saveFile.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import type { NoticeProps } from '../../ui/Notice.tsx'

type Told = Pick<NoticeProps, 'tone' | 'title' | 'next'>
/** What the panel says afterwards. */
type Said = { notice: Told | null; problem: Problem | null }
type Taken = Extract<BundleOutcome, { outcome: 'taken' }>

/**
 * The way to the city without a network: what waits goes onto a USB stick in sealed files, and the city's answers come
 * back on it. Either may be done any number of times; nothing is marked as sent before a signed receipt is here.
 */
export function useStick() {
  const text = useText().sync.stick
  const locale = useLocale()
  const [busy, setBusy] = useState(false)
  const [notice, tell] = useState<Told | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const during = async (work: () => Promise<Said>) => {
    setBusy(true)
    const said = await work()
    tell(said.notice)
    setProblem(said.problem)
    setBusy(false)
  }
  const refusedBy = (fault: BundleFaultCode, file = ''): Said => {
    return { notice: { tone: 'warning', title: `${file}${bundleFaults[fault][locale]}` }, problem: null }
  }
  const write = () =>
    during(async () => {
      const { parts, fault, problem: refused } = await saveParts()
      if (fault) return refusedBy(fault)
      if (refused) return { notice: null, problem: refused }
      const title = text.written(figure(locale, parts))
      return { notice: { tone: 'success', title, next: text.writtenNext }, problem: null }
    })
  const read = (files: readonly File[]) =>
    during(async () => {
      const taken: Taken[] = []
      for (const file of [...files].sort(byPart)) {
        const { answer, problem: refused } = await ask(takeBundleAnswer, { body: file })
        readAnew(['sync'])
        if (refused) return { notice: null, problem: refused }
        if (answer.outcome === 'refused') return refusedBy(answer.reason, `${file.name}: `)
        taken.push(answer)
      }
      return { notice: toldOf(taken), problem: null }
    })
  const toldOf = (taken: readonly Taken[]): Told | null => {
    const last = taken.at(-1)
    if (!last) return null
    const count = (of: (one: Taken) => number) =>
      figure(
        locale,
        taken.reduce((sum, one) => sum + of(one), 0),
      )
    const title = text.taken(
      count(({ acknowledged }) => acknowledged),
      count(({ received }) => received),
    )
    if (last.more) return { tone: 'info', title, next: text.takenMore }
    if (last.waiting > 0) return { tone: 'info', title, next: text.takenWaits(figure(locale, last.waiting)) }
    return { tone: 'success', title }
  }
  return { busy, notice, problem, clear: () => setProblem(null), write, read }
}

/** The parts of one answer are numbered in their names, the first not: answer.psp-answer, answer.2.psp-answer … */
function byPart(one: File, other: File): number {
  const partOf = ({ name }: File) => Number(/\.(\d+)\.psp-answer$/.exec(name)?.[1] ?? 1)
  return partOf(one) - partOf(other)
}

type Parts = { parts: number; fault: BundleFaultCode | null; problem: Problem | null }

/** Saves all that waits, part by part; ends at the first that the office does not make. */
async function saveParts(from: number | null = null, part = 1): Promise<Parts> {
  const { answer, problem } = await ask(makeBundle, { body: { from, part, mostBytes: null } })
  if (problem) return { parts: part - 1, fault: null, problem }
  if (answer.outcome === 'refused') return { parts: part - 1, fault: answer.reason, problem: null }
  saveFile(fileOf(answer.file), answer.name)
  return answer.next === null ? { parts: part, fault: null, problem: null } : saveParts(answer.next, part + 1)
}

function fileOf(base64: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))])
}

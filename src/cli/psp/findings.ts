import type { CivilDate } from '../../domain/calendar.ts'
import { type ExitCode, No } from '../command.ts'
import { broken, type Proof } from '../journal/proof.ts'
import { print, printJson, tell } from '../say.ts'
import { type DayFile, type DaySource, writeDay } from './day.ts'

/** One part of the verification, in an order in which later parts rely on earlier ones. */
export type Part = { readonly part: string; readonly prove: () => Proof | Promise<Proof> }

/** What one part came to. */
export type Finding = { readonly part: string; readonly proof: Proof }

/** A civil day somebody wants to check by hand, and the file to write its lines to. */
export type WantedDay = { readonly day: CivilDate; readonly file: string }

/** Proves one part after the other, up to the first that does not hold; says each unless it will be JSON. */
export async function findOut(parts: readonly Part[], json: boolean): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { part, prove } of parts) {
    const proof = await provenOr(prove)
    findings.push({ part, proof })
    if (!json) report(proof)
    if (!proof.holds) break
  }
  return findings
}

/** Whether all of it was proven. */
export function allHold(findings: readonly Finding[]): boolean {
  return findings.every(({ proof }) => proof.holds)
}

/** Writes the day that was asked for. Throws `No` for one without lines. */
export function dayFileOf(source: DaySource | null, wanted: WantedDay | null): DayFile | null {
  if (!source || !wanted) return null
  const day = writeDay(source, wanted.day, wanted.file)
  if (day) return day
  throw new No({ vi: `Ngày ${wanted.day} không có dòng nào.`, en: `There is no line of ${wanted.day}.` })
}

/** Says how it ended: one line of JSON, or the instructions for the day; answers the exit code. */
export function conclude(
  findings: readonly Finding[],
  about: Readonly<Record<string, string | number | null>>,
  day: DayFile | null,
  json: boolean,
): ExitCode {
  const parts = findings.map(({ part, proof }) => {
    return { part, holds: proof.holds, ...(proof.holds ? proof.proven : proof.broken) }
  })
  const holds = allHold(findings)
  if (json) printJson({ holds, ...about, parts, ...(day ? { day } : {}) })
  else if (day) print(`\n${day.instructions}`)
  return holds ? 0 : 1
}

/** A city that does not answer proves nothing. */
async function provenOr(prove: Part['prove']): Promise<Proof> {
  try {
    return await prove()
  } catch (error) {
    if (!(error instanceof No)) throw error
    return broken(error.sentence.vi, error.sentence.en)
  }
}

function report(proof: Proof): void {
  if (proof.holds) print(`✓ ${proof.proven.vi}\n  ${proof.proven.en}`)
  else tell(proof.broken)
}

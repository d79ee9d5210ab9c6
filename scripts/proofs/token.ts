import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Verdict } from './proofs.ts'
import { type ChangesResult, type ChangesRun, changesRun } from './token-changes.ts'
import { damages, type PrintsResult, type PrintsRun, resolutions } from './token-prints.ts'
import { type TextsResult, type TextsRun, textsRun } from './token-texts.ts'

const papersPerRun = 20
const textsPerRun = 50_000
const sheetsPerRun = 5
/** Of a hundred sheets scanned at 200 dpi or better, so many must be read (issue). */
const readableShare = 0.99
const strictFrom = 200

/** Every single-bit and single-character change of so many tokens is refused. */
export async function proveChanges(papers: number, processes: number): Promise<Verdict> {
  const found = sumOfChanges(
    await inProcesses<ChangesRun, ChangesResult>(
      shares(papers, papersPerRun).map(([first, count]) => ({ work: 'changes', first, count })),
      processes,
    ),
  )
  const control = changesRun({ work: 'changes', first: 0, count: 1 })
  return {
    proof: `tokens: every changed bit and character of ${found.papers} is refused`,
    tried: `${whole(found.bits)} bits, ${whole(found.characters)} characters, ${whole(found.digits)} digits; ${whole(found.forged)} of them only by the signature`,
    lost: found.accepted,
    wrong: Number(found.firstProblem !== null && found.accepted === 0),
    control: `without the signature check: ${whole(control.acceptedUnsigned)} changes of one token believed`,
    controlLost: control.acceptedUnsigned,
    firstProblem: found.firstProblem,
  }
}

/** Fuzzed texts and list files: no crash, none believed, none over 50 ms of CPU time. */
export async function proveTexts(texts: number, processes: number): Promise<Verdict> {
  const found = sumOfTexts(
    await inProcesses<TextsRun, TextsResult>(
      shares(texts, textsPerRun).map(([first, count]) => ({ work: 'texts', seed: 1 + first, count })),
      processes,
    ),
  )
  const control = textsRun({ work: 'texts', seed: 2, count: 2000 })
  return {
    proof: 'tokens: no crash, no fuzzed text believed, none over 50 ms',
    tried: `${whole(found.texts)} texts and ${whole(found.lists)} lists, ${whole(found.readable)} of them in good form, slowest ${found.slowestMs.toFixed(1)} ms`,
    lost: found.accepted,
    wrong: found.crashes + found.slow,
    control: `without the signature check: ${control.acceptedUnsigned} of ${control.texts + control.lists} believed`,
    controlLost: control.acceptedUnsigned,
    firstProblem: found.firstProblem,
  }
}

/** Printed sheets, scanned, blurred, photocopied and stamped, are read back by zbar: 99 % at 200 dpi and better. */
export async function provePrints(sheets: number, processes: number): Promise<Verdict> {
  const found = await prints(sheets, processes, false)
  const control = await prints(Math.min(sheets, 20), processes, true)
  const missing = damages.flatMap((damage) =>
    resolutions
      .filter((dpi) => dpi >= strictFrom)
      .map((dpi) => Math.max(0, Math.ceil(sheets * readableShare) - readOf(found, dpi, damage))),
  )
  return {
    proof: `tokens: ${sheets} printed sheets read back by zbar`,
    tried: `\n${tableOf(found, sheets)}\n         at ${strictFrom} dpi and better`,
    lost: missing.reduce((sum, each) => sum + each, 0),
    wrong: found.reduce((sum, each) => sum + each.misread, 0),
    control: `stamped across the middle: ${control.reduce((sum, each) => sum + each.unread, 0)} of ${control.reduce((sum, each) => sum + each.tried, 0)} not read`,
    controlLost: control.reduce((sum, each) => sum + each.unread, 0),
    firstProblem: found.find((each) => each.firstProblem !== null)?.firstProblem ?? null,
  }
}

/** Why sheets cannot be read back here; null when they can. */
export function whyNoPrints(): string | null {
  const missing = ['pdftoppm', 'zbarimg'].filter((program) => spawnSync(program, ['--version']).error)
  return missing.length === 0
    ? null
    : `not installed: ${missing.join(', ')} (apt-get install poppler-utils zbar-tools)`
}

async function prints(sheets: number, processes: number, isSpoilt: boolean): Promise<PrintsResult[]> {
  return inProcesses<PrintsRun, PrintsResult>(
    shares(sheets, sheetsPerRun).map(([first, count]) => ({ work: 'prints', first, count, isSpoilt })),
    processes,
  )
}

function readOf(results: readonly PrintsResult[], dpi: number, damage: string): number {
  return results.reduce((sum, { read }) => sum + (read[`${damage} ${dpi}`] ?? 0), 0)
}

/** One line for each damage, one column for each resolution. */
function tableOf(results: readonly PrintsResult[], sheets: number): string {
  const head = ['damage'.padEnd(30), ...resolutions.map((dpi) => `${dpi} dpi`.padStart(9))].join('')
  const rows = damages.map((damage) => {
    const cells = resolutions.map((dpi) => `${readOf(results, dpi, damage)}/${sheets}`.padStart(9))
    return damage.padEnd(30) + cells.join('')
  })
  return [head, ...rows].map((line) => `           ${line}`).join('\n')
}

/** [first, count] of shares of at most so many, together `all`. */
function shares(all: number, most: number): [first: number, count: number][] {
  return Array.from({ length: Math.ceil(all / most) }, (_, index) => [
    index * most,
    Math.min(most, all - index * most),
  ])
}

/** Does runs in so many processes side by side. */
async function inProcesses<Run, Result>(runs: readonly Run[], processes: number): Promise<Result[]> {
  const worker = fileURLToPath(new URL('token-worker.ts', import.meta.url))
  const byProcess = Map.groupBy(runs.entries(), ([index]) => index % processes)
  const results = await Promise.all(
    [...byProcess.values()].map(async (share) => {
      const own = JSON.stringify(share.map(([, run]) => run))
      const { stdout } = await promisify(execFile)(process.execPath, [worker, own], { maxBuffer: 2 ** 26 })
      // Printed by our own worker, one result a line.
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Result)
    }),
  )
  return results.flat()
}

function sumOfChanges(results: readonly ChangesResult[]): ChangesResult {
  const sum = (count: (result: ChangesResult) => number) =>
    results.reduce((all, each) => all + count(each), 0)
  return {
    papers: sum((each) => each.papers),
    bits: sum((each) => each.bits),
    characters: sum((each) => each.characters),
    digits: sum((each) => each.digits),
    accepted: sum((each) => each.accepted),
    acceptedUnsigned: sum((each) => each.acceptedUnsigned),
    forged: sum((each) => each.forged),
    firstProblem: results.find((each) => each.firstProblem !== null)?.firstProblem ?? null,
  }
}

function sumOfTexts(results: readonly TextsResult[]): TextsResult {
  const sum = (count: (result: TextsResult) => number) => results.reduce((all, each) => all + count(each), 0)
  return {
    texts: sum((each) => each.texts),
    lists: sum((each) => each.lists),
    readable: sum((each) => each.readable),
    accepted: sum((each) => each.accepted),
    acceptedUnsigned: sum((each) => each.acceptedUnsigned),
    crashes: sum((each) => each.crashes),
    slow: sum((each) => each.slow),
    slowestMs: Math.max(0, ...results.map((each) => each.slowestMs)),
    firstProblem: results.find((each) => each.firstProblem !== null)?.firstProblem ?? null,
  }
}

function whole(value: number): string {
  return value.toLocaleString('en')
}

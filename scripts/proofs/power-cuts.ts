import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  brokenAt,
  type LedgerOptions,
  openLedger,
  rebuildEqualsLive,
  registeredIds,
} from '../../src/office/journal/testing/ledger.ts'
import { crashDisk, type PowerCut, powerCuts } from './crash-disk.ts'
import { seededRandom } from './random.ts'
import { type DiskAct, readTrace, tracedCalls } from './trace.ts'

/** One writer, traced once, and many power cuts at random instants of its work. */
export type PowerRun = {
  readonly seed: number
  readonly cases: number
  readonly images: number
  readonly synchronous: 'FULL' | 'NORMAL'
  /** Whether the images are opened with their second copy; without it the store stands alone. */
  readonly withSpool: boolean
}

export type PowerResult = {
  readonly images: number
  /** Images that did not open, or whose journal or projections did not hold. */
  readonly broken: number
  /** Images in which a confirmed case was missing, and how many cases that were. */
  readonly imagesWithLoss: number
  readonly lost: number
  /** Lines given back by the second copy. */
  readonly healed: number
  readonly firstProblem: string | null
}

/** Why power cuts cannot be simulated here; null when they can. */
export function whyNoTrace(): string | null {
  const tried = spawnSync('strace', ['-qq', '-e', 'trace=none', process.execPath, '--version'], {
    encoding: 'utf8',
  })
  if (tried.error) return 'strace is not installed (apt-get install strace)'
  return tried.status === 0 ? null : `strace is not permitted: ${tried.stderr.trim().split('\n')[0] ?? ''}`
}

/** Runs the writer under strace and opens what a power cut would leave at random instants, by the real ritual. */
export async function powerRun(run: PowerRun): Promise<PowerResult> {
  // The images live in memory where there is such a folder: what the real disk does is no part of this.
  const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'quay-power-'))
  try {
    const folder = join(scratch, 'office')
    mkdirSync(folder)
    const acts = traceWriter(run, folder, join(scratch, 'trace'))
    return await cutPower(run, acts, folder, join(scratch, 'image'))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function traceWriter(run: PowerRun, folder: string, traceFile: string): DiskAct[] {
  const writer = fileURLToPath(new URL('power-writer.ts', import.meta.url))
  // Only the main thread: all of the store's and the spool's calls are synchronous.
  const options = ['-qq', '-xx', '-s', '16777216', '-o', traceFile, '-e', `trace=${tracedCalls.join()}`]
  const program = [process.execPath, writer, folder, String(run.cases), run.synchronous]
  const ran = spawnSync('strace', [...options, ...program], { encoding: 'utf8' })
  const confirmed = ran.stdout.split('\n').length - 1
  if (confirmed !== run.cases) throw new Error(`the writer stopped at ${confirmed}: ${ran.stderr}`)
  return readTrace(readFileSync(traceFile, 'latin1'), folder)
}

async function cutPower(
  run: PowerRun,
  acts: readonly DiskAct[],
  folder: string,
  image: string,
): Promise<PowerResult> {
  const random = seededRandom(run.seed)
  const instants = Array.from({ length: run.images }, () => random.below(acts.length + 1)).sort(
    (a, b) => a - b,
  )
  const disk = crashDisk(folder)
  const confirmed: string[] = []
  const result = { images: run.images, broken: 0, imagesWithLoss: 0, lost: 0, healed: 0 }
  let firstProblem: string | null = null
  let done = 0
  for (const instant of instants) {
    for (const act of acts.slice(done, instant)) {
      if (act.kind === 'told') confirmed.push(act.text.trim())
      else disk.apply(act)
    }
    done = instant
    const cut = powerCuts[random.below(powerCuts.length)] ?? 'none'
    layOut(disk.afterPowerCut(cut, random), folder, image)
    const found = await inspect(image, confirmed, run.withSpool ? {} : { spool: 'none' })
    result.healed += found.healed
    result.lost += found.lost
    if (found.lost > 0) result.imagesWithLoss += 1
    if (found.problem !== null) result.broken += 1
    firstProblem ??= problemOf(found, run, instant, cut)
  }
  return { ...result, firstProblem }
}

type Found = { readonly problem: string | null; readonly lost: number; readonly healed: number }

function problemOf(found: Found, run: PowerRun, instant: number, cut: PowerCut): string | null {
  if (found.problem === null && found.lost === 0) return null
  const what = found.problem ?? `${found.lost} confirmed cases missing`
  return `${what} (seed ${run.seed}, act ${instant}, ${cut})`
}

function layOut(files: ReadonlyMap<string, Buffer | null>, folder: string, image: string): void {
  rmSync(image, { recursive: true, force: true })
  for (const [path, content] of files) {
    const to = join(image, relative(folder, path))
    if (content === null) mkdirSync(to, { recursive: true })
    else writeFileSync(to, content)
  }
}

/** Opens an image as the office would and looks for every confirmed case; then work must be able to go on. */
async function inspect(image: string, confirmed: readonly string[], options: LedgerOptions): Promise<Found> {
  try {
    const ledger = await openLedger(image, options)
    try {
      const ids = registeredIds(ledger.store)
      const lost = confirmed.filter((id) => !ids.has(id)).length
      ledger.register()
      const broken = brokenAt(ledger.store)
      const problem = broken
        ? `chain broken at ${broken.seq}: ${broken.reason}`
        : rebuildEqualsLive(ledger.store)
          ? null
          : 'the projections differ from the journal'
      return { problem, lost, healed: ledger.recovery.healed }
    } finally {
      ledger.close()
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'fault', lost: confirmed.length, healed: 0 }
  }
}

/** The sum of several runs. */
export function sumOf(results: readonly PowerResult[]): PowerResult {
  const sum = (count: (result: PowerResult) => number) =>
    results.reduce((total, each) => total + count(each), 0)
  return {
    images: sum((each) => each.images),
    broken: sum((each) => each.broken),
    imagesWithLoss: sum((each) => each.imagesWithLoss),
    lost: sum((each) => each.lost),
    healed: sum((each) => each.healed),
    firstProblem: results.find((each) => each.firstProblem !== null)?.firstProblem ?? null,
  }
}

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { foundOffice, projectionsHold, readRemains } from './killed-office.ts'
import { type Random, seededRandom } from './random.ts'

/** What the clerk was doing when the process was killed. */
export type Work = 'register' | 'fill-in'

export type KillRun = {
  readonly seed: number
  readonly kills: number
  readonly work: Work
  /** The negative control: the clerk is told before anything is written. */
  readonly confirmsFirst: boolean
}

export type KillResult = {
  readonly kills: number
  /** Cases, or fields, the clerk was told are saved. */
  readonly confirmed: number
  readonly lost: number
  /** Cases nobody registered: the same one twice. */
  readonly doubled: number
  /** Chains that did not hold, and projections that differ from their journal. */
  readonly broken: number
}

/** Kills an office (SIGKILL) again and again while its clerk works, and looks each time for all that was confirmed. */
async function killRun(run: KillRun): Promise<KillResult> {
  const random = seededRandom(run.seed)
  const dataDir = await foundOffice()
  const tried = new Set<string>()
  const confirmed = new Set<string>()
  let again = ''
  let broken = 0
  for (let kill = 0; kill < run.kills; kill++) {
    const heard = await workUntilKilled(dataDir, run, again, random)
    for (const what of heard.tried) tried.add(what)
    for (const what of heard.confirmed) confirmed.add(what)
    again = run.confirmsFirst ? '' : (heard.tried.find((what) => !confirmed.has(what)) ?? '')
    const remains = await readRemains(dataDir)
    if (!remains.chainHolds) broken += 1
  }
  const remains = await readRemains(dataDir)
  const isThere = (what: string) =>
    run.work === 'register' ? remains.cases.has(what) && remains.spooled.has(what) : remains.fields.has(what)
  if (!(await projectionsHold(dataDir))) broken += 1
  return {
    kills: run.kills,
    confirmed: confirmed.size,
    lost: [...confirmed].filter((what) => !isThere(what)).length,
    doubled: [...remains.cases].filter((what) => !tried.has(what)).length,
    broken,
  }
}

type Heard = { readonly tried: string[]; readonly confirmed: string[] }

/** Lets the clerk work until so many things were confirmed and a moment more has passed; then the process is gone. */
function workUntilKilled(dataDir: string, run: KillRun, again: string, random: Random): Promise<Heard> {
  const program = fileURLToPath(new URL('clerk.ts', import.meta.url))
  const confirmsFirst = run.confirmsFirst ? 'yes' : 'no'
  const clerk = spawn(process.execPath, [program, dataDir, run.work, confirmsFirst, again], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killAfter = 1 + random.below(12)
  // A confirmation is followed at once by the next act: somewhere in these milliseconds its commit falls.
  const momentMs = run.confirmsFirst ? 0 : random.next() * 8
  let told = ''
  let complaint = ''
  let isDoomed = false
  const words = (word: string) =>
    [...told.matchAll(new RegExp(`^${word} (\\S+)\\n`, 'gm'))].map(([, what = '']) => what)
  clerk.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  clerk.stdout.on('data', (text: Buffer) => {
    told += text.toString()
    if (isDoomed || words('confirmed').length < killAfter) return
    isDoomed = true
    if (momentMs === 0) clerk.kill('SIGKILL')
    else setTimeout(() => clerk.kill('SIGKILL'), momentMs)
  })
  return new Promise((resolve, reject) => {
    clerk.on('error', reject)
    clerk.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve({ tried: words('tries'), confirmed: words('confirmed') })
      else reject(new Error(`the clerk's process ended by itself: ${complaint.slice(0, 400)}`))
    })
  })
}

/** Does runs side by side, each in its own office; answers their sum. */
export async function killRuns(runs: readonly KillRun[]): Promise<KillResult> {
  const results = await Promise.all(runs.map(killRun))
  const sum = (count: (result: KillResult) => number) =>
    results.reduce((total, each) => total + count(each), 0)
  return {
    kills: sum((each) => each.kills),
    confirmed: sum((each) => each.confirmed),
    lost: sum((each) => each.lost),
    doubled: sum((each) => each.doubled),
    broken: sum((each) => each.broken),
  }
}

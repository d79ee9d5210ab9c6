import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bugs, protocolWith } from './psp-bugs.ts'
import { foundCity } from './psp-city.ts'
import { sound } from './psp-mutations.ts'
import { oneRealOf, playStory, type Story } from './psp-story.ts'
import type { Verdict } from './proofs.ts'

/** Stories of the sound protocol from a seed on, or the search for one mistake (its place in the list of them). */
export type StoriesRun =
  | { readonly work: 'stories'; readonly seed: number; readonly count: number }
  | { readonly work: 'bug'; readonly bug: number; readonly most: number }

export type StoriesResult = Pick<Story, 'lost' | 'doubled' | 'wrong' | 'stuck' | 'first' | 'tally'> & {
  readonly stories: number
  /** Of a search: after how many stories it was found; null: it was not. */
  readonly foundAfter: number | null
  readonly milliseconds: number
}

const storiesPerRun = 1000
/** Stories make much that is soon forgotten: a young generation of this size, MiB, halves the time of collecting it. */
const workerFlags = ['--max-semi-space-size=64']
const desks = 3

/** Does one run in this process. */
export async function storiesRun(run: StoriesRun): Promise<StoriesResult> {
  const begun = performance.now()
  const founding = await foundCity(desks)
  try {
    const result = run.work === 'stories' ? await playMany(founding, run) : await search(founding, run)
    return { ...result, milliseconds: performance.now() - begun }
  } finally {
    await founding.remove()
  }
}

type Founding = Awaited<ReturnType<typeof foundCity>>
type Played = Omit<StoriesResult, 'milliseconds'>

async function playMany(
  founding: Founding,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<Played> {
  const sum = { lost: 0, doubled: 0, wrong: 0, stuck: 0 }
  const tally: Record<string, number> = {}
  let first: string | null = null
  for (let at = seed; at < seed + count; at += 1) {
    const story = await playStory(founding, at, sound)
    for (const kind of ['lost', 'doubled', 'wrong', 'stuck'] as const) sum[kind] += story[kind]
    for (const [name, times] of Object.entries(story.tally)) tally[name] = (tally[name] ?? 0) + times
    first ??= story.first && `story ${at}: ${story.first}`
  }
  return { ...sum, first, tally, stories: count, foundAfter: null }
}

/** Plays stories with one mistake in the protocol until it is found. */
async function search(
  founding: Founding,
  { bug, most }: { readonly bug: number; readonly most: number },
): Promise<Played> {
  const nothing = { lost: 0, doubled: 0, wrong: 0, stuck: 0, first: null, tally: {} }
  const wanted = bugs[bug]
  if (!wanted) throw new Error('there is no such mistake')
  for (let tried = 0; tried < most; tried += 1) {
    const story = await playStory(founding, tried + 1, protocolWith(wanted), wanted.shownBy)
    if (story.first !== null) return { ...story, stories: tried + 1, foundAfter: tried + 1 }
  }
  return { ...nothing, stories: most, foundAfter: null }
}

/**
 * The whole protocol by seed: PCs and city as they are, a network and sticks that do what they can. The control is a
 * list of mistakes, each put in alone; every one of them has to be found.
 */
export async function proveSimulation(
  stories: number,
  storiesPerBug: number,
  processes: number,
): Promise<Verdict> {
  const shares = Math.ceil(stories / storiesPerRun)
  const runs: StoriesRun[] = Array.from({ length: shares }, (_, index) => ({
    work: 'stories',
    seed: 1 + index * storiesPerRun,
    count: Math.min(storiesPerRun, stories - index * storiesPerRun),
  }))
  const searches: StoriesRun[] = bugs.map((_, bug) => ({ work: 'bug', bug, most: storiesPerBug }))
  const results = await inProcesses([...searches, ...runs], processes)
  const [controls, played] = [results.slice(0, searches.length), results.slice(searches.length)]
  const sum = (count: (result: StoriesResult) => number) => played.reduce((all, each) => all + count(each), 0)
  const happened = (name: string) => whole(sum(({ tally }) => tally[name] ?? 0))
  const missed = bugs.filter((_, index) => controls[index]?.foundAfter === null).map(({ name }) => name)
  const needed = bugs
    .map(({ name }, index) => `\n           ${controls[index]?.foundAfter ?? 'not found'}  ${name}`)
    .join('')
  const perSecond = sum((each) => each.stories) / (sum((each) => each.milliseconds) / 1000 / processes)
  return {
    proof: `PSP/1: ${whole(sum((each) => each.stories))} simulated stories of PCs, city, network and sticks; one of ${oneRealOf} with real signatures, seals and reopened files`,
    tried: `${happened('confirmed lines')} lines, ${happened('requests')} requests, ${happened('commit unknown')} commits unknown, ${happened('old disk')} old disks, ${happened('cloned disk')} clones, ${happened('restore of the city')} restores and ${happened('power cut at the city')} power cuts of the city, ${happened('bundle brought')} bundles, ${perSecond.toFixed(0)} stories/s`,
    lost: sum((each) => each.lost),
    wrong: sum((each) => each.doubled + each.wrong + each.stuck),
    control: `${bugs.length - missed.length} of ${bugs.length} mistakes found${missed.length > 0 ? `; not: ${missed.join('; ')}` : ''}; stories each needed:${needed}`,
    controlLost: missed.length === 0 ? bugs.length : 0,
    firstProblem: played.find(({ first }) => first !== null)?.first ?? null,
  }
}

/** Does runs in so many processes side by side; the results stand in the order of the runs. */
async function inProcesses(runs: readonly StoriesRun[], processes: number): Promise<StoriesResult[]> {
  const worker = fileURLToPath(new URL('psp-worker.ts', import.meta.url))
  const results: StoriesResult[] = []
  const share = async (process: number) => {
    const own = [...runs.entries()].filter(([index]) => index % processes === process)
    const given = JSON.stringify(own.map(([, run]) => run))
    const { stdout } = await promisify(execFile)(
      globalThis.process.execPath,
      [...workerFlags, worker, given],
      {
        maxBuffer: 2 ** 26,
      },
    )
    for (const [at, line] of stdout.trim().split('\n').entries()) {
      const index = own[at]?.[0]
      // Printed by our own worker, one result a line.
      if (index !== undefined) results[index] = JSON.parse(line) as StoriesResult
    }
  }
  await Promise.all(Array.from({ length: processes }, (_, process) => share(process)))
  return results
}

function whole(value: number): string {
  return value.toLocaleString('en')
}

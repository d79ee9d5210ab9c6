import { killRuns, type Work } from './kills.ts'
import { whyNoTrace } from './power-cuts.ts'
import { provePostgresKills, whyNoPostgres } from './postgres.ts'
import { powerRuns } from './power-runs.ts'
import {
  proveBadLines,
  proveClocks,
  proveCuts,
  proveFuzz,
  proveHub,
  proveReplays,
  proveSlowLink,
  proveVersions,
} from './psp.ts'
import { proveSimulation } from './psp-simulation.ts'
import { proveScanning } from './scanning.ts'
import { proveChanges, provePrints, proveTexts, whyNoPrints } from './token.ts'

/** How much is tried, and how much of the negative controls. */
export type Extent = {
  readonly powerImages: number
  readonly powerControlImages: number
  readonly kills: number
  readonly controlKills: number
  readonly processes: number
  /** Kills of the database below a city, and those of the control. */
  readonly databaseKills: number
  readonly databaseControlKills: number
  /** Inputs of readers. */
  readonly scans: number
  /** Tokens of which every bit and character is changed, fuzzed texts, and printed sheets. */
  readonly tokens: number
  readonly texts: number
  readonly sheets: number
  /** Of the sync protocol: simulated stories, at most so many for each mistake put in, and what else is tried. */
  readonly stories: number
  readonly storiesPerMistake: number
  readonly cutBatches: number
  readonly repeatedBatches: number
  readonly repetitions: number
  readonly linesAroundBad: number
  readonly minutes: number
  readonly versionRounds: number
  readonly slowLines: number
  readonly hubSteps: number
  readonly fuzzed: number
}
export const fullExtent: Extent = {
  powerImages: 10_000,
  powerControlImages: 1000,
  kills: 300,
  controlKills: 20,
  processes: 2,
  databaseKills: 25,
  databaseControlKills: 6,
  scans: 1_000_000,
  tokens: 1000,
  texts: 1_000_000,
  sheets: 500,
  stories: 150_000,
  storiesPerMistake: 3000,
  cutBatches: 1500,
  repeatedBatches: 50,
  repetitions: 100,
  linesAroundBad: 1000,
  minutes: 300,
  versionRounds: 50,
  slowLines: 1000,
  hubSteps: 2000,
  fuzzed: 1_000_000,
}
/** Part of `npm test`: shows that the proofs still prove, not how rare a failure is. */
export const shortExtent: Extent = {
  powerImages: 80,
  powerControlImages: 40,
  kills: 3,
  controlKills: 4,
  processes: 2,
  databaseKills: 2,
  databaseControlKills: 2,
  scans: 20_000,
  tokens: 5,
  texts: 20_000,
  sheets: 6,
  stories: 24,
  storiesPerMistake: 200,
  cutBatches: 20,
  repeatedBatches: 8,
  repetitions: 10,
  linesAroundBad: 40,
  minutes: 8,
  versionRounds: 4,
  slowLines: 150,
  hubSteps: 120,
  fuzzed: 5000,
}

/** What a proof found. It stands when nothing was lost and its negative control lost something. */
export type Verdict = {
  readonly proof: string
  readonly tried: string
  readonly lost: number
  /** Doubled, broken, or healed where nothing should have needed it. */
  readonly wrong: number
  readonly control: string
  readonly controlLost: number
  readonly firstProblem: string | null
}

export type Proof = {
  readonly name: string
  /** Why it cannot be done on this machine; null when it can. */
  whyNot(): string | null
  prove(extent: Extent): Promise<Verdict>
}

export const proofs: readonly Proof[] = [
  {
    name: 'power cuts under the store',
    whyNot: whyNoTrace,
    prove: (extent) => provePowerCuts(extent, false),
  },
  {
    name: 'power cuts, healed by the second copy',
    whyNot: whyNoTrace,
    prove: (extent) => provePowerCuts(extent, true),
  },
  { name: 'kills during saves', whyNot: () => null, prove: (extent) => proveKills(extent, 'register') },
  { name: 'kills during form entry', whyNot: () => null, prove: (extent) => proveKills(extent, 'fill-in') },
  {
    name: 'kills of the database below a city',
    whyNot: whyNoPostgres,
    prove: ({ databaseKills, databaseControlKills }) =>
      provePostgresKills(databaseKills, databaseControlKills),
  },
  { name: 'whatever a reader sends', whyNot: () => null, prove: ({ scans }) => proveScanning(scans) },
  {
    name: 'tokens with a changed bit or character',
    whyNot: () => null,
    prove: ({ tokens, processes }) => proveChanges(tokens, processes),
  },
  {
    name: 'fuzzed texts of tokens',
    whyNot: () => null,
    prove: ({ texts, processes }) => proveTexts(texts, processes),
  },
  {
    name: 'tokens on printed sheets',
    whyNot: whyNoPrints,
    prove: ({ sheets, processes }) => provePrints(sheets, processes),
  },
  {
    name: 'simulated stories of the sync protocol',
    whyNot: () => null,
    prove: ({ stories, storiesPerMistake, processes }) =>
      proveSimulation(stories, storiesPerMistake, processes),
  },
  {
    name: 'batches through a proxy that cuts',
    whyNot: () => null,
    prove: ({ cutBatches }) => proveCuts(cutBatches, 8),
  },
  {
    name: 'every batch again and again',
    whyNot: () => null,
    prove: ({ repeatedBatches, repetitions }) => proveReplays(repeatedBatches, repetitions),
  },
  {
    name: 'one bad event among good ones',
    whyNot: () => null,
    prove: ({ linesAroundBad }) => proveBadLines(linesAroundBad),
  },
  {
    name: 'clocks ten years wrong',
    whyNot: () => null,
    prove: ({ minutes }) => proveClocks(minutes),
  },
  {
    name: 'two versions of the protocol',
    whyNot: () => null,
    prove: ({ versionRounds }) => proveVersions(versionRounds),
  },
  {
    name: 'a link of 64 kbit/s with 30 % loss',
    whyNot: () => null,
    prove: ({ slowLines }) => proveSlowLink(slowLines),
  },
  {
    name: 'by way of a bad hub',
    whyNot: () => null,
    prove: ({ hubSteps }) => proveHub(hubSteps),
  },
  {
    name: 'fuzzed lines, bundles and headers',
    whyNot: () => null,
    prove: ({ fuzzed }) => proveFuzz(fuzzed),
  },
]

/** Whether a verdict holds: nothing lost, nothing wrong, and a control that failed as it must. */
export function stands(verdict: Verdict): boolean {
  return verdict.lost === 0 && verdict.wrong === 0 && verdict.controlLost > 0
}

const casesPerRun = 40
const imagesPerRun = 250

/**
 * Power cuts. The store alone must lose nothing at FULL, and does at NORMAL. The same weakened store with its second
 * copy must lose nothing either: there the control is the copy left out.
 */
async function provePowerCuts(extent: Extent, isWeakened: boolean): Promise<Verdict> {
  const synchronous = isWeakened ? 'NORMAL' : 'FULL'
  const runs = (
    images: number,
    run: { synchronous: 'FULL' | 'NORMAL'; withSpool: boolean; firstSeed: number },
  ) =>
    powerRuns(
      Array.from({ length: Math.ceil(images / imagesPerRun) }, (_, index) => ({
        ...run,
        seed: run.firstSeed + index,
        cases: casesPerRun,
        images: Math.min(imagesPerRun, images - index * imagesPerRun),
      })),
      extent.processes,
    )
  const images = isWeakened ? extent.powerControlImages : extent.powerImages
  const found = await runs(images, { synchronous, withSpool: true, firstSeed: 1 })
  const control = await runs(extent.powerControlImages, {
    synchronous: 'NORMAL',
    withSpool: false,
    firstSeed: 1,
  })
  // At FULL the second copy must have nothing to give back; weakened, it must have given something.
  const healedWrongly = isWeakened ? Number(found.healed === 0) : found.healed
  return {
    proof: `power cuts, synchronous=${synchronous}, with the second copy`,
    tried: `${found.images} images, ${found.healed} lines healed`,
    lost: found.lost,
    wrong: found.broken + healedWrongly,
    control: `NORMAL without it: ${control.lost} lost in ${control.imagesWithLoss} of ${control.images} images`,
    controlLost: control.lost,
    firstProblem: found.firstProblem,
  }
}

async function proveKills(extent: Extent, work: Work): Promise<Verdict> {
  const runs = (kills: number, confirmsFirst: boolean) =>
    killRuns(
      Array.from({ length: extent.processes }, (_, index) => ({
        seed: 1 + index,
        kills: Math.ceil(kills / extent.processes),
        work,
        confirmsFirst,
      })),
    )
  const found = await runs(extent.kills, false)
  const control = await runs(extent.controlKills, true)
  const things = work === 'register' ? 'cases' : 'fields'
  return {
    proof: work === 'register' ? 'kill -9 during saves' : 'kill -9 during form entry',
    tried: `${found.kills} kills, ${found.confirmed} confirmed ${things}`,
    lost: found.lost,
    wrong: found.doubled + found.broken,
    control: `confirmed before written: ${control.lost} of ${control.confirmed} lost in ${control.kills} kills`,
    controlLost: control.lost,
    firstProblem: null,
  }
}

import type { Verdict } from './proofs.ts'
import { bugs } from './psp-bugs.ts'
import { type Founding, foundCity } from './psp-city.ts'
import { cutLines } from './psp-cuts.ts'
import { fuzz } from './psp-fuzz.ts'
import { badAmong, slowLink, type Trial, twoVersions, wrongClocks } from './psp-hard.ts'
import { throughHub } from './psp-hub.ts'
import type { Protocol } from './psp-mutations.ts'
import { replayAll } from './psp-replays.ts'
import { seededRandom } from './random.ts'

/** Of 1,500 batches through the cutting proxy at least 400 must have been committed behind an error (issue). */
const unknownShare = 400 / 1500
/** Shares of fewer batches say nothing. */
const fewestForShare = 300

/** Batches over sockets through a proxy that cuts answers and truncates requests. */
export async function proveCuts(batches: number, controlBatches: number): Promise<Verdict> {
  const found = await founded((founding) => cutLines(founding, batches, 8, seededRandom(11).next))
  const control = await founded((founding) =>
    cutLines(founding, controlBatches, 8, seededRandom(12).next, true),
  )
  const isTooKind = batches >= fewestForShare && found.unknown < batches * unknownShare
  return {
    proof: `PSP/1: ${whole(found.batches)} batches through a proxy that cuts`,
    tried: `${whole(found.lines)} lines, ${whole(found.unknown)} pushes committed behind an error`,
    lost: found.lost,
    wrong: found.doubled + found.wrong + found.stuck + Number(isTooKind),
    control: `told again under new ids: ${control.doubled} of ${control.lines} lines doubled`,
    controlLost: control.doubled,
    firstProblem: found.first ?? (isTooKind ? 'the proxy cut too little' : null),
  }
}

/** Every batch so many times, by network and bundle, in any order. */
export async function proveReplays(batches: number, times: number): Promise<Verdict> {
  const found = await founded((founding) => replayAll(founding, batches, times, seededRandom(21)))
  const control = await founded((founding) =>
    replayAll(founding, 3, 2, seededRandom(21), mistake('not recognised')),
  )
  return {
    proof: `PSP/1: ${whole(found.batches)} pushes and bundles, each ${times} times more, in any order`,
    tried: `${whole(found.repetitions)} repetitions`,
    lost: 0,
    wrong: found.changed,
    control: `not recognised: ${control.changed} of ${control.repetitions} answered otherwise`,
    controlLost: control.changed,
    firstProblem: null,
  }
}

/** One line among others that the city cannot understand, must refuse, or has already. */
export async function proveBadLines(lines: number): Promise<Verdict> {
  const found = await founded((founding) => badAmong(founding, lines))
  const control = await founded((founding) => badAmong(founding, 20, mistake('poisoned')))
  return verdictOf('PSP/1: one bad line among the others', found, 'turned away', control)
}

/** PCs whose clocks are ten years slow, fast, or jump each minute. */
export async function proveClocks(minutes: number): Promise<Verdict> {
  const found = await founded((founding) => wrongClocks(founding, minutes, false))
  const control = await founded((founding) => wrongClocks(founding, 2, true))
  return verdictOf(
    'PSP/1: clocks ten years slow, ten years fast, and jumping each minute',
    found,
    'turned away without the right time',
    control,
  )
}

/** This version and the next in both directions. */
export async function proveVersions(rounds: number): Promise<Verdict> {
  const found = await founded((founding) => twoVersions(founding, rounds, true))
  const control = await founded((founding) => twoVersions(founding, 2, false))
  return verdictOf(
    'PSP/1: this version and the next, in both directions',
    found,
    'changed instead of added',
    control,
  )
}

/** 64 kbit/s with 30 % loss, in simulated time. */
export async function proveSlowLink(lines: number): Promise<Verdict> {
  const found = await founded((founding) => slowLink(founding, lines, seededRandom(31).next))
  const control = await founded((founding) => slowLink(founding, 20, seededRandom(31).next, 150))
  return verdictOf('PSP/1: 64 kbit/s with three packets of ten lost', found, 'given up after 150 ms', control)
}

/** PCs that reach the city by their ward's hub alone, whatever the hub does. */
export async function proveHub(steps: number): Promise<Verdict> {
  const found = await founded((founding) => throughHub(founding, steps, seededRandom(51)))
  const control = await founded((founding) => throughHub(founding, 100, seededRandom(51), true))
  return {
    ...verdictOf('PSP/1: by way of a hub that loses, alters, withholds and is killed', found, '', control),
    control: `its word taken for a receipt: ${control.lost} lines lost`,
    controlLost: control.lost,
  }
}

/** Fuzzed lines, bundles and headers. */
export async function proveFuzz(inputs: number): Promise<Verdict> {
  const found = await fuzz(inputs, seededRandom(41))
  return {
    proof: 'PSP/1: no changed line, bundle or header is believed, and none throws',
    tried: `${whole(found.lines)} lines, ${whole(found.bundles)} bundles, ${whole(found.headers)} headers, slowest ${found.slowestMs.toFixed(0)} ms of CPU time`,
    lost: found.believed,
    wrong: found.crashes,
    control: `without hash, seal and signature: ${whole(found.onlyBySignature)} believed`,
    controlLost: found.onlyBySignature,
    firstProblem: found.first,
  }
}

function verdictOf(proof: string, found: Trial, how: string, control: Trial): Verdict {
  return {
    proof,
    tried: found.tried,
    lost: found.lost,
    wrong: found.doubled + found.wrong + found.stuck + found.unsent,
    control: `${how}: ${control.unsent} lines never acknowledged`,
    controlLost: control.unsent,
    firstProblem: found.first,
  }
}

async function founded<T>(work: (founding: Founding) => Promise<T>): Promise<T> {
  const founding = await foundCity(3)
  try {
    return await work(founding)
  } finally {
    await founding.remove()
  }
}

function mistake(name: string): Partial<Protocol> {
  const found = bugs.find((bug) => bug.name.includes(name))
  if (!found) throw new Error(`there is no mistake "${name}"`)
  return found.make()
}

function whole(value: number): string {
  return value.toLocaleString('en')
}

import { check, type Findings } from './psp-checker.ts'
import { type Founding, type SimulatedCity, simulateCity } from './psp-city.ts'
import { type SimulatedDesk, simulateDesk } from './psp-desk.ts'
import { emptyDisk } from './psp-disk.ts'
import { helped, type Plot, plotOf } from './psp-happenings.ts'
import { useIdealCryptography } from './psp-ideal.ts'
import type { Protocol } from './psp-mutations.ts'
import { delivered, type Scene, type Tally } from './psp-scene.ts'
import { seededRandom } from './random.ts'

/** What a story came to. */
export type Story = Findings & { readonly tally: Tally }

/** Of so many stories one is played with real signatures and seals, and its city opens its file anew at every start. */
export const oneRealOf = 50

/**
 * Plays one story: PCs of a ward work, send, crash, are set back and copied; the network and the sticks do what they
 * can; the city is cut off and restored. Then the network is good again, everybody talks until there is nothing to say,
 * and all of it is checked. The same seed plays the same story.
 */
export async function playStory(
  founding: Founding,
  seed: number,
  protocol: Protocol,
  certain: readonly string[] = [],
): Promise<Story> {
  const random = seededRandom(seed)
  const isReal = seed % oneRealOf === 1
  useIdealCryptography(!isReal)
  const city = await simulateCity(founding, protocol, isReal)
  const count = 1 + random.below(3)
  const desks = founding.connections.slice(0, count).map((connection) => {
    return simulateDesk(connection, emptyDisk(connection.deviceId), protocol, () => random.next())
  })
  const scene: Scene = {
    random,
    protocol,
    calm: [2, 6, 20][random.below(3)] ?? 2,
    city,
    desks,
    cases: [],
    confirmed: new Set(),
    excused: new Set(),
    late: [],
    bundles: [],
    answers: [],
    tally: {},
    backups: 0,
  }
  const found: Findings = { lost: 0, doubled: 0, wrong: 0, stuck: 0, first: null }
  try {
    const plot = plotOf(random, certain)
    const steps = 25 + random.below(50)
    // Often nobody writes any more towards the end: what is wrong then is not healed by what comes next.
    const evening = random.chance(0.5) ? steps / 2 : steps
    for (let step = 0; step < steps; step += 1) {
      city.clock.ms += random.below(20_000)
      await happens(scene, step < evening ? plot : plot.slice(1))
    }
    const why = await healed(scene)
    if (why !== null) Object.assign(found, { stuck: 1, first: `stuck: ${why}` })
    scene.tally['requests'] = city.requests()
    check({ rows: city.contents(), desks, confirmed: scene.confirmed, excused: scene.excused }, found)
    scene.tally['confirmed lines'] = scene.confirmed.size
    for (const fault of city.faults)
      Object.assign(found, { wrong: found.wrong + 1, first: found.first ?? `the city failed: ${fault}` })
    return { ...found, tally: scene.tally }
  } catch (error) {
    // What neither client nor city may do: throw where it is not expected.
    const what =
      error instanceof Error ? `${error.message} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : 'thrown'
    return { ...found, wrong: found.wrong + 1, first: found.first ?? `wrong: ${what}`, tally: scene.tally }
  } finally {
    await city.close()
    useIdealCryptography(false)
  }
}

async function happens(scene: Scene, plot: Plot): Promise<void> {
  let at = scene.random.below(plot.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [name, weight, happening] of plot) {
    at -= weight
    if (at >= 0) continue
    scene.tally[name] = (scene.tally[name] ?? 0) + 1
    await happening(scene)
    return
  }
}

const mostRounds = 14

/** Lets everybody talk over a good line until nothing changes; why that does not end, or null. */
async function healed(scene: Scene): Promise<string | null> {
  const { city, desks } = scene
  // What the network still held arrives now.
  for (const parcel of scene.late.splice(0)) await delivered(city, parcel)
  let why: string | null = null
  for (let round = 0; round < mostRounds; round += 1) {
    why = null
    let isQuiet = true
    for (const desk of desks) {
      const before = desk.disk
      await finish(city, desk)
      // Some are switched off and on before it is quiet.
      if (round === 0 && scene.random.chance(0.3)) desk.restart()
      await desk.begin(() => desk.client().runOnce())
      await finish(city, desk)
      await helped(scene, desk)
      await finish(city, desk)
      isQuiet &&= before === desk.disk
      const { phase, truth, feed } = desk.client().status()
      const isWell = phase.state === 'idle' && truth === 'equal' && feed.alarm === null
      if (!isWell) why ??= `${JSON.stringify(phase)}, ${truth}, ${feed.alarm ?? 'no alarm'}`
    }
    if (isQuiet && why === null) return null
  }
  return why ?? 'there is no end of changes'
}

async function finish(city: SimulatedCity, desk: SimulatedDesk): Promise<void> {
  for (let turns = 0; desk.waiting && turns < 500; turns += 1)
    await desk.receive(await delivered(city, desk.waiting.parcel))
}

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { openPostgresStore } from '../../src/city/store/postgres/store.ts'
import {
  startPostgres,
  type TestPostgres,
  whyNoPostgres,
} from '../../src/city/store/postgres/testing/server.ts'
import type { CityStore, StoreKind } from '../../src/city/store/store.ts'
import { clientOf, enrolledDesk, keepCitiesIn, startCity } from '../../src/city/testing/desk.ts'
import { acts, type DeskJournal } from '../../src/city/testing/journal.ts'
import { checkPromises, type Promised } from './postgres-promises.ts'
import { type Random, seededRandom } from './random.ts'
import type { Verdict } from './proofs.ts'

export { whyNoPostgres }

const wards = ['39901', '39902', '39903', '39904']
const desksOfWard = 2
const mostLines = 5

/**
 * A city on PostgreSQL with eight PCs that write, through HTTP and with everything the protocol asks. Again and again the
 * server below is killed with all its processes, half of the time in the moment a write is answered, and started again.
 * In the end every receipt a PC heard must be the store's own with its head on the chain, every line there once.
 * The control answers before it commits.
 */
export async function provePostgresKills(kills: number, controlKills: number): Promise<Verdict> {
  const found = await killRun(kills, false)
  const control = await killRun(controlKills, true)
  return {
    proof: 'kill -9 of PostgreSQL under 8 writers',
    tried: `${found.kills} kills, ${found.receipts} receipts for ${found.lines} lines, ${found.unknown} commits whose answer was lost`,
    lost: found.lost,
    wrong: found.wrong,
    control: `answered before the commit: ${control.lost} of ${control.receipts} lost in ${control.kills} kills`,
    controlLost: control.lost,
    firstProblem: found.firstProblem,
  }
}

type Shot = { answered(): void }

async function killRun(kills: number, answersFirst: boolean) {
  const server = await startPostgres()
  const random = seededRandom(kills)
  const address = await server.database()
  const shot: Shot = { answered: () => undefined }
  let unknown = 0
  const kind: StoreKind = {
    name: 'postgres',
    async open() {
      const store = await openPostgresStore(address, () => (unknown += 1))
      return listenedTo(store, shot, answersFirst)
    },
  }
  keepCitiesIn(async () => kind)
  const city = await startCity()
  try {
    for (const code of wards) await city.city.admin.addWard({ code, name: 'Phường Ví Dụ' })
    const desks = await Promise.all(
      wards.flatMap((ward) => Array.from({ length: desksOfWard }, () => enrolledDesk(city, undefined, ward))),
    )
    const work = { isOver: false }
    const writers = desks.map((desk) => writer(desk, work))
    for (let kill = 0; kill < kills; kill += 1) await killOnce(server, shot, random, kill % 2 === 0)
    work.isOver = true
    await Promise.all(writers)
    const promised = desks.map(({ connection, journal }) => promisedTo(connection.ward, journal))
    return {
      kills,
      unknown,
      ...(await checkPromises(address, promised, desks[0]?.connection.receiptKeys ?? [])),
    }
  } finally {
    keepCitiesIn(null)
    await city.close()
    await server.stop()
  }
}

/** Kills the server after some answers, in the moment of the last of them or a little later, and starts it again. */
async function killOnce(server: TestPostgres, shot: Shot, random: Random, isAtOnce: boolean): Promise<void> {
  // The first answers are those to the opening of the streams.
  let left = 1 + wards.length * desksOfWard + random.below(40)
  const momentMs = random.next() * 30
  const gone = new Promise<void>((resolve) => {
    shot.answered = () => {
      left -= 1
      if (left !== 0) return
      if (isAtOnce) resolve(server.kill())
      else setTimeout(() => resolve(server.kill()), momentMs)
    }
  })
  await gone
  shot.answered = () => undefined
  await pause(random.next() * 50)
  await server.start()
}

/** The store, with an ear at every answer of a write. `answersFirst`: it answers before it commits, and once only. */
function listenedTo(store: CityStore, shot: Shot, answersFirst: boolean): CityStore {
  if (!answersFirst)
    return {
      ...store,
      async write(work) {
        const result = await store.write(work)
        shot.answered()
        return result
      },
    }
  return {
    ...store,
    write: (work) =>
      new Promise((resolve, reject) => {
        let isAnswered = false
        const committing = store.write(async (rows) => {
          if (isAnswered) throw new Error('it has been answered')
          const result = await work(rows)
          isAnswered = true
          resolve(result)
          shot.answered()
          return result
        })
        committing.catch(reject)
      }),
  }
}

/** One PC: registers cases and sends them, as fast as it is answered; at the end whatever is left. */
async function writer(
  desk: Awaited<ReturnType<typeof enrolledDesk>>,
  work: { readonly isOver: boolean },
): Promise<void> {
  const client = clientOf(desk)
  for (let round = 0; !work.isOver; round += 1) {
    for (let line = 0; line <= round % mostLines; line += 1) desk.journal.append(acts.register(randomUUID()))
    await client.runOnce()
    await pause(1)
  }
  for (let tries = 0; tries < 50; tries += 1) {
    const { phase } = await client.runOnce()
    if (phase.state === 'idle') return
    await pause(50)
  }
}

function promisedTo(ward: string, journal: DeskJournal): Promised {
  const { streamId, all, receipts } = journal
  return { ward, stream: streamId, lines: all, acked: journal.ackedSeq(), receipts }
}

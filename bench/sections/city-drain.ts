import { setTimeout as pause } from 'node:timers/promises'
import { whyNoPostgres } from '../../src/city/store/postgres/testing/server.ts'
import { standardTimeouts, waitBefore } from '../../src/office/sync/backoff.ts'
import { createWatch } from '../measure.ts'
import { type Row, timed } from '../table.ts'
import { type Batch, createPusher, nextBatch, type VirtualDesk, virtualDesk } from './city-desks-load.ts'
import { serveCity } from './city-store-server.ts'

const wards = 100
const desksOfWard = 15
const wholeEvents = 500_000
const quickEvents = 50_000
/** After a long time without a network a PC waits up to this long before it sends (PSP/1 section 13). */
const firstWaitMs = 600_000
/** Batches as the client makes them while answers are quick: 50, doubled each time. */
const batches = [50, 100, 200, 400]

/**
 * The whole city comes back after an outage: every PC has the same share of the events and sends it as its client does,
 * obeying what it is told. With jitter each begins at a time of its own; without, all at once. A short run has fewer
 * events, and all its waits are shorter by the same factor.
 */
export async function cityDrainSection(quick: boolean): Promise<Row[]> {
  const reason = whyNoPostgres()
  if (reason !== null) return [{ section: 'city, outage', way: 'postgres', note: reason }]
  const city = await serveCity('postgres', wards, desksOfWard)
  try {
    const desks = city.desks.map(virtualDesk)
    const share = Math.round((quick ? quickEvents : wholeEvents) / desks.length)
    const events = share * desks.length
    const rows: Row[] = []
    for (const hasJitter of [true, false]) {
      const drained = await drain(city.address, desks, events, hasJitter)
      rows.push(rowOf(hasJitter, events, drained))
    }
    rows.push({ section: 'city, outage', way: 'afterwards', note: await city.check(desks) })
    return rows
  } finally {
    await city.close()
  }
}

type Drained = {
  readonly watch: ReturnType<typeof createWatch>
  seconds: number
  busySeconds: number
  refused: number
}

function rowOf(hasJitter: boolean, events: number, { watch, seconds, busySeconds, refused }: Drained): Row {
  const note = [
    `${events.toLocaleString('en')} events in ${seconds.toFixed(1)} s`,
    `${Math.round(events / busySeconds).toLocaleString('en')} events/s while any PC was sending`,
    `told to come back ${refused}×`,
  ].join('; ')
  return timed('city, outage', `postgres, jitter ${hasJitter ? 'on' : 'off'}`, watch.figures(), note)
}

async function drain(
  address: string,
  desks: readonly VirtualDesk[],
  events: number,
  hasJitter: boolean,
): Promise<Drained> {
  const drained: Drained = { watch: createWatch(), seconds: 0, busySeconds: 0, refused: 0 }
  const scale = events / wholeEvents
  const random = hasJitter ? Math.random : () => 0
  const queues = desks.map((desk) => batchesOf(desk, Math.round(events / desks.length)))
  const push = createPusher(address)
  const begun = performance.now()
  let sending = 0
  let busySince = 0
  const count = (change: 1 | -1) => {
    if (sending === 0) busySince = performance.now()
    sending += change
    if (sending === 0) drained.busySeconds += (performance.now() - busySince) / 1000
  }
  await Promise.all(
    desks.map(async (desk, at) => {
      await pause(random() * firstWaitMs * scale)
      let attempt = 0
      const queue = queues[at] ?? []
      for (let next = queue.shift(); next; ) {
        count(1)
        const sent = performance.now()
        const { retryAfterS } = await push(desk, next)
        count(-1)
        drained.watch.note(performance.now() - sent)
        if (retryAfterS === null) {
          attempt = 0
          next = queue.shift()
        } else {
          drained.refused += 1
          attempt += 1
          await pause(waitBefore(attempt, retryAfterS, random, standardTimeouts) * scale)
        }
      }
    }),
  )
  drained.seconds = (performance.now() - begun) / 1000
  return drained
}

/** Everything a PC has to send, written and packed before the clock runs. */
function batchesOf(desk: VirtualDesk, events: number): Batch[] {
  const made: Batch[] = []
  for (let left = events; left > 0; ) {
    const size = Math.min(left, batches[made.length] ?? 500)
    made.push(nextBatch(desk, size))
    left -= size
  }
  return made
}

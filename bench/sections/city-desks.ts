import { setTimeout as pause } from 'node:timers/promises'
import { whyNoPostgres } from '../../src/city/store/postgres/testing/server.ts'
import { standardTimeouts, waitBefore } from '../../src/office/sync/backoff.ts'
import { createWatch } from '../measure.ts'
import { type Row, timed } from '../table.ts'
import { createPusher, nextBatch, type VirtualDesk, virtualDesk } from './city-desks-load.ts'
import { serveCity, type ServedCity } from './city-store-server.ts'

/** PSP/1 section 16: the burst of a city of 1,500 PCs, each of which sends every ten seconds. */
const eventsPerSecond = 1_736
const wards = 100
const desksOfWard = 15
const everyMs = 10_000

/**
 * An open loop: 1,500 PCs with real signatures send at their times whether or not the city keeps up, and what they wait
 * counts from the time they meant to send. City, database and PCs share this machine. Afterwards the checker.
 */
export async function cityDesksSection(quick: boolean, minutes: number): Promise<Row[]> {
  const reason = whyNoPostgres()
  if (reason !== null) return [{ section: 'city, 1,500 PCs', way: 'postgres', note: reason }]
  const city = await serveCity('postgres', wards, desksOfWard)
  try {
    const desks = city.desks.map(virtualDesk)
    await run(city, desks, 10_000)
    const before = city.cpu()
    const { watch, answers, events, refused, cut, late, seconds, wire, raw } = await run(
      city,
      desks,
      (quick ? 0.5 : minutes) * 60_000,
    )
    const after = city.cpu()
    const perThousand = (ms: number) => Math.round((ms / events) * 1000)
    const note = [
      `${Math.round(events / seconds).toLocaleString('en')} events/s for ${Math.round(seconds)} s (${events.toLocaleString('en')} events)`,
      `told to come back ${refused}×, cut off ${cut}×, late by more than 1 s ${late}×`,
      `CPU per 1,000 events: city ${perThousand(after.city - before.city)} ms, database ${perThousand(after.database - before.database)} ms`,
      `an event ${Math.round(raw / events)} bytes, ${Math.round(wire / events)} on the wire`,
      await city.check(desks),
    ].join('; ')
    return [
      timed(
        'city, 1,500 PCs',
        `postgres, open loop ${eventsPerSecond.toLocaleString('en')}/s`,
        watch.figures(),
        note,
      ),
      timed('city, 1,500 PCs', 'each request, from sending to its answer', answers.figures()),
    ]
  } finally {
    await city.close()
  }
}

type Ran = {
  /** From the time a PC meant to send to the receipt. */
  readonly watch: ReturnType<typeof createWatch>
  /** From sending to any answer, refusals included. */
  readonly answers: ReturnType<typeof createWatch>
  events: number
  refused: number
  cut: number
  late: number
  seconds: number
  wire: number
  raw: number
}

async function run(city: ServedCity, desks: readonly VirtualDesk[], forMs: number): Promise<Ran> {
  const ran: Ran = {
    watch: createWatch(),
    answers: createWatch(),
    events: 0,
    refused: 0,
    cut: 0,
    late: 0,
    seconds: 0,
    wire: 0,
    raw: 0,
  }
  const push = createPusher(city.address)
  const begun = performance.now()
  await Promise.all(
    desks.map(async (desk, at) => {
      // Spread evenly over the ten seconds, as clocks of 1,500 PCs are.
      for (let due = (everyMs * at) / desks.length; due < forMs; due += everyMs) {
        await pause(Math.max(0, begun + due - performance.now()))
        const meant = [begun + due]
        // What came to be sent while it waited goes along, as a PC's client does.
        for (; due + everyMs < Math.min(forMs, performance.now() - begun); due += everyMs)
          meant.push(begun + due + everyMs)
        await send(desk, meant, push, ran)
      }
    }),
  )
  ran.seconds = (performance.now() - begun) / 1000
  return ran
}

/** Sends what a PC meant to send at these times, and comes back when it is told to. */
async function send(
  desk: VirtualDesk,
  meant: readonly number[],
  push: ReturnType<typeof createPusher>,
  ran: Ran,
): Promise<void> {
  const events = meant.reduce((sum) => sum + eventsOfPush(desk, sum), 0)
  const batch = nextBatch(desk, events)
  for (let attempt = 1; ; attempt += 1) {
    const sent = performance.now()
    const { status, retryAfterS } = await push(desk, batch)
    ran.answers.note(performance.now() - sent)
    if (status === 200) break
    if (status === 0) ran.cut += 1
    else ran.refused += 1
    await pause(waitBefore(attempt, retryAfterS, Math.random, standardTimeouts))
  }
  ran.events += batch.events
  ran.wire += batch.body.length
  ran.raw += batch.raw
  for (const time of meant) {
    const waited = performance.now() - time
    ran.watch.note(waited)
    if (waited > 1000) ran.late += 1
  }
}

/** Eleven or twelve, so that all PCs together make the rate. */
function eventsOfPush({ head }: VirtualDesk, more: number): number {
  const perPush = (eventsPerSecond * everyMs) / 1000 / (wards * desksOfWard)
  const pushes = Math.round((head.seq + more) / perPush)
  return Math.round((pushes + 1) * perPush) - Math.round(pushes * perPush)
}

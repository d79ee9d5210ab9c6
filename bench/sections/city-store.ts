import { whyNoPostgres } from '../../src/city/store/postgres/testing/server.ts'
import { type Row, timed } from '../table.ts'
import { load } from './city-store-load.ts'
import { type ServedCity, serveCity } from './city-store-server.ts'

const batches = [1, 10, 50, 200] as const
const wards = 16
const desksOfWard = 2
const rounds = 3
/** Batches from each PC in one round, by batch size. */
const counts = { 1: 30, 10: 20, 50: 12, 200: 4 }
const quickCounts = { 1: 6, 10: 4, 50: 3, 200: 1 }
const kinds = ['sqlite', 'postgres'] as const

/**
 * What a city takes in a second, on either store, by HTTP and with everything the protocol asks: signatures, schemas,
 * judgement, both uniqueness levels, receipts. City, database and load share this machine; rounds on the two stores
 * alternate, so that its moods fall on both.
 */
export async function cityStoreSection(quick: boolean): Promise<Row[]> {
  const reason = whyNoPostgres()
  const rows: Row[] = reason === null ? [] : [{ section: 'city store', way: 'postgres', note: reason }]
  const cities = new Map<Kind, ServedCity>()
  try {
    for (const kind of kinds)
      if (kind === 'sqlite' || reason === null) cities.set(kind, await serveCity(kind, wards, desksOfWard))
    for (const { address, desks } of cities.values()) await load(desks, address, 50, quick ? 1 : 4)
    for (const batch of batches) rows.push(...(await measure(cities, batch, quick)))
    for (const [kind, city] of cities) rows.push(await sizeRow(kind, city))
    return rows
  } finally {
    for (const city of cities.values()) await city.close()
  }
}

type Kind = (typeof kinds)[number]

async function measure(
  cities: ReadonlyMap<Kind, ServedCity>,
  batch: (typeof batches)[number],
  quick: boolean,
): Promise<Row[]> {
  const runs = new Map<Kind, Run[]>()
  for (let round = 0; round < rounds; round += 1)
    for (const [kind, city] of cities)
      runs.set(kind, [
        ...(runs.get(kind) ?? []),
        await runOnce(city, batch, (quick ? quickCounts : counts)[batch]),
      ])
  const rates = new Map([...runs].map(([kind, all]) => [kind, median(all.map(({ rate }) => rate))]))
  return [...runs].map(([kind, all]) => {
    const rate = rates.get(kind) ?? Number.NaN
    const [city, database] = [median(all.map((run) => run.city)), median(all.map((run) => run.database))]
    const middle = all.toSorted((one, other) => one.rate - other.rate)[Math.floor(all.length / 2)]
    const beside = rate / (rates.get('sqlite') ?? Number.NaN)
    const note = [
      `${Math.round(rate).toLocaleString('en')} events/s`,
      ...(kind === 'sqlite' ? [] : [`${beside.toFixed(2)}× sqlite`]),
      `CPU per 1,000 events: city ${Math.round(city)} ms${kind === 'sqlite' ? '' : `, database ${Math.round(database)} ms`}`,
    ].join('; ')
    const figures = middle?.figures ?? { p50: Number.NaN, p99: Number.NaN, cpu: Number.NaN, times: 0 }
    return timed('city store', `${kind}, batch ${batch}`, figures, note)
  })
}

type Run = {
  readonly rate: number
  /** CPU milliseconds per 1,000 events. */
  readonly city: number
  readonly database: number
  readonly figures: Awaited<ReturnType<typeof load>>['pushes']
}

async function runOnce(city: ServedCity, batch: number, count: number): Promise<Run> {
  const before = city.cpu()
  const { events, seconds, pushes } = await load(city.desks, city.address, batch, count)
  const after = city.cpu()
  const perThousand = (ms: number) => (ms / events) * 1000
  const used = { city: after.city - before.city, database: after.database - before.database }
  const perPush = ((used.city + used.database) / events) * batch
  return {
    rate: events / seconds,
    city: perThousand(used.city),
    database: perThousand(used.database),
    figures: { ...pushes, cpu: perPush },
  }
}

/** A second load of one size tells what an event takes: tables and files are never empty to begin with. */
async function sizeRow(kind: Kind, city: ServedCity): Promise<Row> {
  const before = await city.bytes()
  const { events, bytes } = await load(city.desks, city.address, 50, 12)
  const stored = ((await city.bytes()) - before) / events
  const raw = city.desks.reduce((sum, { journal }) => sum + Buffer.byteLength(journal.all.at(-2) ?? ''), 0)
  return {
    section: 'city store',
    way: `${kind}, bytes of an event`,
    note: `${Math.round(stored)} on the disk with indexes, feed and receipts; ${Math.round(bytes / events)} on the wire at batch 50 with zstd; a line about ${Math.round(raw / city.desks.length)}`,
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openCity } from '../../src/city/city.ts'
import { cuttingProxy } from '../../src/city/testing/cutting-proxy.ts'
import { createSyncClient } from '../../src/office/sync/client.ts'
import { check, type Findings } from './psp-checker.ts'
import type { Founding } from './psp-city.ts'
import { simulateDesk } from './psp-desk.ts'
import { emptyDisk, nameOfLine, newestOf, saidAgain, withLine } from './psp-disk.ts'
import { registered } from './psp-hard.ts'
import { sound } from './psp-mutations.ts'

/** What came of sending through the proxy; `unknown`: pushes that were committed although the PC heard an error. */
export type Cut = Findings & { readonly batches: number; readonly lines: number; readonly unknown: number }

const odds = { answer: 0.28, request: 0.06 }

/**
 * Sends batches over real sockets through a proxy that cuts answers and truncates requests. `withNewIds`: after an error
 * the lines are told again under new ids, as a client does that makes ids when it sends.
 */
export async function cutLines(
  founding: Founding,
  batches: number,
  perBatch: number,
  random: () => number,
  withNewIds = false,
): Promise<Cut> {
  const [connection] = founding.connections
  if (!connection) throw new Error('no PC was founded')
  const city = await openCity({ dataDir: founding.folder, clock: { now: Date.now } })
  const proxy = await cuttingProxy(await city.listen(0), random, odds)
  const desk = simulateDesk(connection, emptyDisk(connection.deviceId), sound, random)
  const client = createSyncClient({
    connection: { ...connection, address: proxy.address },
    journal: desk.journal,
    clock: { now: Date.now, monotonic: () => performance.now(), boot: 'b' },
    random,
  })
  const database = new DatabaseSync(join(founding.folder, 'city.sqlite'), { readOnly: true })
  const stored = database.prepare('SELECT count(*) AS lines FROM line')
  // One row with one number.
  const linesAtCity = () => (stored.get() as { lines: number }).lines
  const meant = new Set<string>()
  let unknown = 0
  const send = async () => {
    const before = linesAtCity()
    const acked = newestOf(desk.disk).acked
    await client.runOnce()
    if (linesAtCity() > before && newestOf(desk.disk).acked === acked) unknown += 1
  }
  for (let batch = 0; batch < batches; batch += 1) {
    for (let n = 0; n < perBatch; n += 1) {
      desk.disk = withLine(desk.disk, registered({ blobs: [] }))
      meant.add(subjectOf(newestOf(desk.disk).rows.at(-1)?.line ?? '{}'))
    }
    while (newestOf(desk.disk).acked < newestOf(desk.disk).rows.length) {
      await send()
      if (withNewIds && newestOf(desk.disk).acked < newestOf(desk.disk).rows.length) tellUnderNewIds(desk)
    }
  }
  while (client.status().truth !== 'equal' || desk.disk.cursor.pos < linesAtCity()) await client.runOnce()
  const found: Findings = { lost: 0, doubled: 0, wrong: 0, stuck: 0, first: null }
  const confirmed = new Set(newestOf(desk.disk).rows.map(nameOfLine))
  check({ rows: founding.store.contents(), desks: [desk], confirmed, excused: new Set() }, found)
  found.doubled += linesAtCity() - meant.size
  database.close()
  await proxy.close()
  await city.close()
  return { ...found, batches, lines: meant.size, unknown }
}

/** What is not acknowledged is written once more behind what was sent, as new. */
function tellUnderNewIds(desk: ReturnType<typeof simulateDesk>): void {
  const { rows, acked } = newestOf(desk.disk)
  for (const row of rows.slice(acked))
    desk.disk = withLine(desk.disk, { ...saidAgain(row), id: randomUUID() })
}

function subjectOf(line: string): string {
  return (JSON.parse(line) as { subject: string }).subject // a line of our own
}

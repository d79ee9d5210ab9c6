import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../office/ports.ts'
import { createSyncClient } from '../../office/sync/client.ts'
import { enrol } from '../../office/sync/enrol.ts'
import type { Connection, SyncClient, SyncClientOptions } from '../../office/sync/types.ts'
import { openCity } from '../city.ts'
import { storeKinds } from '../store/registry.ts'
import type { StoreKind } from '../store/store.ts'
import type { City } from '../types.ts'
import { type DeskJournal, deskJournal } from './journal.ts'

/** Phường Ví Dụ: a ward that does not exist. */
export const ward = '39901'

/** A clock a test may set. */
export function testClock(offsetMs = 0): Clock & { offsetMs: number } {
  return {
    offsetMs,
    boot: 'boot-1',
    now() {
      return Date.now() + this.offsetMs
    },
    monotonic: () => performance.now(),
  }
}

/** Makes the store of the next test city; null: the shipped one, in the city's folder. */
type MakeStore = () => Promise<StoreKind>
let makeStore: MakeStore | null = null

/** From now on the cities that `startCity` starts are kept in stores of this making. */
export function keepCitiesIn(make: MakeStore | null): void {
  makeStore = make
}

/** The store of a second city, of the kind the first one of a test has. */
export async function anotherStore(): Promise<StoreKind> {
  return (await makeStore?.()) ?? storeKinds[0]
}

/** A listening city in its own folder, with one ward; `close` removes it. */
export async function startCity(clock: { now(): number } = { now: Date.now }, training = false) {
  const store = await anotherStore()
  const dataDir = await mkdtemp(join(tmpdir(), 'city-'))
  const faults: string[] = []
  const open = () =>
    openCity({
      dataDir,
      clock,
      training,
      store,
      log: (line) => line.level === 'error' && faults.push(JSON.stringify(line)),
    })
  const city: City = await open()
  await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
  const address = await city.listen(0)
  const close = async () => {
    await city.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { city, address, dataDir, store, faults, audit: () => city.admin.audit(), close }
}

/** A PC that was enrolled, with its journal; `through` is the address it uses from then on (a proxy's, say). */
export async function enrolledDesk(
  { city, address }: { city: City; address: string },
  through = address,
  ofWard = ward,
): Promise<{ connection: Connection; journal: DeskJournal; letters: string }> {
  const { privateKey: deviceKey } = generateKeyPairSync('ed25519')
  const code = await city.admin.enrolmentCode(ofWard)
  const result = await enrol({
    address,
    code,
    deviceKey,
    tokenIssuerRequest: null,
    roots: city.admin.config().roots,
    appVersion: '0.1.0',
  })
  if (!result.enrolled) throw new Error(`not enrolled: ${result.reason}`)
  const connection = { ...result.connection, address: through }
  return { connection, journal: deskJournal(ofWard, connection.deviceId), letters: result.answer.letters }
}

/** A sync client with a real clock, quick pauses and no randomness in the back-off. */
export function clientOf(
  desk: { connection: Connection; journal: DeskJournal },
  more: Partial<SyncClientOptions> = {},
): SyncClient {
  return createSyncClient({
    connection: desk.connection,
    journal: desk.journal,
    clock: testClock(),
    random: () => 0.5,
    timeouts: { backoffFirst: 20, backoffMost: 50, pause: 1_000 },
    ...more,
  })
}

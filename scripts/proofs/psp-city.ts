import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCity } from '../../src/city/city.ts'
import { sqliteStore } from '../../src/city/store/sqlite/store.ts'
import type { CityStore, Rows, StoreKind } from '../../src/city/store/store.ts'
import type { City } from '../../src/city/types.ts'
import { enrol } from '../../src/office/sync/enrol.ts'
import type { Connection } from '../../src/office/sync/types.ts'
import type { CityFaults } from './psp-mutations.ts'
import { type Contents, type KeptStore, keepStore } from './psp-store.ts'

/** Phường Ví Dụ: a ward that does not exist. */
export const ward = '39901'
/** Nothing listens there: the simulated network hands requests to the city's handler. */
export const cityOrigin = 'http://city.invalid'

/** A request as it travels: whoever holds it may deliver it again. */
export type Parcel = {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array | null
}
export type Handle = (parcel: Parcel) => Promise<Response>

/** The real city with its real store in a folder of its own, that a story can cut off, copy and set back. */
export type SimulatedCity = {
  /** What answers a parcel: the city's web handler, behind a defect where one is tried. */
  readonly handle: Handle
  /** What its database holds now. */
  contents(): Contents
  /** Of the present process; empty while nothing went wrong but what the story did. */
  readonly faults: string[]
  readonly clock: { ms: number }
  /** How many requests it was handed. */
  requests(): number
  city(): City
  /** The next transaction is cut by a power failure, after so many writing calls; the city has to be restarted. */
  cutNextWrite(afterCalls: number): void
  restart(): Promise<void>
  /** Keeps a copy of the database; returns its number. */
  backUp(): number
  restore(copy: number): Promise<void>
  close(): Promise<void>
}

/** A folder with a founded city and enrolled PCs, from which every story starts. */
export type Founding = {
  readonly folder: string
  readonly connections: readonly Connection[]
  readonly store: KeptStore
  /** What the database held when the last of them was enrolled. */
  readonly founded: Contents
  remove(): Promise<void>
}

/** The memory file system where there is one: a simulated power cut never reaches the disk anyway. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const start = Date.parse('2026-11-21T01:00:00Z')

/** Founds a city with one ward and enrols PCs in it. */
export async function foundCity(desks: number): Promise<Founding> {
  const folder = await mkdtemp(join(scratch, 'psp-proof-'))
  const city = await openCity({ dataDir: folder, clock: { now: () => start } })
  await city.admin.addWard({ code: ward, name: 'Phường Ví Dụ' })
  const connections: Connection[] = []
  for (let n = 0; n < desks; n += 1) {
    const { privateKey } = generateKeyPairSync('ed25519')
    connections.push(await enrolAt(city, privateKey))
  }
  await city.close()
  const store = await keepStore(folder)
  const remove = async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, connections, store, founded: store.contents(), remove }
}

/** Enrols a PC by a code of the ward. */
export async function enrolAt(city: City, deviceKey: Connection['deviceKey']): Promise<Connection> {
  const code = await city.admin.enrolmentCode(ward)
  const toCity = ((url: URL, init: RequestInit) => city.fetch(new Request(url, init))) as typeof fetch // of its forms the client uses this one
  const asked = { code, deviceKey, tokenIssuerRequest: null, roots: null, appVersion: '0.1.0' }
  const result = await enrol({ ...asked, address: cityOrigin, fetch: toCity })
  if (!result.enrolled) throw new Error(`not enrolled: ${result.reason}`)
  return result.connection
}

/** What a writing call throws where the city loses its power. */
export class PowerCut extends Error {}

/** Opens the founded city as it was when it was founded. `reopens`: each start opens the database's file anew. */
export async function simulateCity(
  { folder, store: kept, founded }: Founding,
  faulty: CityFaults,
  reopens = false,
): Promise<SimulatedCity> {
  const { open: openStore } = reopens ? sqliteStore : kept.kind
  const clock = { ms: start }
  const faults: string[] = []
  const copies: Contents[] = []
  let requests = 0
  let cutAfter: number | null = null
  let hasPower = true

  const kind: StoreKind = {
    name: 'sqlite',
    async open(place) {
      const store = await openStore(place)
      return cuttable(store, faulty, () => {
        if (cutAfter === null) return
        cutAfter -= 1
        if (cutAfter >= 0) return
        hasPower = false
        throw new PowerCut('power cut')
      })
    },
  }
  const open = (restored: boolean) =>
    openCity({
      dataDir: folder,
      clock: { now: () => clock.ms },
      store: kind,
      restored,
      // What fails behind a power cut is not the city's fault.
      log: (line) => line.level === 'error' && hasPower && faults.push(`${line.what} ${line['error']}`),
    })
  kept.put(founded)
  let city = await open(false)
  const reopen = async (restored: boolean, before?: () => void) => {
    await city.close()
    cutAfter = null
    hasPower = true
    before?.()
    city = await open(restored)
  }
  return {
    contents: kept.contents,
    faults,
    clock,
    city() {
      // A person at the city does what is to be done when there is power.
      cutAfter = null
      return city
    },
    requests: () => requests,
    handle: faulty.handle((parcel) => {
      requests += 1
      return city.fetch(requestOf(parcel))
    }),
    cutNextWrite(afterCalls) {
      cutAfter = afterCalls
    },
    restart: () => reopen(false),
    backUp() {
      return copies.push(kept.contents())
    },
    restore: (copy) => reopen(!faulty.restoresQuietly, () => kept.put(copies[copy - 1] ?? founded)),
    close: () => city.close(),
  }
}

/** A parcel as the request it is; the copy owns its buffer, as `Request` wants it. */
function requestOf({ url, method, headers, body }: Parcel): Request {
  return new Request(url, { method, headers, ...(body ? { body: Uint8Array.from(body) } : {}) })
}

/** Every call inside a writing transaction may be where the power goes; the store itself undoes what was begun. */
function cuttable(store: CityStore, faulty: CityFaults, spend: () => void): CityStore {
  const metered = new WeakMap<Rows, Rows>()
  const meter = (rows: Rows): Rows => {
    const known = metered.get(rows)
    if (known) return known
    const proxy = new Proxy(faulty.rows(rows), {
      get(target, name: keyof Rows) {
        const call = target[name] as (...given: unknown[]) => unknown // all of them are functions of rows
        return (...given: unknown[]) => {
          spend()
          return call.apply(target, given)
        }
      },
    })
    metered.set(rows, proxy)
    return proxy
  }
  return {
    ...store,
    write: (work) => faulty.write(store, (rows) => work(meter(rows))),
    read: (work) => store.read((rows) => work(faulty.rows(rows))),
  }
}

import { createSyncClient } from '../../src/office/sync/client.ts'
import type { Connection, SyncClient, SyncJournal } from '../../src/office/sync/types.ts'
import type { Parcel } from './psp-city.ts'
import { lineHash } from '../../src/office/journal/line.ts'
import {
  type CrashPoint,
  type Disk,
  type DiskAccess,
  firstUnsent,
  journalOn,
  newestOf,
  withNewStream,
} from './psp-disk.ts'
import type { DeskFaults } from './psp-mutations.ts'

type Waiting = { readonly parcel: Parcel; resolve(response: Response): void; reject(error: Error): void }

/** A PC with the real sync client. What it asks waits in `waiting` until the story decides what becomes of it. */
export type SimulatedDesk = {
  connection: Connection
  disk: Disk
  /** Copies of the disk that may be put back. */
  readonly copies: { readonly disk: Disk; readonly connection: Connection }[]
  clockMs: number
  waiting: Waiting | null
  crashPoint: CrashPoint
  /** Keys it was enrolled under before it had to share one with a copy of its disk. */
  readonly formerDevices: string[]
  /** Confirmed lines that only the city and other PCs' feeds have: they were acknowledged, and this disk was set back. */
  readonly gone: Set<string>
  readonly journal: SyncJournal
  /** Ends the open stream where it is acknowledged, and opens one under the present key. */
  openAnew(): void
  client(): SyncClient
  isBusy(): boolean
  /** Begins work, and resolves when it waits for an answer or is done. */
  begin(work: () => Promise<unknown>): Promise<void>
  /** Gives what it waits for, and resolves when it waits again or is done. */
  receive(answer: Response | Error): Promise<void>
  /** Time passes on the clock that never jumps, milliseconds. */
  passTime(ms: number): void
  /** The process ends and starts again: only the disk stays. */
  restart(): void
}

/** A PC with a disk. */
export function simulateDesk(
  connection: Connection,
  disk: Disk,
  faulty: DeskFaults,
  random: () => number,
): SimulatedDesk {
  let client: SyncClient | null = null
  let monotonic = 0
  let moved = Promise.withResolvers<void>()
  let work: Promise<unknown> | null = null
  let hasCrashed = false
  const clock = {
    boot: 'b',
    now: () => desk.clockMs,
    monotonic: () => (monotonic += 1),
  }
  const travel = faulty.fetch(
    ((url: string | URL, init: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        desk.waiting = { parcel: parcelOf(url, init), resolve, reject }
        moved.resolve()
      })) as typeof fetch, // of its forms the client uses this one
    () => access,
  )
  const access: DiskAccess = {
    at: firstUnsent(disk),
    device: () => desk.connection.deviceId,
    get: () => desk.disk,
    set(next) {
      desk.disk = next
    },
    crash(point) {
      if (desk.crashPoint !== point) return
      desk.crashPoint = null
      hasCrashed = true
      throw new Error('the PC lost its power')
    },
  }
  const desk: SimulatedDesk = {
    connection,
    disk,
    copies: [],
    clockMs: Date.parse('2026-11-21T01:00:00Z'),
    waiting: null,
    crashPoint: null,
    formerDevices: [],
    gone: new Set(),
    journal: faulty.journal(journalOn(access, faulty.sayAgain), access),
    openAnew() {
      access.at = desk.disk.streams.length - 1
      const stream = newestOf(desk.disk)
      const seq = stream.acked
      const hash = seq === 0 ? lineHash(stream.opening) : (stream.rows[seq - 1]?.hash ?? '')
      desk.disk = withNewStream(desk.disk, access, { seq, hash }, faulty.sayAgain)
      desk.restart()
    },
    client() {
      const { connection: current, journal } = desk
      const receiptKeys = faulty.receiptKeys(current.receiptKeys)
      client ??= createSyncClient({
        connection: { ...current, receiptKeys },
        journal,
        clock,
        random,
        fetch: travel,
      })
      return client
    },
    isBusy: () => work !== null,
    async begin(task) {
      moved = Promise.withResolvers()
      const mine = task()
        .catch((error: unknown) => {
          if (!hasCrashed) throw error
        })
        .finally(() => {
          if (work !== mine) return
          work = null
          if (hasCrashed) desk.restart()
          moved.resolve()
        })
      work = mine
      await Promise.race([moved.promise, mine])
    },
    async receive(answer) {
      const { waiting } = desk
      desk.waiting = null
      moved = Promise.withResolvers()
      if (answer instanceof Error) waiting?.reject(answer)
      else waiting?.resolve(answer)
      await Promise.race([moved.promise, work])
    },
    passTime(ms) {
      monotonic += ms
    },
    restart() {
      client = null
      work = null
      access.at = firstUnsent(desk.disk)
      hasCrashed = false
      desk.waiting = null
      desk.crashPoint = null
    },
  }
  return desk
}

function parcelOf(url: string | URL, init: RequestInit): Parcel {
  return {
    url: String(url),
    method: init.method ?? 'GET',
    headers: new Headers(init.headers),
    // The client's bodies are bytes it has made.
    body: init.body instanceof Uint8Array ? init.body : null,
  }
}

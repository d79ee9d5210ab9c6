import type { DeviceRow } from './store/rows.ts'
import type { CityStore } from './store/store.ts'
import type { Bell } from './bell.ts'
import type { TakeBlob } from './blob-quota.ts'
import type { Bodies } from './bodies.ts'
import type { CityKeys } from './keys.ts'
import type { Metrics } from './metrics.ts'
import type { Nonces } from './nonce.ts'
import type { TakeToken } from './token-buckets.ts'
import type { Publisher } from './withdrawals/publisher.ts'

/** What every endpoint of a running city works with. */
export type Desk = {
  readonly name: string
  readonly store: CityStore
  readonly keys: CityKeys
  /** The folder of the keys, and how they are read anew after one of them was changed there. */
  readonly keyFolder: string
  readonly readKeys: () => Promise<void>
  /** The folder of the blobs, by ward. */
  readonly blobFolder: string
  readonly takeBlob: TakeBlob
  readonly nonces: Nonces
  readonly bodies: Bodies
  readonly bell: Bell
  readonly publisher: Publisher
  readonly metrics: Metrics
  /** The requests a PC may still make; see `RequestRate`. */
  readonly takeToken: TakeToken
  /** The server is about to close: it goes on answering, and nobody should be sent here any more. */
  readonly isDraining: () => boolean
  /** In the training city keys need no telephone call. */
  readonly isTraining: boolean
  /** Where it is reached from outside, behind whatever stands in front of it; null: only as it listens. */
  readonly publicAddress: string | null
  readonly feedEpoch: string
  /** The server's clock, milliseconds since 1970. */
  readonly now: () => number
  readonly log: (line: CityLog) => void
}

/** One structured line of the city's log; never personal data, never a line's content. */
export type CityLog = { readonly level: 'info' | 'warn' | 'error'; readonly what: string } & Readonly<
  Record<string, string | number | null>
>

/** An authenticated request: who asks, and the body as it was sent. */
export type Asker = { readonly device: DeviceRow; readonly body: Uint8Array }

/** The server's clock as PSP/1 writes it. */
export function serverTime(desk: Desk): string {
  return new Date(desk.now()).toISOString()
}

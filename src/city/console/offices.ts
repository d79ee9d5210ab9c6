import { type Heartbeat, heartbeatSchema } from '../../contract/sync/heartbeat.ts'
import type { DeviceRow } from '../store/rows.ts'
import type { Rows } from '../store/store.ts'

/** Heartbeats come every five minutes. A PC that still has something to send and is silent this long is cut off. */
const cutOffAfterS = 20 * 60
/** Offices close for nights, week-ends and holidays; a PC that has sent everything may be off that long. */
const silentAfterS = 4 * 86_400
const oldestWaitingS = 24 * 3_600
const oldestBackupS = 2 * 86_400
/** Backups are tried once a month. */
const oldestDrillS = 62 * 86_400
const largestOffsetMs = 60_000
const leastDiskMiB = 1_024

/** Something about a PC that its ward or the city's IT has to look after. */
export type Trouble =
  | 'suspended'
  | 'silent'
  | 'waits-long'
  | 'backup-old'
  | 'backup-untried'
  | 'clock-off'
  | 'check-failed'
  | 'disk-full'

/** A PC as the city knows it: what it said of itself last, and how old that is. `waitingS`: age of what it has not sent. */
export type KnownComputer = {
  readonly device: DeviceRow
  readonly heardAt: string | null
  readonly said: Heartbeat | null
  readonly waitingS: number | null
  readonly backupS: number | null
  readonly troubles: readonly Trouble[]
}

/** A ward with its PCs that may send, and how many lines of it the city has. */
export type KnownOffice = {
  readonly code: string
  readonly name: string
  readonly lines: number
  readonly computers: readonly KnownComputer[]
}

/** Every ward, those with trouble first, then those that wait longest. `now`: milliseconds since 1970. */
export async function knownOffices(rows: Rows, now: number): Promise<KnownOffice[]> {
  const [devices, heartbeats] = [await rows.devices(), await rows.heartbeats()]
  const heard = new Map(heartbeats.map((one) => [one.device, one]))
  const offices: KnownOffice[] = []
  for (const { code, name } of await rows.wards()) {
    const own = devices.filter(({ ward, state }) => ward === code && state !== 'revoked')
    const computers = own.map((device) => computerOf(device, heard.get(device.id), now))
    offices.push({ code, name, lines: await rows.feedHead(code), computers })
  }
  return offices.toSorted((one, other) => urgency(other) - urgency(one) || one.code.localeCompare(other.code))
}

function urgency({ computers }: KnownOffice): number {
  const troubled = computers.filter(({ troubles }) => troubles.length > 0).length
  const longest = Math.max(0, ...computers.map(({ waitingS }) => waitingS ?? 0))
  return troubled * 1e9 + longest
}

function computerOf(
  device: DeviceRow,
  heard: { readonly at: string; readonly heartbeat: string } | undefined,
  now: number,
): KnownComputer {
  const said = heard ? (heartbeatSchema.safeParse(parse(heard.heartbeat)).data ?? null) : null
  const sinceS = heard ? Math.max(0, Math.floor((now - Date.parse(heard.at)) / 1000)) : null
  // What was waiting when the PC was heard of last may have been sent since; it says so with its next heartbeat.
  const aged = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined || sinceS === null ? null : seconds + sinceS
  const known = {
    device,
    heardAt: heard?.at ?? null,
    said,
    waitingS: said && said.unsent > 0 ? aged(said.oldestUnsentS) : null,
    backupS: aged(said?.lastBackupS),
  }
  const enrolledS = Math.floor((now - Date.parse(device.enrolledAt)) / 1000)
  return { ...known, troubles: troublesOf(known, sinceS, enrolledS) }
}

function troublesOf(
  { device, said, waitingS }: Omit<KnownComputer, 'troubles'>,
  sinceS: number | null,
  enrolledS: number,
): Trouble[] {
  const found: Readonly<Record<Trouble, boolean>> = {
    suspended: device.state === 'suspended',
    silent: sinceS === null || sinceS > (said?.unsent === 0 ? silentAfterS : cutOffAfterS),
    'waits-long': (waitingS ?? 0) > oldestWaitingS,
    // As it was when the PC was heard of: one that is off makes no backups, and needs none.
    'backup-old': said !== null && (said.lastBackupS ?? enrolledS) > oldestBackupS,
    'backup-untried': (said?.lastRestoreDrillS ?? 0) > oldestDrillS,
    'clock-off': Math.abs(said?.offsetMs ?? 0) > largestOffsetMs,
    'check-failed': said?.quickCheck === 'failed',
    'disk-full': (said?.freeDiskMiB ?? leastDiskMiB) < leastDiskMiB,
  }
  // The keys of the record are the list, which Object.keys cannot say.
  return (Object.keys(found) as Trouble[]).filter((trouble) => found[trouble])
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

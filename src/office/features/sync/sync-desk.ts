import { generateKeyPairSync } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { receiptKeySchema, subjectKeyRecipientSchema } from '../../../contract/sync/base.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql, type Transactor } from '../../database/store.ts'
import { type Desk, actorOf } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { finishing } from '../../journal/finishing.ts'
import type { Writing } from '../../journal/journal.ts'
import type { Role } from '../../../domain/roles.ts'
import type { LiveSession } from '../../sessions.ts'
import { createSyncClient } from '../../sync/client.ts'
import { createIssuing, type Issuing } from '../../sync/issuing.ts'
import type { Connection, SyncClient, SyncPhase, SyncStatus } from '../../sync/types.ts'
import { fetchPack } from '../../sync/packs.ts'
import { fetchMissing } from '../policies/fetch-missing.ts'
import { fetchCityChecks } from '../checks/city-checks.ts'
import { refreshMembers } from '../hub/members.ts'
import { usesOnlyHub } from '../hub/setting.ts'
import { carryOutCityLines } from './city-lines.ts'
import { enrolWithCity } from './enrol-with-city.ts'
import { heartbeatFacts } from './heartbeat-facts.ts'
import { changeDeviceKey, deviceKeyOf } from './sent-streams.ts'
import { createSyncJournal } from './sync-journal.ts'

/** The city configuration of an installation: what an office pins before it ever talks to the city. */
export const cityConfigurationSchema = z.object({
  name: z.string().min(1).max(100),
  address: z.url(),
  roots: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1),
  receiptKeys: z.array(receiptKeySchema).min(1),
  subjectKey: subjectKeyRecipientSchema,
})
export type CityConfiguration = z.infer<typeof cityConfigurationSchema>

type StoredConnection = CityConfiguration & { readonly deviceId: string; readonly ward: string }

/** Syncing as the office sees it: it runs by itself, can be pushed, and tells the truth. */
export type SyncDesk = {
  /** Events were committed: send soon. */
  committed(): void
  /** Something else waits for the city (a key to be recognised). */
  wake(): void
  status(): SyncStatus
  city(): { readonly name: string; readonly address: string } | null
  /** Tries at once; answers how that try ended. */
  sendNow(): Promise<SyncPhase>
  /** Throws `city-unreachable`, `city-refused`, `invalid-input`. */
  enrol(session: LiveSession, role: Role, configuration: string, code: string): Promise<void>
  start(): void
  stop(): Promise<void>
}

/** Events are gathered this long before they are sent, so that one act makes one request. */
const gatherMs = 250
/** Lists are asked for this often while all is well; a person's "send now" asks at once. */
const refreshEveryMs = 5 * 60_000

/** `desk` is asked lazily: the sync desk is part of it. */
export function createSyncDesk(desk: () => Desk): SyncDesk {
  let client: SyncClient | null = null
  let issuing: Issuing | null = null
  let connected: Connection | null = null
  let started = false
  let waking: NodeJS.Timeout | null = null

  const connect = (): SyncClient => {
    if (client) return client
    const stored = readMeta<StoredConnection>(desk().store, 'connection')
    const address = desk().extensions.cityAddress ?? stored?.address
    const connection: Connection | null =
      stored && address ? { ...stored, address, deviceKey: deviceKeyOf(desk()) } : null
    connected = connection
    issuing = connection ? createIssuing(connection, desk().ports.clock) : null
    client = createSyncClient({
      connection,
      journal: createSyncJournal(desk(), () => void refreshLists()),
      clock: desk().ports.clock,
      random: Math.random,
      onStatus: (status) => {
        if (status.offsetMs !== null) desk().journal.setClockOffset(status.offsetMs)
        desk().notify('sync')
        desk().hub.courier.heard(status.phase)
        if (status.phase.state === 'idle') void refreshNowAndThen()
      },
      heartbeat: () => heartbeatFacts(desk()),
    })
    return client
  }
  let stopped = false
  let refreshing: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  /** One exchange after the other; whoever asks during one gets the next, which sees what they ask for. */
  const refreshLists = (): Promise<void> => {
    next ??= refreshing.then(() => {
      next = null
      refreshing = issuing
        ? exchange(desk(), issuing, () => stopped)
            .then(() => carryOut())
            .then(() => (connected ? fetchCityChecks(desk(), connected, () => stopped) : undefined))
            .then(() => (connected ? refreshMembers(desk(), connected, () => stopped) : undefined))
            .catch(reportExchange)
        : Promise.resolve()
      return refreshing
    })
    return next
  }
  /** The city's own lines, once the newest trust list is here by which they are proved. */
  const carryOut = async () => {
    const address =
      desk().extensions.cityAddress ?? readMeta<StoredConnection>(desk().store, 'connection')?.address
    if (stopped || address === undefined) return
    const fetch = (sha256: string) => fetchPack({ address }, sha256)
    await fetchMissing(desk(), fetch)
    await carryOutCityLines(desk(), fetch)
  }
  // Nobody waits for most exchanges: a full disk must not end the office through them.
  const reportExchange = (error: unknown) =>
    desk().ports.log({
      level: 'error',
      what: 'lists-not-exchanged',
      reason: error instanceof Error ? error.name : '-',
    })
  let refreshedAt = Number.NEGATIVE_INFINITY
  const refreshNowAndThen = async () => {
    const now = desk().ports.clock.monotonic()
    if (now - refreshedAt < refreshEveryMs) return
    refreshedAt = now
    await refreshLists()
  }
  const wake = () => {
    if (!started || waking) return
    waking = setTimeout(() => {
      waking = null
      const { state } = connect().status().phase
      // While the city is unreachable the back-off decides; a person's "send now" does not go through here.
      if (state === 'idle') void connect().sendNow()
      // What is being sent was read before this event: it would wait for the end of the next long poll.
      else if (state === 'sending') wake()
    }, gatherMs)
  }
  return {
    committed: wake,
    wake: () => {
      wake()
      void refreshLists()
    },
    status: () => connect().status(),
    city: () => {
      const stored = readMeta<StoredConnection>(desk().store, 'connection')
      return stored ? { name: stored.name, address: stored.address } : null
    },
    async sendNow() {
      const { phase } = await connect().sendNow()
      const { seq } = desk().journal.head()
      await refreshLists()
      // What came of the lists (a decision of the city, an alarm) is sent too, so that "all sent" is true.
      const isMore = phase.state === 'idle' && desk().journal.head().seq > seq
      return isMore ? (await connect().sendNow()).phase : phase
    },
    async enrol(session, role, configuration, code) {
      const city = readConfiguration(configuration)
      const own = deviceKeyOf(desk())
      const key = isBarred(connect().status().phase) ? generateKeyPairSync('ed25519').privateKey : own
      const answer = await enrolWithCity(desk(), city, code, key)
      if (key !== own) {
        await client?.stop()
        client = null
        changeDeviceKey(desk(), key, (tx) => keepConnection(tx, city, answer))
      }
      const write = (writing: Writing) => {
        if (isEnrolledAlready(desk(), city, answer)) return
        keepConnection(writing, city, answer)
        writeMeta(writing, 'office', { ...desk().facts(), letters: answer.letters })
        writing.append({
          type: 'office.enrolled',
          subject: 'office',
          baseVer: 0,
          actor: actorOf(session, role),
          body: { city: city.name, deviceLetters: answer.letters },
          personal: null,
        })
      }
      await finishing(
        () => desk().journal.command(write),
        async () => {
          desk().tokens.pinRoots(city.roots)
          // The connection has no second copy.
          desk().store.settle()
          await client?.stop()
          client = null
          if (started) connect().start()
          await connect().sendNow()
          await refreshLists()
        },
      )
    },
    start() {
      // Everything goes through the ward's hub: nothing is tried here.
      if (usesOnlyHub(desk().store)) return
      started = true
      stopped = false
      connect().start()
    },
    async stop() {
      started = false
      stopped = true
      if (waking) clearTimeout(waking)
      waking = null
      await client?.stop()
    },
  }
}

/** Whether the city takes nothing more under this PC's key: then only a new one helps. */
function isBarred(phase: SyncPhase): boolean {
  return (
    phase.state === 'stopped' && (phase.reason === 'device-suspended' || phase.reason === 'device-revoked')
  )
}

function keepConnection(
  tx: Transactor,
  city: CityConfiguration,
  { deviceId, ward }: { readonly deviceId: string; readonly ward: string },
): void {
  writeMeta(tx, 'connection', { ...city, deviceId, ward })
}

function readConfiguration(text: string): CityConfiguration {
  try {
    return cityConfigurationSchema.parse(JSON.parse(text))
  } catch {
    throw new Refusal('invalid-input', { fields: 'configuration' })
  }
}

/** Repeated with the same code, the city's answer is the one already kept. */
function isEnrolledAlready(
  desk: Desk,
  city: CityConfiguration,
  { deviceId, letters }: { readonly deviceId: string; readonly letters: string },
): boolean {
  const stored = readMeta<StoredConnection>(desk.store, 'connection')
  if (stored?.deviceId !== deviceId || desk.facts().letters !== letters) return false
  const { deviceId: _deviceId, ward: _ward, ...kept } = stored
  return isDeepStrictEqual(kept, city)
}

/**
 * Asks the city to recognise new sealing keys and fetches newer trust and revocation lists. Closing the office waits
 * for no city: an answer that comes when `isOver` is dropped, and asked for again after the next start.
 */
async function exchange(desk: Desk, issuing: Issuing, isOver: () => boolean): Promise<void> {
  if (isOver()) return
  const pending = desk.store.all(
    sql.selectFrom('issuing_key').select(['kid', 'request']).where('requested', '=', 0),
  )
  for (const { kid, request } of pending) {
    const isTaken = await issuing.submit(new Uint8Array(request))
    if (isOver()) return
    if (!isTaken) continue
    desk.store.transact((tx) =>
      tx.run(sql.updateTable('issuing_key').set({ requested: 1 }).where('kid', '=', kid)),
    )
  }
  const trust = await issuing.trustList()
  if (isOver()) return
  if (trust) logRefusal(desk, 'trust-list', desk.tokens.offerTrustList(trust))
  const revocations = await issuing.revocations()
  if (isOver()) return
  if (revocations) logRefusal(desk, 'revocations', desk.tokens.offerRevocations(revocations))
  // As the server said it, never through this PC's clock: one wrong setting would stay for good.
  const { server } = desk.sync.status()
  if (server) desk.tokens.setServerTime(Date.parse(server.at))
}

function logRefusal(desk: Desk, list: string, refusal: string | null): void {
  // `older` only says that the list in hand is as new as the one offered.
  if (refusal !== null && refusal !== 'older')
    desk.ports.log({ level: 'warn', what: 'list-refused', list, reason: refusal })
}

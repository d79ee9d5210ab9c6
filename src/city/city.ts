import { join } from 'node:path'
import { checkpointBase } from '../contract/sync/checks.ts'
import { type BackedUp, backUpCity, type CityPlace } from './backup.ts'
import { createBell } from './bell.ts'
import { createBlobQuota } from './blob-quota.ts'
import { createBodies } from './bodies.ts'
import { makeCheckpointCode } from './checkpoints/admission.ts'
import { createCheckpointApp } from './checkpoints/app.ts'
import { readPageFiles } from './checkpoints/page-files.ts'
import { type CityLog, type Desk, serverTime } from './desk.ts'
import { setDeviceState } from './devices.ts'
import { doorsOf } from './doors.ts'
import { makeEnrolmentCode, rootsOf } from './enrolment.ts'
import { signExtract } from './extracts/sign-extract.ts'
import { newFeedEpoch } from './feed.ts'
import { eraseSubject, followUp, keepHouse, nameOf, startHousekeeping } from './housekeeping.ts'
import { openCityKeys, receiptKeyOf } from './keys.ts'
import { cityWard, markDue, publishRevocations, publishTrustList } from './lists.ts'
import { confirmIssuer, listIssuers, type WithdrawalReason, withdrawIssuer } from './issuers.ts'
import { openListKey } from './list-key.ts'
import { createMetrics } from './metrics.ts'
import { createNonces } from './nonce.ts'
import { noOperator, writeAudit } from './operators/audit.ts'
import { disableOperator, saveOperator } from './operators/operators.ts'
import { type Handler, type Listening, listenOn } from './listen.ts'
import { closeCityStreams } from './own-lines.ts'
import { publishPack, tellNewWard } from './packs/packs.ts'
import { exportSpareRoot, rotateToSpareRoot } from './spare-root.ts'
import { storeKinds } from './store/registry.ts'
import type { CityStore, StoreKind } from './store/store.ts'
import { openKeptKey } from './subject-keys.ts'
import { createTokenBuckets, type RequestRate, standardRequestRate } from './token-buckets.ts'
import type { City, CityAdmin } from './types.ts'
import { createPublisher } from './withdrawals/publisher.ts'

/** Rows of the audit that are shown at once. */
const mostAudited = 500

/** Where a city server lives. `name` is shown to offices and kept from the first start on. */
export type CityOptions = {
  readonly dataDir: string
  readonly clock: { now(): number }
  readonly name?: string
  /** Where the offices find it (behind whatever stands in front of it); kept until another is said. */
  readonly address?: string
  /** Kind of store; the first of the registry when left out. */
  readonly store?: StoreKind
  /** Say so once after the folder came back from a backup: a new feed epoch, so that every PC compares and heals. */
  readonly restored?: boolean
  /**
   * Say so once to make a new list key: the old one is withdrawn, and everything that still has to reach the wards is
   * signed anew. No other process may have this city open meanwhile.
   */
  readonly newListKey?: WithdrawalReason
  /** The city of the training office: keys count without a telephone call, its pages say that nothing is valid. */
  readonly training?: boolean
  /** Requests one PC may make; left out: the standard rate. */
  readonly requestRate?: RequestRate
  /** Folder of the built checkpoint page; without it only what pages send is answered. */
  readonly checkpointPage?: string | null
  readonly log?: (line: CityLog) => void
}

/**
 * Opens a city server on a data folder: makes keys, database and lists at the first start. Throws when the folder
 * cannot be used or its database is of a newer version. It answers `fetch` at once, the network after `listen`.
 */
export async function openCity(options: CityOptions): Promise<City> {
  const keyFolder = join(options.dataDir, 'keys')
  let keys = await openCityKeys(keyFolder, options.newListKey !== undefined)
  const store = await (options.store ?? storeKinds[0]).open(options.dataDir)
  const now = () => options.clock.now()
  if (options.restored === true)
    await store.write(async (rows) => {
      await rows.saveSetting('feed-epoch', newFeedEpoch())
      await closeCityStreams(rows)
      // Nobody is signed in by what stood in a backup.
      await rows.forgetSignIns({ beganAt: now() + 1, usedAt: now() + 1 })
      await writeAudit(rows, new Date(now()).toISOString(), noOperator.console, 'city.restored', {})
    })
  const { address } = options
  if (address !== undefined) await store.write((rows) => rows.saveSetting('address', address))
  const published = await store.read((rows) => rows.setting('address'))
  let isDraining = false
  const feedEpoch = await settle(store, 'feed-epoch', newFeedEpoch)
  const desk: Desk = {
    name: await settle(store, 'name', () => options.name ?? 'Thành phố Ví Dụ'),
    feedEpoch,
    store,
    get keys() {
      return keys
    },
    keyFolder,
    blobFolder: join(options.dataDir, 'blobs'),
    takeBlob: createBlobQuota(now, options.dataDir),
    async readKeys() {
      keys = await openCityKeys(keyFolder)
    },
    nonces: createNonces(keys.nonceSecret, feedEpoch, now),
    bodies: createBodies(),
    bell: createBell(),
    publisher: createPublisher(
      () => followUp(desk),
      (error) => desk.log({ level: 'error', what: 'publishing-failed', error: nameOf(error) }),
    ),
    metrics: createMetrics(),
    takeToken: createTokenBuckets(options.requestRate ?? standardRequestRate, () => performance.now()),
    isDraining: () => isDraining,
    isTraining: options.training === true,
    publicAddress: published,
    now,
    log: options.log ?? (() => undefined),
  }
  await store.write((rows) => openListKey(desk, rows, options.newListKey ?? null))
  const stopHousekeeping = await startHousekeeping(desk)
  const fetch = await handlerOf(desk, options.checkpointPage ?? null)
  let running: Listening | null = null
  return {
    fetch: async (request) => fetch(request),
    async listen(port, host = '127.0.0.1') {
      running = await listenOn(fetch, desk.bodies, port, host)
      return running.address
    },
    drain() {
      isDraining = true
      desk.bell.silence()
    },
    async close() {
      isDraining = true
      stopHousekeeping()
      desk.bell.silence()
      await running?.close()
      await desk.publisher.close()
      await store.close()
    },
    admin: {
      ...(await adminOf(desk, () => published ?? running?.address ?? null)),
      backUp: (to) => backUp(desk, { dataDir: options.dataDir, store: options.store ?? storeKinds[0] }, to),
    },
  }
}

/** The protocol of the wards' PCs, and beside it what belongs to the checkpoints. */
async function handlerOf(desk: Desk, page: string | null): Promise<Handler> {
  const others = doorsOf(desk)
  const files = page === null ? null : await readPageFiles(page)
  const checkpoints = createCheckpointApp(desk, files)
  return async (request) => {
    const { pathname } = new URL(request.url)
    const began = performance.now()
    const isCheckpoint = pathname === checkpointBase || pathname.startsWith(`${checkpointBase}/`)
    const response = await (isCheckpoint ? checkpoints.fetch(request) : others(request))
    desk.metrics.answered({ method: request.method, pathname }, response.status, performance.now() - began)
    return response
  }
}

/** Backs the city up, and says so in the audit of the city, not of the copy. */
async function backUp(desk: Desk, place: CityPlace, to: string): Promise<BackedUp> {
  const done = await backUpCity(place, to, desk.now())
  await desk.store.write((rows) =>
    writeAudit(rows, serverTime(desk), noOperator.console, 'city.backed-up', { files: done.files }),
  )
  return done
}

async function adminOf(desk: Desk, address: () => string | null): Promise<Omit<CityAdmin, 'backUp'>> {
  const { store } = desk
  let roots = await store.read((rows) => rootsOf(desk, rows))
  return {
    ...wardAdmin(desk),
    ...trustAdmin(desk),
    config: () => ({
      name: desk.name,
      address: address(),
      roots,
      receiptKeys: [receiptKeyOf(desk.keys)],
      subjectKey: desk.keys.subject.recipient,
    }),
    exportSpareRoot: (keep) => exportSpareRoot(desk, keep),
    async rotateRoot(spare) {
      const seq = await rotateToSpareRoot(desk, spare ?? null)
      roots = await store.read((rows) => rootsOf(desk, rows))
      return seq
    },
    keepHouse: () => keepHouse(desk),
    saveOperator: (account, secret) => saveOperator(desk, account, secret),
    disableOperator: (name) => disableOperator(desk, name),
    audit: () => store.read((rows) => rows.audit(null, mostAudited)),
    publishPack: (text, wards) => publishPack(desk, text, wards, noOperator.console),
    signExtract: (text) => signExtract(desk, text, noOperator.console),
  }
}

function wardAdmin(
  desk: Desk,
): Pick<
  CityAdmin,
  | 'addWard'
  | 'enrolmentCode'
  | 'checkpointCode'
  | 'devices'
  | 'revokeDevice'
  | 'readmitDevice'
  | 'subjectKey'
  | 'eraseSubject'
> {
  const { store } = desk
  return {
    addWard: (ward) =>
      store.write(async (rows) => {
        const isNew = (await rows.ward(ward.code)) === null
        await rows.saveWard(ward)
        if (isNew) await tellNewWard(desk, rows, ward.code, noOperator.city)
      }),
    enrolmentCode: (ward) => makeEnrolmentCode(desk, ward),
    checkpointCode: () => makeCheckpointCode(desk),
    revokeDevice: (deviceId) => changeDevice(desk, deviceId, 'revoked'),
    devices: () => store.read((rows) => rows.devices()),
    readmitDevice: (deviceId) => changeDevice(desk, deviceId, 'active'),
    subjectKey: (ward, subject) => openKeptKey(desk, ward, subject),
    eraseSubject: (ward, subject) => eraseSubject(desk, ward, subject),
  }
}

async function changeDevice(desk: Desk, id: string, state: 'active' | 'revoked'): Promise<void> {
  const outcome = await desk.store.write((rows) => setDeviceState(desk, rows, id, state, noOperator.console))
  if (outcome === 'unknown-device') throw new Error('there is no such device')
  if (outcome === 'revoked')
    throw new Error('that device was revoked for good: give it a new code and let it enrol anew')
}

function trustAdmin(
  desk: Desk,
): Pick<
  CityAdmin,
  | 'publishTrustList'
  | 'withdrawPapers'
  | 'publishRevocations'
  | 'issuingKeys'
  | 'confirmKey'
  | 'withdrawKey'
  | 'lists'
> {
  const { store } = desk
  const operator = noOperator.console
  return {
    publishTrustList: () => store.write((rows) => publishTrustList(desk, rows)),
    withdrawPapers: (papers) =>
      store.write(async (rows) => {
        const noted = papers.map(({ index, ...paper }) => {
          return { ...paper, ward: cityWard, first: index, count: 1, lastDay: null }
        })
        await rows.addWithdrawals(noted)
        await markDue(rows, 'revocations')
      }),
    publishRevocations: () => store.write((rows) => publishRevocations(desk, rows)),
    issuingKeys: () => store.read(listIssuers),
    confirmKey: (kid, digits) => store.write((rows) => confirmIssuer(desk, rows, kid, digits, operator)),
    withdrawKey: (kid, reason, day) =>
      store.write((rows) => withdrawIssuer(desk, rows, { kid, reason, day }, operator)),
    lists: () =>
      store.read(async (rows) => {
        const [trust, revocations] = [await rows.list('trust'), await rows.list('revocations')]
        if (!trust || !revocations) throw new Error('the lists were never published')
        return { trust, revocations }
      }),
  }
}

/** A setting that is decided at the first start and stays. */
async function settle(store: CityStore, name: string, first: () => string): Promise<string> {
  return store.write(async (rows) => {
    const kept = await rows.setting(name)
    if (kept !== null) return kept
    const value = first()
    await rows.saveSetting(name, value)
    return value
  })
}

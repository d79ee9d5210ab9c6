import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { openCity } from '../../src/city/city.ts'
import { sqliteStore } from '../../src/city/store/sqlite/store.ts'
import type { Rows } from '../../src/city/store/store.ts'
import type { City } from '../../src/city/types.ts'
import type { Check } from '../../src/contract/sync/checks.ts'
import { dateAt, dayNumber } from '../../src/domain/calendar.ts'
import type { PaperContent } from '../../src/domain/signed-paper.ts'
import { keyFromSeed, makeSeed } from '../../src/office/token/keys.ts'
import { revocationEntries, signRevocationList } from '../../src/office/token/revocation.ts'
import { issueToken } from '../../src/office/token/token.ts'
import { signTrustList } from '../../src/office/token/trust-list.ts'
import { keyKinds, type SigningKey, type TokenForm } from '../../src/office/token/types.ts'

/** Where the build puts the page. */
export const builtPage = join(import.meta.dirname, '../../out/checkpoint')

/** A ward that does not exist. */
const ward = '39901'

/** A city on a port of its own that serves the built page, and a ward's key that signs papers for it. */
export type ServedCity = {
  readonly address: string
  readonly dataDir: string
  start(): Promise<void>
  stop(): Promise<void>
  code(): Promise<string>
  /** A code of the ward's, as printed; index 17 unless told. */
  paper(changes?: Partial<PaperContent>, form?: TokenForm): string
  /** Signs and publishes both lists anew with these papers (indexes) withdrawn. */
  publish(withdrawn?: readonly number[]): Promise<void>
  /** A trust list as a file, signed by this city's root. */
  trustList(): Uint8Array
  /** A revocation list as a file, with these papers (indexes) withdrawn. */
  revocationList(withdrawn: readonly number[]): Uint8Array
  /** What the city keeps of checks on the ward's papers: how many by answer; of one outcome of the comparison if told. */
  counts(compared?: Check['compared']): Promise<Record<string, number>>
  close(): Promise<void>
}

const today = () => dayNumber(dateAt(Date.now()))

/** Opens such a city; `port` 0 takes a free one; a training city publishes its code; `page` is the folder served. */
export async function servedCity(port = 0, training = false, page = builtPage): Promise<ServedCity> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quay-checkpoint-'))
  let city: City | null = null
  let address = ''
  let seq = Math.floor(Date.now() / 1000)
  const wardKey = keyFromSeed(makeSeed())
  const key = (name: string): SigningKey =>
    keyFromSeed(
      Uint8Array.from(Buffer.from(readFileSync(join(dataDir, 'keys', `${name}.hex`), 'utf8').trim(), 'hex')),
    )
  const start = async () => {
    city = await openCity({ dataDir, clock: { now: Date.now }, training, checkpointPage: page })
    address = await city.listen(address === '' ? port : Number(new URL(address).port))
  }
  const stored = async <T>(work: (rows: Rows) => Promise<T>): Promise<T> => {
    const store = await sqliteStore.open(dataDir)
    try {
      return await store.write(work)
    } finally {
      await store.close()
    }
  }
  const seconds = () => Math.floor(Date.now() / 1000)
  const trustList = () => {
    const entry = { firstDay: today() - 1, lastDay: today() + 395, categories: 0 }
    const papers = keyKinds.permit | keyKinds.marketCard | keyKinds.organisation
    const issuers = [
      {
        ...entry,
        publicKey: wardKey.publicKey,
        ward: Number(ward),
        name: 'UBND Phường Ví Dụ',
        kinds: papers,
      },
      {
        ...entry,
        publicKey: key('list-ed25519').publicKey,
        ward: 0,
        name: 'Thành phố Ví Dụ',
        kinds: keyKinds.revocationList,
      },
    ]
    const content = { seq: (seq += 10), nextUpdate: today() + 30, issuers, withdrawnRoots: [] }
    return signTrustList(content, seconds(), key('root-ed25519'))
  }
  const revocationList = (withdrawn: readonly number[]) => {
    const papers = withdrawn.map((index) => ({ kid: wardKey.kid, series: 4, index, reason: 1 as const }))
    const content = { seq: (seq += 10), maxAgeHours: 72, entries: revocationEntries(papers) }
    return signRevocationList(content, seconds(), key('list-ed25519'))
  }
  await start()
  return {
    get address() {
      return address
    },
    dataDir,
    start,
    stop: async () => city?.close(),
    code: async () => (await city?.admin.checkpointCode()) ?? '',
    paper: (changes = {}, form = 'base45') =>
      issueToken({ ...permit(), ...changes }, seconds() - 60, wardKey, form).text,
    publish: (withdrawn = []) =>
      stored(async (rows) => {
        await rows.saveList({ name: 'trust', seq: seq + 10, bytes: trustList() })
        await rows.saveList({ name: 'revocations', seq: seq + 10, bytes: revocationList(withdrawn) })
      }),
    trustList,
    revocationList,
    counts: (wanted) =>
      stored(async (rows) => {
        const counts: Record<string, number> = {}
        for (const { answer, count, compared } of await rows.checkCounts('issuerWard', ward, '2020-01-01'))
          if (wanted === undefined || compared === wanted) counts[answer] = (counts[answer] ?? 0) + count
        return counts
      }),
    async close() {
      await city?.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A travel permit of an invented person, in force today. */
function permit(): PaperContent {
  return {
    kind: 'permit',
    number: '05/GĐĐ-UBND',
    pack: 'vidu-01',
    packVersion: 3,
    series: 4,
    index: 17,
    firstDay: today() - 1,
    lastDay: today() + 27,
    places: [Number(ward)],
    name: 'Lê Văn An',
    last4: '0456',
    category: 5,
    plate: '29C12345',
    text: 'Ví Dụ – chợ Mẫu',
  }
}

/** Tests of the page, each with a city of its own whose lists are published. */
export const test = base.extend<{ city: ServedCity }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern to know what a fixture needs
  city: async ({}, use) => {
    const city = await servedCity()
    await city.publish()
    await use(city)
    await city.close()
  },
})
export { expect } from '@playwright/test'

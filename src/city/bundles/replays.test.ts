import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { PushResult } from '../../contract/sync/push.ts'
import type { FeedItem } from '../../contract/sync/feed.ts'
import { enrol } from '../../office/sync/enrol.ts'
import type { Connection, SyncJournal } from '../../office/sync/types.ts'
import { seeded } from '../testing/cutting-proxy.ts'
import { clientOf, startCity, ward } from '../testing/desk.ts'
import { acts, type DeskJournal, deskJournal } from '../testing/journal.ts'
import { contentsOf } from './testing/contents.ts'
import { brought, partOf, takeHome } from './testing/stick.ts'

type TestCity = Awaited<ReturnType<typeof startCity>>

async function enrolled({ city, address }: TestCity, deviceKey: KeyObject): Promise<Connection> {
  const code = await city.admin.enrolmentCode(ward)
  const { roots } = city.admin.config()
  const result = await enrol({
    address,
    code,
    deviceKey,
    tokenIssuerRequest: null,
    roots,
    appVersion: '0.1.0',
  })
  if (!result.enrolled) throw new Error(`not enrolled: ${result.reason}`)
  return result.connection
}

/** The same journal, as though it had only ever talked to another city. */
function elsewhere(
  journal: DeskJournal,
): SyncJournal & { results: Map<number, PushResult>; feed: FeedItem[] } {
  let acked = 0
  let cursor = { epoch: '', pos: 0 }
  const results = new Map<number, PushResult>()
  const feed: FeedItem[] = []
  return {
    stream: () => journal.stream(),
    head: () => journal.head(),
    lines: (from, limit) => journal.lines(from, limit),
    subjectKeys: (from, to) => journal.subjectKeys(from, to),
    results,
    feed,
    ackedSeq: () => acked,
    saveAnswer(answer) {
      acked = answer.headSeq
      for (const result of answer.results) results.set(result.seq, result)
    },
    feedCursor: () => cursor,
    applyFeed(items, next) {
      feed.push(...items)
      cursor = next
    },
  }
}

/** Something a counter does: mostly right, sometimes refused, parked, repeated or poison. */
function act(journal: DeskJournal, random: () => number, cases: string[]): void {
  const one = cases[Math.floor(random() * cases.length)]
  const kind = Math.floor(random() * 10)
  if (kind < 3 || one === undefined) {
    const subject = randomUUID()
    cases.push(subject)
    journal.append(acts.register(subject, 'clerk-1', Buffer.alloc(32, Math.floor(random() * 255))))
  } else if (kind === 3) journal.append(acts.verify(one))
  else if (kind === 4) journal.append(acts.approve(one))
  else if (kind === 5) journal.append(acts.verify(one, 1, 'clerk-1'))
  else if (kind === 6) journal.append({ ...acts.register(one), type: 'case.from-the-future' })
  // What another PC, or this one, has said already: the same id and the same words.
  else if (kind === 7) journal.append({ ...acts.register(one), id: one })
  // An act on a case that another PC has moved and nobody has told yet.
  else if (kind === 8) journal.append(acts.approve(randomUUID()))
  else
    journal.appendRaw(({ stream, seq, prev }) =>
      JSON.stringify({ stream, seq, prev, poison: '🧨'.repeat(9) }),
    )
}

const orderOf = (feed: readonly FeedItem[]) =>
  feed.map(({ pos, kind, stream, seq, hash, status }) => ({ pos, kind, stream, seq, hash, status }))

/** What was decided on each line and where it stands; without the server's clock, which two servers do not share. */
const judged = (contents: ReturnType<typeof contentsOf>) =>
  (contents['line'] ?? []).map((row) => {
    const { stream, seq, hash, line, status, pos, repeats } = row as Record<string, unknown> // a row of SQLite
    return { stream, seq, hash, line, status, pos, repeats }
  })

async function cityForTest(): Promise<TestCity> {
  const city = await startCity()
  onTestFinished(async () => {
    expect(city.faults).toEqual([])
    await city.close()
  })
  return city
}

type Desk = { connection: Connection; journal: DeskJournal; other: Other }
type Other = { connection: Connection; journal: ReturnType<typeof elsewhere> }
type Stick = { readonly desk: Desk; readonly bytes: Uint8Array }

async function deskAtBoth(mixed: TestCity, byLine: TestCity): Promise<Desk> {
  const { privateKey: deviceKey } = generateKeyPairSync('ed25519')
  const connection = await enrolled(mixed, deviceKey)
  const journal = deskJournal(ward, connection.deviceId)
  return {
    connection,
    journal,
    other: { connection: await enrolled(byLine, deviceKey), journal: elsewhere(journal) },
  }
}

const otherClient = ({ journal, other }: Desk) =>
  clientOf({ connection: other.connection, journal }, { journal: other.journal })

/** Thirty rounds of work at two PCs, told to the one city by line or by stick, to the other by line only. */
async function work(desks: readonly [Desk, Desk], mixed: TestCity, random: () => number) {
  const cases: string[] = []
  const bundles: Stick[] = []
  const answers: Stick[] = []
  for (let step = 0; step < 30; step += 1) {
    const desk = desks[step % 2 === 0 ? 0 : 1]
    for (let n = Math.floor(random() * 12); n >= 0; n -= 1) act(desk.journal, random, cases)
    if (random() < 0.3) await clientOf(desk).runOnce()
    else {
      const { bytes } = await partOf(desk)
      bundles.push({ desk, bytes })
      const { files } = await brought(mixed.city, bytes)
      answers.push(...files.map((file) => ({ desk, bytes: file })))
      // Sometimes the stick with the answer is lost.
      if (random() < 0.6) await takeHome(desk, files[0]!)
    }
    await otherClient(desk).runOnce()
  }
  return { bundles, answers }
}

/** Everything that was ever sent, again and again, in any order. */
async function sayAgain(
  desks: readonly [Desk, Desk],
  mixed: TestCity,
  random: () => number,
  { bundles, answers }: Awaited<ReturnType<typeof work>>,
) {
  for (let round = 0; round < 100; round += 1) {
    const roll = random()
    const bundle = bundles[Math.floor(random() * bundles.length)]!
    const answer = answers[Math.floor(random() * answers.length)]!
    if (roll < 0.5) expect(await brought(mixed.city, bundle.bytes)).toMatchObject({ taken: 0 })
    else if (roll < 0.7) {
      const desk = desks[round % 2 === 0 ? 0 : 1]
      desk.journal.forgetAcknowledged()
      await clientOf(desk).runOnce()
    } else expect(await takeHome(answer.desk, answer.bytes)).toBeTypeOf('object')
  }
}

test.each([1, 2, 3])(
  'seed %i: by line or by stick, in any order and a hundred times over, the city keeps the same',
  async (seed) => {
    const random = seeded(seed)
    const [mixed, byLine] = [await cityForTest(), await cityForTest()]
    const desks = [await deskAtBoth(mixed, byLine), await deskAtBoth(mixed, byLine)] as const
    const sent = await work(desks, mixed, random)
    const settled = contentsOf(mixed.dataDir)
    await sayAgain(desks, mixed, random, sent)
    expect(contentsOf(mixed.dataDir)).toEqual(settled)
    const reference = contentsOf(byLine.dataDir)
    expect(judged(settled)).toEqual(judged(reference))
    expect(settled['subject']).toEqual(reference['subject'])
    // Each line exactly once, and of every verdict there were some.
    const lines = judged(settled)
    const wanted = desks.flatMap(({ journal }) => journal.all)
    expect(lines).toHaveLength(wanted.length)
    expect(new Set(lines.map(({ line }) => line))).toEqual(new Set(wanted))
    expect(new Set(lines.map(({ status }) => status))).toEqual(
      new Set(['accepted', 'refused', 'quarantined', 'parked', 'duplicate']),
    )
    for (const desk of desks) {
      desk.journal.forgetAcknowledged()
      expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal' })
      await otherClient(desk).runOnce()
      expect(orderOf(desk.journal.feed)).toEqual(orderOf(desk.other.journal.feed))
    }
    // The control: one line more is another state.
    desks[0].journal.append(acts.register(randomUUID()))
    await brought(mixed.city, (await partOf(desks[0])).bytes)
    expect(contentsOf(mixed.dataDir)).not.toEqual(settled)
  },
  120_000,
)

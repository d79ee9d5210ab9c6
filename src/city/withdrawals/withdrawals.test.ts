import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addDays, dateAt, dayNumber } from '../../domain/calendar.ts'
import { acceptRevocationList } from '../../office/token/revocation.ts'
import { acceptTrustList } from '../../office/token/trust-list.ts'
import { auditHash } from '../operators/audit.ts'
import { clientOf, enrolledDesk, startCity, testClock, ward } from '../testing/desk.ts'
import {
  confirmedKey,
  type Paper,
  pinned,
  reasonsFor,
  replace,
  requestedKey,
  revocationsOf,
  revoke,
  seal,
  trustOf,
  withdrawKey,
  withdrawMany,
} from '../testing/issuing.ts'
import { acts } from '../testing/journal.ts'

const clock = testClock()
let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.offsetMs = 0
  city = await startCity(clock)
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>
const day = 86_400_000
const today = () => dateAt(clock.now())
const lists = async () => {
  const trust = await trustOf(city.address, pinned(city.city))
  return { trust, revocations: await revocationsOf(city.address, trust) }
}

/** Everything the desk has said is with the city, was accepted, and the lists are signed. */
async function told(desk: Desk): Promise<void> {
  await clientOf(desk).runOnce()
  expect([...desk.journal.results.values()].map(({ status, problem }) => problem?.code ?? status)).toEqual(
    Array(desk.journal.all.length).fill('accepted'),
  )
  await city.city.admin.keepHouse()
}

function sealedCase(desk: Desk, subject: string, paper: Paper): void {
  desk.journal.append(acts.register(subject))
  desk.journal.append(acts.verify(subject))
  desk.journal.append(acts.approve(subject))
  desk.journal.append(seal(subject, paper))
}

async function start() {
  const desk = await enrolledDesk(city)
  const key = await confirmedKey(city.city, desk.connection)
  const lastDay = addDays(today(), 10)
  const paper = (index: number, more: Partial<Paper> = {}): Paper => {
    return { kid: key.kid, series: 4, index, lastDay, ...more }
  }
  return { desk, key, paper, lastDay }
}

describe('papers that the ward withdraws in its journal', () => {
  test('stand on the revocation list with their reason: withdrawn, lost, issued in error, replaced', async () => {
    const { desk, key, paper } = await start()
    for (const [index, reason] of ['withdrawn', 'lost', 'issued-in-error'].entries()) {
      sealedCase(desk, `case-${index}`, paper(index))
      desk.journal.append(revoke(`case-${index}`, paper(index), reason))
    }
    sealedCase(desk, 'case-r', paper(20))
    desk.journal.append(replace('case-r', paper(20), paper(21)))
    await told(desk)
    const { revocations } = await lists()
    const reasons = [0, 1, 2, 20, 21, 22].map((index) => reasonsFor(revocations, key.kid, 4, index))
    expect(reasons).toEqual([[1], [3], [4], [2], [], []])
  })

  test('stand there as runs and as whole series, joined where they touch', async () => {
    const { desk, key, lastDay } = await start()
    const { kid } = key
    desk.journal.append(withdrawMany([{ kid, series: 1 }], lastDay))
    desk.journal.append(
      withdrawMany(
        [
          { kid, series: 2, first: 100, count: 50 },
          { kid, series: 2, first: 150, count: 50 },
          { kid, series: 2, first: 120, count: 10 },
        ],
        lastDay,
      ),
    )
    await told(desk)
    const { revocations } = await lists()
    expect(revocations.entries).toEqual([
      { kid, series: 1, reason: 4, runs: [] },
      { kid, series: 2, reason: 4, runs: [[100, 199]] },
    ])
    expect(reasonsFor(revocations, kid, 1, 16_777_215)).toEqual([4])
  })

  test('are dropped after the morning that follows their last day', async () => {
    const { desk, key, paper } = await start()
    sealedCase(desk, 'case-1', paper(0, { lastDay: today() }))
    desk.journal.append(revoke('case-1', paper(0, { lastDay: today() })))
    await told(desk)
    const listedAfter = async (days: number) => {
      clock.offsetMs = days * day
      await city.city.admin.keepHouse()
      return reasonsFor((await lists()).revocations, key.kid, 4, 0)
    }
    expect(await listedAfter(1)).toEqual([1])
    expect(await listedAfter(2)).toEqual([])
  })

  test('of a key that is not the ward’s own change no list, and are an alarm in the audit', async () => {
    const { desk, lastDay } = await start()
    await city.city.admin.addWard({ code: '39902', name: 'Phường Khác' })
    const other = await enrolledDesk(city, city.address, '39902')
    const theirs = await confirmedKey(city.city, other.connection)
    desk.journal.append(withdrawMany([{ kid: theirs.kid, series: 1 }], lastDay))
    desk.journal.append(withdrawKey(theirs.kid, 'compromised', today()))
    await told(desk)
    const { trust, revocations } = await lists()
    expect(revocations.entries).toEqual([])
    expect(trust.byKid.get(theirs.kid)?.[0]?.withdrawn).toBeUndefined()
    const alarms = (await city.audit()).filter(({ act }) => act.startsWith('alarm.'))
    expect(alarms.map(({ act, detail }) => [act, JSON.parse(detail).kid])).toEqual([
      ['alarm.withdrawal-of-foreign-key', theirs.kid],
      ['alarm.papers-of-foreign-key', theirs.kid],
    ])
  })

  test('count from the moment their key is known, when the city heard of them first', async () => {
    const desk = await enrolledDesk(city)
    const { key, digits } = await requestedKey(desk.connection)
    const { kid } = key
    desk.journal.append(withdrawMany([{ kid, series: 1, first: 3, count: 1 }], addDays(today(), 5)))
    await told(desk)
    await city.city.admin.confirmKey(kid, digits)
    await city.city.admin.publishRevocations()
    expect(reasonsFor((await lists()).revocations, kid, 1, 3)).toEqual([4])
  })

  test('are on a new list soon after, without anybody doing anything', async () => {
    const { desk, key, lastDay } = await start()
    desk.journal.append(withdrawMany([{ kid: key.kid, series: 1 }], lastDay))
    await clientOf(desk).runOnce()
    await vi.waitFor(
      async () => expect(reasonsFor((await lists()).revocations, key.kid, 1, 0)).toEqual([4]),
      20_000,
    )
  })
})

describe('an issuing key', () => {
  test('that waits for its telephone call is on no list; another’s digits do not help it', async () => {
    const desk = await enrolledDesk(city)
    const [one, other] = [await requestedKey(desk.connection), await requestedKey(desk.connection)]
    const { admin } = city.city
    expect(await admin.confirmKey(one.key.kid, other.digits)).toBe('wrong-fingerprint')
    expect(await admin.confirmKey('00000000', one.digits)).toBe('unknown-key')
    expect((await lists()).trust.byKid.has(one.key.kid)).toBe(false)
    expect(await admin.confirmKey(one.key.kid, one.digits)).toBe('confirmed')
    const { trust } = await lists()
    expect([trust.byKid.has(one.key.kid), trust.byKid.has(other.key.kid)]).toEqual([true, false])
    expect(await admin.issuingKeys()).toMatchObject([
      { kid: other.key.kid, fingerprint: other.digits, confirmedAt: null },
      { kid: one.key.kid, ward, withdrawn: null },
    ])
  })

  test('in the training city counts at once', async () => {
    const training = await startCity(clock, true)
    const desk = await enrolledDesk(training)
    const { key } = await requestedKey(desk.connection)
    const trust = await trustOf(training.address, pinned(training.city))
    expect(trust.byKid.has(key.kid)).toBe(true)
    await training.close()
  })

  test('follows another without a gap: both are listed, and the papers of the old one stay good', async () => {
    const { desk, key } = await start()
    const next = await confirmedKey(city.city, desk.connection)
    const both = (await lists()).trust
    expect([both.byKid.has(key.kid), both.byKid.has(next.kid)]).toEqual([true, true])
    desk.journal.append(withdrawKey(key.kid, 'retired', addDays(today(), -1)))
    await told(desk)
    const { trust, revocations } = await lists()
    const since = dayNumber(addDays(today(), -1))
    expect(trust.byKid.get(key.kid)?.[0]?.withdrawn).toEqual({ day: since, reason: 1 })
    expect(reasonsFor(revocations, key.kid, 1, 0)).toEqual([])
  })

  test('that the ward calls stolen is revoked as a whole on both lists, and never taken back', async () => {
    const { desk, key } = await start()
    desk.journal.append(withdrawKey(key.kid, 'compromised', today()))
    desk.journal.append(withdrawKey(key.kid, 'retired', addDays(today(), -5)))
    await told(desk)
    const { trust, revocations } = await lists()
    expect(trust.byKid.get(key.kid)?.[0]?.withdrawn).toEqual({ day: dayNumber(today()), reason: 2 })
    expect(reasonsFor(revocations, key.kid, 7, 12)).toEqual([5])
  })

  test('that an operator withdraws is off at once; an unknown one is said to be unknown', async () => {
    const { key } = await start()
    const { admin } = city.city
    expect(await admin.withdrawKey(key.kid, 'compromised', dayNumber(today()))).toBe(true)
    const { trust, revocations } = await lists()
    expect(trust.byKid.get(key.kid)?.[0]?.withdrawn?.reason).toBe(2)
    expect(reasonsFor(revocations, key.kid, 1, 1)).toEqual([5])
    expect(await admin.withdrawKey('00000000', 'retired', 1)).toBe(false)
  })

  test('is off the trust list when no paper of it can be alive any more', async () => {
    const { key } = await start()
    const listedAfter = async (days: number) => {
      clock.offsetMs = days * day
      await city.city.admin.publishTrustList()
      return (await lists()).trust.byKid.has(key.kid)
    }
    expect(await listedAfter(394 + 402)).toBe(true)
    expect(await listedAfter(394 + 403)).toBe(false)
  })
})

describe('a root that is lost', () => {
  test('is withdrawn by the spare one, in a list the offices take; the first can sign nothing more', async () => {
    const roots = pinned(city.city)
    const before = (await city.city.admin.lists()).trust
    const first = acceptTrustList(before.bytes, roots, 0)
    if (!first.accepted) throw new Error(first.reason)
    const lost = first.list.signedBy
    await city.city.admin.rotateRoot()
    const after = acceptTrustList((await city.city.admin.lists()).trust.bytes, roots, before.seq)
    if (!after.accepted) throw new Error(after.reason)
    expect(after.list).toMatchObject({ withdrawnRoots: [lost] })
    expect(after.list.signedBy).not.toBe(lost)
    const now = { ...roots, withdrawn: after.list.withdrawnRoots }
    expect(acceptTrustList(before.bytes, now, 0)).toEqual({ accepted: false, reason: 'unknown-root' })
    await city.city.admin.publishTrustList()
    const later = (await city.city.admin.lists()).trust
    expect(acceptTrustList(later.bytes, now, after.list.seq).accepted).toBe(true)
    expect((await city.city.admin.lists()).revocations.seq).toBeGreaterThan(0)
    const { bytes } = (await city.city.admin.lists()).revocations
    expect(acceptRevocationList(bytes, after.list, 0).accepted).toBe(true)
  })

  test('is not handed to new PCs, and the spare one cannot be withdrawn after it', async () => {
    const [first, spare] = city.city.admin.config().roots
    const desk = await enrolledDesk(city)
    await city.city.admin.rotateRoot()
    expect(city.city.admin.config().roots).toEqual([spare])
    expect(first).not.toBe(spare)
    expect((await enrolledDesk(city)).letters).not.toBe(desk.letters)
    await expect(city.city.admin.rotateRoot()).rejects.toThrow('withdrawn already')
  })
})

test('every act on keys stands in the audit, each row bound to the one before', async () => {
  const { key } = await start()
  await city.city.admin.withdrawKey(key.kid, 'retired', dayNumber(today()))
  const rows = (await city.audit()).toReversed()
  expect(rows.map(({ act }) => act)).toEqual(['key.confirmed', 'key.withdrawn'])
  let before = ''
  for (const row of rows) {
    expect(row.hash).toBe(auditHash(before, row))
    before = row.hash
  }
})

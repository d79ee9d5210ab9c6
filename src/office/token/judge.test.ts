import { describe, expect, it } from 'vitest'
import type { PaperContent } from '../../domain/signed-paper.ts'
import type { Judgement } from '../../domain/verdict.ts'
import { judge } from './judge.ts'
import { issueToken, parse } from './token.ts'
import { trainingIssuer } from './training-issuer.ts'
import type { CheckpointPlace, JudgeClock, Lists, SigningKey } from './types.ts'
import {
  clock,
  day,
  exampleKey,
  instant,
  issuedAt,
  issuer,
  listsWith,
  permit,
  place,
  seconds,
  trustWith,
  wardKey,
} from './testing/example-city.ts'

type Situation = {
  readonly content?: Partial<PaperContent>
  readonly signedAt?: number
  readonly key?: SigningKey
  readonly clock?: JudgeClock
  readonly place?: CheckpointPlace
  readonly lists?: Lists
}

function judged(situation: Situation = {}): Judgement {
  const { content, signedAt = issuedAt, key = wardKey } = situation
  const token = parse(issueToken({ ...permit, ...content }, signedAt, key, 'base45').text)
  const where = situation.place === undefined ? place : situation.place
  return judge(token, situation.clock ?? clock, where, situation.lists ?? listsWith())
}

const at = (date: string, hour: number, minute = 0) => ({ ...clock, now: instant(date, hour, minute) })
const whole = (series: number, reason: 1 | 2 | 5) => [{ kid: wardKey.kid, series, reason, runs: [] }]
const short = ({ answer, reason }: Judgement) => `${answer} ${reason ?? '-'}`

describe('what is shown beside the answer', () => {
  it('is the content and the issuer, once the signature held', () => {
    expect(judged()).toEqual({
      answer: 'valid',
      reason: null,
      notices: [],
      ageHours: null,
      paper: {
        content: permit,
        issuer: { kid: wardKey.kid, ward: 39901, name: 'UBND Phường Ví Dụ' },
        issuedAt,
      },
    })
  })

  it('is nothing when nobody known signed it', () => {
    expect(judged({ key: exampleKey('stranger') })).toMatchObject({ answer: 'unknown-issuer', paper: null })
    expect(judged({ lists: { trust: null, revocation: null } })).toMatchObject({
      reason: 'no-trust-list',
      paper: null,
    })
  })

  it('is the content of a paper that no longer holds, too', () => {
    expect(judged({ clock: at('2026-12-21', 7) })).toMatchObject({
      answer: 'expired',
      paper: { content: permit },
    })
  })
})

describe('the training key', () => {
  it('is an entry of every trust list and never valid', () => {
    expect(short(judged({ key: trainingIssuer.key }))).toBe('training training-key')
    expect(short(judged({ key: trainingIssuer.key, content: { training: true } }))).toBe(
      'training token-flag',
    )
  })

  it('stays training when a list names the same key without the training bit', () => {
    const trust = trustWith([])
    const taken = issuer(trainingIssuer.key)
    const entry = { ...taken, kid: trainingIssuer.key.kid }
    const poisoned = { ...trust, byKid: new Map([...trust.byKid, [entry.kid, [entry]]]) }
    const answer = judged({ key: trainingIssuer.key, lists: { trust: poisoned, revocation: null } })
    expect(short(answer)).toBe('training training-key')
  })
})

describe('time', () => {
  it.each([
    [[1320, 300], '2026-11-23', 22, 'valid -'],
    [[1320, 300], '2026-11-24', 4, 'valid -'],
    [[1320, 300], '2026-11-24', 5, 'wrong-time window'],
    [[1320, 300], '2026-12-21', 4, 'valid -'],
    [[1320, 300], '2026-12-21', 22, 'expired last-day'],
    [[0, 60, 1380, 1440], '2026-11-24', 23, 'valid -'],
    [[0, 60, 1380, 1440], '2026-11-24', 0, 'valid -'],
    [[0, 60, 1380, 1440], '2026-11-24', 1, 'wrong-time window'],
  ] as const)('with the window %j on %s at %i o’clock is %s', (windows, date, hour, expected) => {
    const now = at(date, hour)
    const answer = judged({ content: { windows }, clock: now })
    expect(short(answer).replace('valid-revocation-stale list-age', 'valid -')).toBe(expected)
  })

  it.each([
    ['2026-11-23', 21, 'valid -'],
    ['2026-11-24', 21, 'wrong-time day'],
    ['2026-11-26', 21, 'valid -'],
    ['2026-11-26', 22, 'wrong-time window'],
    ['2026-11-29', 21, 'valid -'],
    ['2026-12-02', 21, 'wrong-time day'],
    ['2026-12-21', 21, 'expired last-day'],
  ] as const)(
    'a market card for three days only, in its hours, on %s at %i is %s',
    (date, hour, expected) => {
      const { category: _category, ...words } = permit
      const card = { ...words, kind: 'market-card', windows: [1200, 1320], days: '92' } as const
      const { text } = issueToken(card, issuedAt, wardKey, 'base45')
      const answer = judge(parse(text), at(date, hour), place, listsWith())
      expect(short(answer).replace('valid-revocation-stale list-age', 'valid -')).toBe(expected)
    },
  )

  it('days are named by market cards only, and in one way', () => {
    const { category: _category, ...words } = permit
    const card = { ...words, kind: 'market-card' } as const
    for (const days of ['', '90', '9g', 'A', '0'.repeat(32) + '8', '0'])
      expect(() => issueToken({ ...card, days }, issuedAt, wardKey, 'base45')).toThrow(/field (days|keys)/)
    expect(() => issueToken({ ...permit, days: '8' }, issuedAt, wardKey, 'base45')).toThrow(
      /field (days|keys)/,
    )
  })

  it('a night shift that began on a working evening lasts into Saturday, but no new one begins', () => {
    const content = { windows: [1320, 300], weekdays: 31 }
    expect(short(judged({ content, clock: at('2026-11-28', 4) }))).toBe('valid-revocation-stale list-age')
    expect(short(judged({ content, clock: at('2026-11-28', 23) }))).toBe('wrong-time day')
    expect(short(judged({ content, clock: at('2026-11-29', 4) }))).toBe('wrong-time day')
  })

  it('31 is followed by 1: two odd days running', () => {
    const card = { ...permit, kind: 'market-card' as const, category: undefined, parity: 1 as const }
    const { category: _none, ...content } = { ...card, lastDay: day('2027-01-31') }
    const token = parse(issueToken(content, issuedAt, wardKey, 'base45').text)
    const answers = ['2026-12-31', '2027-01-01', '2027-01-02'].map((date) => {
      const now = { ...at(date, 9), serverTime: instant(date) }
      return judge(token, now, place, listsWith()).answer
    })
    expect(answers).toEqual(['valid-revocation-stale', 'valid-revocation-stale', 'wrong-time'])
  })
})

describe('the clock', () => {
  it('may be ten minutes behind the newest signed time, not eleven', () => {
    expect(short(judged({ clock: at('2026-11-23', 17, 50) }))).toBe('valid -')
    expect(short(judged({ clock: at('2026-11-23', 17, 49) }))).toBe('clock-doubtful before-floor')
  })

  it('is compared with the last server time, too', () => {
    const behind = { ...clock, serverTime: clock.now + 11 * 60_000 }
    expect(short(judged({ clock: behind }))).toBe('clock-doubtful before-floor')
  })

  it('does not make a revoked paper good', () => {
    const lists = listsWith([{ kid: wardKey.kid, series: 4, reason: 1, runs: [[17, 17]] }])
    expect(short(judged({ clock: at('2021-01-01', 7), lists }))).toBe('revoked withdrawn')
  })
})

describe('scope', () => {
  it('a mask of categories limits travel permits only', () => {
    const lists = listsWith([], issuer(wardKey, { categories: 1 << 6 }))
    expect(short(judged({ lists }))).toBe('unknown-issuer scope')
    expect(short(judged({ lists, content: { category: 6 } }))).toBe('valid -')
    const { last4: _l, ...unit } = { ...permit, kind: 'organisation' as const, category: 5 }
    const token = parse(issueToken(unit, issuedAt, wardKey, 'base45').text)
    expect(judge(token, clock, place, lists).answer).toBe('valid')
  })

  it('category 31 is the highest bit of the mask', () => {
    const lists = listsWith([], issuer(wardKey, { categories: 2 ** 31 }))
    expect(short(judged({ lists, content: { category: 31 } }))).toBe('valid -')
    expect(short(judged({ lists, content: { category: 30 } }))).toBe('unknown-issuer scope')
  })
})

describe('a withdrawn key', () => {
  it('retired: papers of the days before stay good', () => {
    const lists = listsWith([], issuer(wardKey, { withdrawn: { day: day('2026-11-22'), reason: 1 } }))
    expect(short(judged({ lists }))).toBe('valid -')
    expect(short(judged({ lists, signedAt: seconds('2026-11-22') }))).toBe('unknown-issuer key-retired')
  })

  it('compromised: every paper is revoked, whenever it says it was signed', () => {
    const lists = listsWith([], issuer(wardKey, { withdrawn: { day: day('2026-11-22'), reason: 2 } }))
    expect(short(judged({ lists }))).toBe('revoked key-compromised')
  })
})

describe('several entries of the revocation list for one paper', () => {
  it('the gravest reason is given, and replaced only when it is the only one', () => {
    const reasons = [2, 1, 3, 4] as const
    const expected = ['replaced replaced', 'revoked withdrawn', 'revoked lost', 'revoked issued-in-error']
    const answers = reasons.map((_reason, count) => {
      const entries = reasons
        .slice(0, count + 1)
        .map((reason) => ({ kid: wardKey.kid, series: 4, reason, runs: [[10, 20] as const] }))
      return short(judged({ lists: listsWith(entries) }))
    })
    expect(answers).toEqual(expected)
  })

  it('a whole key and a whole series count', () => {
    expect(short(judged({ lists: listsWith(whole(0, 5)) }))).toBe('revoked key-compromised')
    expect(short(judged({ lists: listsWith(whole(0, 2)) }))).toBe('replaced replaced')
    expect(short(judged({ lists: listsWith(whole(4, 1)) }))).toBe('revoked withdrawn')
    expect(short(judged({ lists: listsWith(whole(5, 1)) }))).toBe('valid -')
  })
})

describe('place', () => {
  it('is good by ward, zone or market code; unset places are noticed', () => {
    const content = { places: [39902, 'CHO-MAU'] }
    expect(short(judged({ content }))).toBe('wrong-place places')
    expect(short(judged({ content, place: { ward: 39902, codes: [] } }))).toBe('valid -')
    expect(short(judged({ content, place: { ward: 1, codes: ['CHO-MAU'] } }))).toBe('valid -')
    expect(judged({ content, place: null }).notices).toEqual(['place-not-checked'])
    expect(judged({ content, place: { ward: null, codes: [] } }).notices).toEqual(['place-not-checked'])
  })
})

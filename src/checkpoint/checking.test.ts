import { expect, test } from 'vitest'
import { checksBatchSchema } from '../contract/sync/checks.ts'
import { paperDigest } from '../office/token/paper-digest.ts'
import { clock, issuedAt, listsWith, permit, wardKey } from '../office/token/testing/example-city.ts'
import { issueToken } from '../office/token/token.ts'
import { checkText } from './checking.ts'

const place = { name: 'Chốt Cầu Mẫu', ward: '39901', codes: [], position: null }
const text = (changes = {}) => issueToken({ ...permit, ...changes }, issuedAt, wardKey, 'base45').text

test('a check says when, which answer and a digest of the paper, and nothing of its words', () => {
  const { judgement, check } = checkText(text(), listsWith(), place, clock.now)
  expect(judgement.answer).toBe('valid')
  expect(check).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    at: '2026-11-24T00:00:00.000Z',
    answer: 'valid',
    reason: null,
    paper: { digest: paperDigest(wardKey.kid, 4, 17), kind: 'permit', ward: '39901', visits: null },
    compared: 'not-done',
  })
  expect(checksBatchSchema.safeParse({ place, checks: [check] }).success).toBe(true)
  expect(JSON.stringify(check)).not.toMatch(/0456|GĐĐ|Văn/)
})

test('what nobody signed leaves no digest', () => {
  const genuine = text()
  const forged = `${genuine.slice(0, -3)}${genuine.endsWith('0') ? '1' : '0'}${genuine.slice(-2)}`
  for (const one of [forged, 'https://vi-du.example', '']) {
    const { check } = checkText(one, listsWith(), place, clock.now)
    expect(['forged', 'unreadable']).toContain(check.answer)
    expect(check.paper).toBeNull()
    expect(checksBatchSchema.safeParse({ place, checks: [check] }).success).toBe(true)
  }
})

test('the place of the checkpoint counts, as the desk counts it', () => {
  const judged = (ward: string | null) =>
    checkText(text(), listsWith(), { ...place, ward }, clock.now).judgement
  expect(judged('39902').answer).toBe('wrong-place')
  expect(judged(null)).toMatchObject({ answer: 'valid', notices: ['place-not-checked'] })
})

test('a market card tells its visits, so that too many can be found', () => {
  const { category: _category, ...rest } = permit
  const card = { ...rest, kind: 'market-card', visits: [2, 7] } as const
  const { text: code } = issueToken(card, issuedAt, wardKey, 'numeric')
  expect(checkText(code, listsWith(), place, clock.now).check.paper?.visits).toEqual([2, 7])
})

test('every check has an id of its own', () => {
  const lists = listsWith()
  const ids = Array.from({ length: 500 }, () => checkText('', lists, place, clock.now).check.id)
  expect(new Set(ids).size).toBe(500)
})

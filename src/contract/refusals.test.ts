import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultProblem, problemOf, Refusal, type RefusalCode, refusals, refusalText } from './refusals.ts'

const codes = Object.keys(refusals) as RefusalCode[]
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted()

test.each(codes)('%s has a sentence in both languages, about the same facts', (code) => {
  const { vi, en, status } = refusals[code]
  expect(holes(vi)).toEqual(holes(en))
  expect(status).toBeGreaterThanOrEqual(400)
  for (const text of [vi, en]) expect(text).toMatch(/[.!?]$/)
  expect(vi).toBe(vi.normalize('NFC'))
  expect(vi).not.toBe(en)
})

test('a problem carries the filled sentence, the code and the facts', () => {
  const problem = problemOf(new Refusal('wrong-pin', { left: 3 }))
  expect(problem).toMatchObject({ status: 401, code: 'wrong-pin', data: { left: 3 } })
  expect(problem.detail).toContain('Còn 3 lần thử')
  expect(problem.detailEn).toContain('3 tries left')
})

test('acts, states and roles stand in the sentence as words, in the data as codes', () => {
  const role = problemOf(new Refusal('not-your-role', { roles: 'area-police, clerk' }))
  expect(role.detail).toContain('(cảnh sát khu vực, công chức một cửa)')
  expect(role.detailEn).toContain('(area police, clerk)')
  expect(role.data).toEqual({ roles: 'area-police, clerk' })
  const hands = problemOf(new Refusal('four-eyes', { act: 'city-approve' }))
  expect(hands.detail).toContain('(thành phố quyết định)')
  const moved = problemOf(new Refusal('case-moved', { state: 'sealed', who: 'Lê Minh Châu' }))
  expect(moved.detail).toContain('(hiện: đã đóng dấu) do Lê Minh Châu')
  expect(moved.detailEn).toContain('(now: sealed), by Lê Minh Châu')
})

test('a fact that is missing leaves its name standing instead of a lie', () => {
  expect(refusalText('wrong-pin', {}, 'en')).toContain('{left} tries left')
})

test('a fault says its incident number and nothing else', () => {
  expect(faultProblem('K7QF-2M9T')).toMatchObject({ status: 500, code: 'fault', incident: 'K7QF-2M9T' })
})

test('everybody who refuses fills every hole of the sentence', () => {
  const source = join(import.meta.dirname, '..')
  const thrown = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => [
      ...readFileSync(join(source, name), 'utf8').matchAll(
        /new Refusal\(\s*'([a-z-]+)'(?:,\s*(\{[^}]*\}))?[^)]*\)/g,
      ),
    ])
  expect(thrown.length).toBeGreaterThan(60)
  for (const [call, code, data] of thrown) {
    const wanted = holes(refusals[code as RefusalCode].vi)
    for (const name of wanted) expect(data ?? '', call).toMatch(new RegExp(`\\b${name}\\b`))
  }
})

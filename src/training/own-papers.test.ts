import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Case } from '../contract/desk/cases.ts'
import type { OverQuotaReason } from '../contract/desk/over-quota.ts'
import type { PaperContent } from '../domain/signed-paper.ts'
import { signedWith } from '../office/features/keys/sealing-key.ts'
import { openSealingKey } from '../office/features/staff/pins.ts'
import { act, caseUntil, printed } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { issueToken, parse, spellToken } from '../office/token/token.ts'
import type { Signer } from '../office/token/types.ts'
import { trainingIssuer } from '../office/token/training-issuer.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let clerk: Call
let sealer: Call
let administrator: Call
const pin = colleagues.sealer.pin ?? ''
const { user } = colleagues.sealer

beforeAll(async () => {
  ward = await wardWithCity()
  ;[clerk, sealer, administrator] = await Promise.all([
    ward.as('clerk'),
    ward.as('sealer'),
    ward.as('administrator'),
  ])
  await clerk(api.sendNow, {})
})
afterAll(() => ward.close())

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const sealed = async () => {
  const approved = await caseUntil(ward, 'approved', { schedule: { windows: [] } })
  return sealer(api.sealCase, { params: approved, body: { ...act(approved), pin } })
}
const verify = (text: string) => clerk(api.verifyText, { body: { text } })

/** The text of a case's paper and what it says. */
function paperOf({ caseId }: Case): { text: string; content: PaperContent; issuedAt: number } {
  const token = desk()
    .store.database.prepare('SELECT token FROM permit_case WHERE id = ?')
    .pluck()
    .get(caseId) as Buffer
  const text = spellToken(Uint8Array.from(token), 'base45')
  const parsed = parse(text)
  if (!parsed.readable) throw new Error('the own paper is not readable')
  return { text, content: parsed.content, issuedAt: parsed.issuedAt }
}
const signedBy = (signer: Signer, content: PaperContent, issuedAt: number) =>
  issueToken(content, issuedAt, signer, 'base45').text

/** A paper of somebody who has the sealer's key and no books. */
async function stolen(content: PaperContent, issuedAt: number): Promise<string> {
  const key = await openSealingKey(desk(), user, pin)
  return signedWith(key, (signer) => signedBy(signer, content, issuedAt))
}

test('a paper belongs to its case, and still does when a later one has replaced it', async () => {
  const one = await sealed()
  const { text } = paperOf(one)
  expect(await verify(text)).toMatchObject({ answer: 'valid', caseId: one.caseId, notices: [] })
  const body = { ...act(one), pin, reason: 'lost' as const }
  const after = await sealer(api.replacePaper, { params: one, body })
  expect(await verify(text)).toMatchObject({ answer: 'replaced', caseId: one.caseId })
  expect(await verify(paperOf(after).text)).toMatchObject({ answer: 'valid', caseId: one.caseId })
})

test('the number of a living paper on somebody else’s makes it none of ours', async () => {
  const { content, issuedAt } = paperOf(await sealed())
  const forged = signedBy(trainingIssuer.key, content, issuedAt)
  expect(await verify(forged)).toMatchObject({ answer: 'training', caseId: null })
})

test('what a stolen key signs is told: the books have no such paper, or another one in its place', async () => {
  const one = await sealed()
  const { content, issuedAt } = paperOf(one)
  const beyond = await stolen({ ...content, index: content.index + 1000 }, issuedAt)
  const inPlace = await stolen({ ...content, name: 'Nguyễn Văn Giả' }, issuedAt)
  for (const text of [beyond, inPlace])
    expect(await verify(text)).toMatchObject({ answer: 'valid', caseId: null, notices: ['not-in-books'] })
  await sealer(api.setGate, { body: { name: 'Cổng chợ Mẫu', kind: 'market', code: null } })
  const { verdict } = await sealer(api.makeCheck, { body: { checkId: randomUUID(), text: inPlace } })
  expect(verdict.notices).toEqual(['not-in-books'])
  expect((await printed(clerk, one.caseId, 'permit')).case.state).toBe('sealed')
})

test('a paper that is withdrawn is neither issued again nor withdrawn again, and says so', async () => {
  const one = await sealed()
  const gone = { ...act(one), reason: 'lost' as const, note: 'Báo mất tại quầy' }
  const after = await sealer(api.withdrawPaper, { params: one, body: gone })
  const again = sealer(api.replacePaper, { params: one, body: { ...act(after), pin, reason: 'lost' } })
  expect((await refusalOf(again)).code).toBe('paper-withdrawn')
  const twice = sealer(api.withdrawPaper, { params: one, body: { ...gone, ...act(after) } })
  expect((await refusalOf(twice)).code).toBe('paper-withdrawn')
  // The same act asked for again was done.
  expect((await sealer(api.withdrawPaper, { params: one, body: gone })).permit?.withdrawn).toBe('lost')
})

test('a paper issued again counts towards the quota of the session once, as a first one does', async () => {
  const quota = (most: number) =>
    administrator(api.setSeal, {
      body: { actId: randomUUID(), mode: 'wet', spaceMm: 40, diameterMm: 36, quota: most },
    })
  const one = await sealed()
  const again = await ward.as('sealer')
  const replaced = (seen: Case, overQuota: OverQuotaReason | null) =>
    again(api.replacePaper, { params: seen, body: { ...act(seen), pin, reason: 'spoiled', overQuota } })
  await quota(2)
  const seen = await replaced(await replaced(one, null), null)
  expect((await again(api.readSealingSession, {})).sealed).toBe(2)
  expect((await refusalOf(replaced(seen, null))).code).toBe('over-quota')
  const approved = await caseUntil(ward, 'approved')
  const sealing = again(api.sealCase, { params: approved, body: { ...act(approved), pin } })
  expect((await refusalOf(sealing)).code).toBe('over-quota')
  expect((await replaced(seen, 'backlog')).permit?.replaces).toBe(3)
  await quota(200)
})

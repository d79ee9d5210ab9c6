import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, dateAt, dayNumber } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { packSignedText } from '../../../contract/sync/pack.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { sql } from '../../database/store.ts'
import { lineHash } from '../../journal/line.ts'
import { vietnamTime } from '../../journal/time.ts'
import { act, application } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { exampleKey, listIssuer, listKey, rootKey, roots } from '../../token/testing/example-city.ts'
import { signTrustList } from '../../token/trust-list.ts'
import { shippedPacks } from '../policies/pack.ts'
import { carryOutCityLines } from './city-lines.ts'
import { createSyncJournal } from './sync-journal.ts'
import { saidByCity } from './testing/said-by-city.ts'

let ward: StaffedOffice
let [clerk, police, official]: Call[] = []
let packFiles: Map<string, Buffer>
let trustSeq = 1
beforeEach(async () => {
  packFiles = new Map()
  ward = await staffedOffice(undefined, { packs: [decidedByTheCity()] })
  ;[clerk, police, official] = await Promise.all([ward.as('clerk'), ward.as('police'), ward.as('official')])
  desk().tokens.pinRoots(roots.publicKeys.map((key) => Buffer.from(key).toString('hex')))
  trust([listIssuer])
})
afterEach(() => ward.close())

const desk = () => {
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  return open
}
const today = () => dateAt(ward.ports.clock.now())
const tomorrowsKey = exampleKey('the list key of tomorrow')

function trust(issuers: (typeof listIssuer)[]): void {
  trustSeq += 1
  const content = { seq: trustSeq, nextUpdate: dayNumber(addDays(today(), 20)), issuers, withdrawnRoots: [] }
  const signedAt = Math.floor(ward.ports.clock.now() / 1000) - 60
  expect(desk().tokens.offerTrustList(signTrustList(content, signedAt, rootKey))).toBeNull()
}

/** The shipped pack, with the city deciding instead of the ward official. */
function decidedByTheCity(): RulePack {
  const [pack] = shippedPacks()
  if (!pack) throw new Error('no pack is shipped')
  return {
    ...pack,
    procedures: pack.procedures.map((procedure) => ({
      ...procedure,
      steps: procedure.steps.flatMap((step) =>
        step.step === 'approve'
          ? [
              { ...step, step: 'submit' as const, may: ['refuse' as const] },
              {
                ...step,
                step: 'city-approve' as const,
                by: [],
                may: ['city-refuse' as const, 'return' as const],
              },
            ]
          : [step],
      ),
    })),
  }
}

async function submitted(caseId: string = randomUUID()): Promise<Case> {
  const seen = await clerk!(api.registerCase, { body: { ...application(ward.ports.clock.now()), caseId } })
  const verified = await police!(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
  return official!(api.submitCase, { params: seen, body: { ...act(verified), note: null } })
}

/** The ward takes the case back from the city, corrects it and puts it before the city anew. */
async function submittedAnew(seen: Case): Promise<Case> {
  const params = { caseId: seen.caseId }
  const back = { ...act(seen), reasonCode: 'papers-missing', note: 'Thiếu giấy hẹn khám' }
  const returned = await official!(api.returnCase, { params, body: back })
  const { caseId: _caseId, draftId: _draftId, ...form } = application(ward.ports.clock.now())
  const applicant = { ...form.applicant, idNumber: seen.applicant.idNumber }
  const body = { ...form, applicant, ...act(returned) }
  const completed = await clerk!(api.completeCase, { params, body })
  const verified = await police!(api.verifyCase, { params, body: { ...act(completed), note: null } })
  // Whoever sent it back does not decide on it again.
  const another = await ward.as('manyHats')
  return another(api.submitCase, { params, body: { ...act(verified), note: null } })
}

const approves = (caseId: string, more: Parameters<typeof saidByCity>[3] = {}, reference = '12/QĐ-UBND') =>
  saidByCity(desk(), caseId, { type: 'city.decided', ...approvedBody(undefined, reference) }, more)

/** A rule pack the city says it has published; its file can be fetched when `isThere`. */
function publishes(version: number, effectiveFrom: string, isThere = true, id = 'tp-mau'): void {
  const shipped = JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')) as RulePack
  const text = JSON.stringify({ ...shipped, id, version, effectiveFrom })
  const file = envelope(text)
  const sha256 = createHash('sha256').update(file).digest('base64url')
  if (isThere) packFiles.set(sha256, file)
  else late = () => packFiles.set(sha256, file)
  const body = { id, version, sha256, effectiveFrom }
  saidByCity(desk(), id, { type: 'city.pack-published', body })
}
let late: () => void = () => undefined

function envelope(text: string): Buffer {
  const signature = Buffer.from(listKey.sign(Buffer.from(packSignedText(text)))).toString('base64url')
  const signatures = [{ kid: listKey.kid, signature }]
  return Buffer.from(JSON.stringify({ format: 'quay-pack/1', text, signatures }))
}

const approvedBody = (decidedAt = vietnamTime(ward.ports.clock.now()), reference = '12/QĐ-UBND') => ({
  body: { decision: 'approved' as const, reference, reasonCode: null, note: null, decidedAt },
})

/** The Lamport time of a case's newest line. */
const lamport = (caseId: string) =>
  desk().store.first(
    sql
      .selectFrom('event')
      .select(({ fn }) => fn.max('lc').as('lc'))
      .where('subject', '=', caseId),
  )?.lc ?? 0

/** The feed brings a line of another PC of the ward about a case. */
function anotherPcTells(caseId: string): void {
  const line = approves(caseId).replace('"type":"city.decided"', '"type":"case.submitted"')
  desk().store.transact((tx) =>
    tx.run(
      sql.updateTable('feed_item').set({ line, type: 'case.submitted' }).where('line', 'like', `%${caseId}%`),
    ),
  )
}

const carryOut = () => carryOutCityLines(desk(), async (sha256) => packFiles.get(sha256) ?? null)
const stateOf = async (caseId: string) => (await clerk!(api.readCase, { params: { caseId } })).state
const attention = async () => (await clerk!(api.readSync, {})).attention
const reasons = async () => (await attention()).map(({ code }) => code)

test('a line that cannot be proved, a forged one and a pack that cannot be fetched hold up nobody else', async () => {
  const [one, two] = [await submitted(), await submitted()]
  approves(one.caseId, { key: tomorrowsKey })
  publishes(1, today(), false)
  const { body } = approvedBody()
  approves(two.caseId)
  await carryOut()
  expect(await stateOf(two.caseId)).toBe('approved')
  expect(await stateOf(one.caseId)).toBe('submitted')
  expect(await attention()).toMatchObject([
    {
      type: 'city.decided',
      status: 'held',
      code: 'unproved',
      caseNumber: one.number,
      detail: body.reference,
    },
    { type: 'city.pack-published', status: 'held', code: 'pack-not-here', detail: 'tp-mau 1' },
  ])

  trust([listIssuer, { ...listIssuer, publicKey: tomorrowsKey.publicKey }])
  late()
  await carryOut()
  expect(await stateOf(one.caseId)).toBe('approved')
  expect(desk().pack().id).toBe('tp-mau')
  expect(await attention()).toEqual([])
})

test('a decision on a case that is not here waits for it; on one of another PC it is that PC’s', async () => {
  const caseId = randomUUID()
  approves(caseId)
  const others = randomUUID()
  anotherPcTells(others)
  approves(others)
  await carryOut()
  expect(await reasons()).toEqual(['unknown-case'])
  await submitted(caseId)
  await carryOut()
  expect(await stateOf(caseId)).toBe('approved')
  expect(await reasons()).toEqual([])
})

test('a decision on a case that was stopped meanwhile is listed with the case until somebody has dealt with it', async () => {
  const seen = await submitted()
  const body = { ...act(seen), reasonCode: 'withdrawn-by-applicant', note: 'Người dân xin rút' }
  expect((await clerk!(api.stopCase, { params: seen, body })).state).toBe('stopped')
  const line = approves(seen.caseId)
  await carryOut()
  await carryOut()
  expect(await attention()).toMatchObject([
    { code: 'case-elsewhere', caseId: seen.caseId, caseNumber: seen.number, line: lineHash(line) },
  ])
  const params = { line: lineHash(line) }
  expect((await refusalOf(clerk!(api.putCityLineAway, { params }))).code).toBe('not-your-role')
  expect((await official!(api.putCityLineAway, { params })).attention).toEqual([])
  expect((await refusalOf(official!(api.putCityLineAway, { params }))).code).toBe('not-found')
  await carryOut()
  expect(await attention()).toEqual([])
  const events = desk().store.all(sql.selectFrom('event').select('line').orderBy('seq', 'desc').limit(1))
  expect(events[0]?.line).toContain('"type":"city-line.put-away"')
})

test('a decision on what a case was before it was put before the city anew does not decide the new one', async () => {
  const seen = await submitted()
  const lc = lamport(seen.caseId)
  approves(seen.caseId, { key: tomorrowsKey, lc: lc + 1 }, '1/QĐ-UBND')
  await submittedAnew(seen)
  approves(seen.caseId, { lc: lamport(seen.caseId) + 1 }, '2/QĐ-UBND')
  await carryOut()
  expect(await clerk!(api.readCase, { params: seen })).toMatchObject({
    state: 'approved',
    cityReference: '2/QĐ-UBND',
  })
  trust([listIssuer, { ...listIssuer, publicKey: tomorrowsKey.publicKey }])
  await carryOut()
  expect(await reasons()).toEqual(['case-elsewhere'])
})

test('an old decision is not taken for one on the case as it was put before the city since', async () => {
  const seen = await submitted()
  approves(seen.caseId, { lc: lamport(seen.caseId) })
  await carryOut()
  expect(await reasons()).toEqual(['earlier-submission'])
  expect(await stateOf(seen.caseId)).toBe('submitted')
})

test('a decision the city tells again, under its new key, is neither carried out twice nor listed', async () => {
  const seen = await submitted()
  const decidedAt = vietnamTime(ward.ports.clock.now())
  const { body } = approvedBody(decidedAt)
  for (const key of [listKey, tomorrowsKey])
    saidByCity(desk(), seen.caseId, { type: 'city.decided', body }, { key })
  trust([listIssuer, { ...listIssuer, publicKey: tomorrowsKey.publicKey }])
  await carryOut()
  expect(await stateOf(seen.caseId)).toBe('approved')
  expect(await attention()).toEqual([])
})

test('a pack that comes late does not take the place of a later one that is in force', async () => {
  publishes(1, today(), false, 'tp-truoc')
  publishes(2, today())
  await carryOut()
  expect(desk().pack().version).toBe(2)
  late()
  await carryOut()
  expect(desk().pack().version).toBe(2)
  expect(await attention()).toEqual([])
  const administrator = await ward.as('administrator')
  const { policies } = await administrator(api.listPolicies, {})
  expect(policies.find(({ pack }) => pack === 'tp-truoc')?.state).toBe('ready')
})

test('when the city counts its feed anew, its later words are not taken for the earlier ones at their places', async () => {
  const [one, two] = [await submitted(), await submitted()]
  approves(one.caseId)
  publishes(1, today())
  await carryOut()
  const journal = createSyncJournal(desk(), () => undefined)
  journal.applyFeed([], { epoch: 'the one after', pos: 0 })
  desk().store.transact((tx) => tx.run(sql.deleteFrom('feed_item')))
  approves(two.caseId)
  await carryOut()
  expect(await stateOf(two.caseId)).toBe('approved')
})

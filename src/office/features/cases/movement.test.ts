import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dateAt } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import { act, application } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { testClock, testPorts } from '../../testing/ports.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { instant } from '../../token/testing/example-city.ts'
import { c06Pack, c06Records } from '../reports/testing/c06-records.ts'

let ward: StaffedOffice
let [clerk, police, official, sealer]: Call[] = []
beforeEach(async () => {
  ward = await staffedOffice(testPorts({ clock: testClock(instant('2026-11-23', 8)) }), { packs: c06Pack() })
  ;[clerk, police, official, sealer] = await Promise.all([
    ward.as('clerk'),
    ward.as('police'),
    ward.as('official'),
    ward.as('sealer'),
  ])
})
afterEach(() => ward.close())

const now = () => ward.ports.clock.now()
const hands = () => ({ clerk: clerk!, police: police!, official: official! })
const { declare, status } = c06Records(hands, now)

type Applicant = Partial<Case['applicant']>
/** Somebody comes for a permit; `personId`: the clerk has recognised them. */
const comes = (applicant: Applicant, personId: string | null = null) =>
  clerk!(api.registerCase, {
    body: {
      ...application(now(), {
        procedure: 'permit',
        category: 5,
        applicant,
        confirmed: ['somebody-else', 'live-permit'],
      }),
      personId,
    },
  })
const isHeld = async (doing: Promise<unknown>) =>
  expect(await refusalOf(doing)).toMatchObject({ code: 'movement-held', data: { status: 'F1' } })

const oldCard = { idKind: 'cmnd', idNumber: '012345678' } as const
const newCard = { idKind: 'cccd', idNumber: '001190008001' } as const
const newerCard = { idKind: 'can-cuoc', idNumber: '001190008002' } as const

describe('whoever a status list keeps at home', () => {
  test('is known by an old card when they come with the new one that names it', async () => {
    await status('F1', null, oldCard)
    await isHeld(comes({ ...newCard, oldIdNumber: oldCard.idNumber }))
  })

  test('is known by the new card when they come with the old one', async () => {
    await status('F1', null, { ...newCard, oldIdNumber: oldCard.idNumber })
    await isHeld(comes(oldCard))
  })

  test('is known as the person the clerk chose, whatever card they bring', async () => {
    const { applicant } = await status('F1', null, newCard)
    await isHeld(comes(newerCard, applicant.personId))
  })

  test('is known by every number they ever had here', async () => {
    const { applicant } = await status('F1', null, oldCard)
    // Each time with a newer card: the first number is an alias by then.
    const checked = (card: Applicant) =>
      declare('Chốt cầu Mẫu', { applicant: card, personId: applicant.personId })
    await checked(newCard)
    await checked(newerCard)
    for (const card of [oldCard, newCard, newerCard]) await isHeld(comes(card))
  })

  test('is known by what somebody else at the counter was told of them', async () => {
    await status('F1', null, oldCard)
    await declare('Chốt cầu Mẫu', {
      applicant: { ...newCard, oldIdNumber: oldCard.idNumber },
      confirmed: ['somebody-else'],
    })
    await isHeld(comes(newCard))
  })

  test('is let go by a newer record under any of their numbers', async () => {
    await status('F1', null, oldCard)
    ward.ports.clock.advance(60_000)
    await status('Kết thúc theo dõi', null, { ...newCard, oldIdNumber: oldCard.idNumber })
    expect((await comes(oldCard)).state).toBe('registered')
    expect((await comes(newCard)).state).toBe('registered')
  })

  test('is not everybody without papers', async () => {
    const none = { idKind: 'other', idNumber: 'Chưa có' } as const
    const { applicant } = await status('F1', null, none)
    expect((await comes(none)).state).toBe('registered')
    await isHeld(comes(none, applicant.personId))
  })

  test('is one person in the count of who holds which status', async () => {
    await status('F1', null, oldCard)
    ward.ports.clock.advance(60_000)
    await status('F0', null, { ...newCard, oldIdNumber: oldCard.idNumber })
    const day = dateAt(now())
    const params = { pack: 'c06-2021', procedure: 'status' }
    const query = { firstDay: day, lastDay: day }
    const { holders } = await official!(api.readReport, { params, query })
    expect(holders).toEqual([{ label: 'F0', count: 1, held: true }])
  })

  test('is nobody else of the same name', async () => {
    const { applicant } = await status('F1', null, oldCard)
    expect((await comes({ ...newCard, fullName: applicant.fullName })).state).toBe('registered')
  })
})

describe('a person put on the list while their case is on its way', () => {
  const verify = (seen: Case) => police!(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
  const approve = (seen: Case) =>
    official!(api.approveCase, { params: seen, body: { ...act(seen), note: null } })

  test('is stopped at the next step, the case says why, and who may say no still may', async () => {
    const seen = await comes(newCard)
    await status('F1', null, newCard)
    await isHeld(verify(seen))
    const looked = await police!(api.readCase, { params: seen })
    expect(looked).toMatchObject({ state: 'registered', movementHeld: 'F1', next: 'verify' })
    expect(looked.may).not.toContain('verify')
    expect(looked.may).toContain('return')
    expect((await clerk!(api.readCase, { params: seen })).may).toContain('stop')
    const { items } = await police!(api.listQueue, { query: { queue: 'mine' } })
    expect(items.map(({ caseId }) => caseId)).toContain(seen.caseId)
  })

  test('is neither approved nor sealed, until the list lets them go', async () => {
    const verified = await verify(await comes(newCard))
    await status('F1', null, newCard)
    await isHeld(approve(verified))
    ward.ports.clock.advance(60_000)
    await status('Kết thúc theo dõi', null, newCard)
    const approved = await approve(verified)
    expect(approved).toMatchObject({ state: 'approved', movementHeld: null })
    ward.ports.clock.advance(60_000)
    await status('F1', null, newCard)
    // Before the PIN is looked at: no try is spent.
    await isHeld(sealer!(api.sealCase, { params: approved, body: { ...act(approved), pin: '000000' } }))
  })

  test('has no hold on a case that gives nobody a way to go', async () => {
    const declared = await status('F1', null, newCard)
    expect((await clerk!(api.readCase, { params: declared })).movementHeld).toBeNull()
  })
})

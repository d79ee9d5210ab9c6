import { expect } from 'vitest'
import { type CaseAct, isClosed } from '../../../domain/case.ts'
import type { Role } from '../../../domain/roles.ts'
import type { Call } from '../../../contract/client.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import { isOwnField } from '../../../contract/policy/form.ts'
import { procedureOf } from '../../../contract/policy/pack.ts'
import { givesWay } from '../../../contract/policy/rules.ts'
import type { RouteInput } from '../../../contract/route.ts'
import { act, application } from '../../../office/testing/applications.ts'
import { type ColleagueName, colleagues } from '../../../office/testing/staffed-office.ts'
import { type Place, sealed } from './place.ts'

type Registration = RouteInput<typeof api.registerCase>['body']
type More = NonNullable<Registration['details']['more']>

/** What somebody says at the counter; what they leave out is filled in as `application` does. */
export type Told = Parameters<typeof application>[1] & {
  readonly procedure: string
  readonly more?: More
}

/** Whose hands each role is in. */
const handsOf: Readonly<Record<Role, ColleagueName>> = {
  clerk: 'clerk',
  'area-police': 'police',
  'ward-official': 'official',
  'ward-police': 'sealer',
  'health-station': 'health',
  administrator: 'administrator',
}

/** An application with exactly the fields that the form of its procedure has. */
function applicationAt({ ward, pack }: Place, { more, ...told }: Told): Registration {
  const procedure = procedureOf(pack, told.procedure)
  if (!procedure) throw new Error(`${pack.id} has no ${told.procedure}`)
  const asked = application(ward.ports.clock.now(), {
    ...told,
    schedule: { windows: [[0, 1440]], ...told.schedule },
  })
  const known = procedure.fields.map(({ id }) => id)
  const own = Object.entries(asked.details).filter(([id]) => isOwnField(id))
  const kept = own.map(([id, value]) => [id, id === 'purpose' || known.includes(id) ? value : null])
  return {
    ...asked,
    details: { ...asked.details, ...Object.fromEntries(kept), ...(more ? { more } : {}) },
    schedule: givesWay(procedure) ? asked.schedule : null,
  }
}

/** Registers somebody, and looks that somebody has the case. */
export async function register(place: Place, told: Told, by: ColleagueName = 'clerk'): Promise<Case> {
  const seen = await place.people[by](api.registerCase, { body: applicationAt(place, told) })
  await expectHeld(place, seen)
  return seen
}

/** The no that somebody gets who registers this. */
export function registration(place: Place, told: Told, by: ColleagueName = 'clerk'): Promise<Case> {
  return place.people[by](api.registerCase, { body: applicationAt(place, told) })
}

const noted = {
  verify: api.verifyCase,
  confirm: api.confirmCase,
  approve: api.approveCase,
  submit: api.submitCase,
}
const reasoned = {
  return: api.returnCase,
  refuse: api.refuseCase,
  stop: api.stopCase,
  'send-back': api.sendBackCase,
}
const told = {
  'notify-refusal': api.notifyRefusal,
  'notify-stop': api.notifyStop,
  'confirm-transfer': api.confirmTransfer,
}

/** Does an act that may carry a note, and looks that somebody has the case afterwards. */
export function does(place: Place, by: ColleagueName, step: keyof typeof noted, seen: Case, note?: string) {
  return held(
    place,
    place.people[by](noted[step], { params: seen, body: { ...act(seen), note: note ?? null } }),
  )
}

/** Does an act that needs a reason of the pack. */
export function because(
  place: Place,
  by: ColleagueName,
  step: keyof typeof reasoned,
  seen: Case,
  reason: readonly [code: string, note: string],
) {
  const [reasonCode, note] = reason
  const body = { ...act(seen), reasonCode, note }
  return held(place, place.people[by](reasoned[step], { params: seen, body }))
}

/** The clerk has given the letter, or the other ward has the case. */
export function gives(place: Place, step: keyof typeof told, seen: Case) {
  return held(place, place.people.clerk(told[step], { params: seen, body: act(seen) }))
}

/** Another ward takes the case over. */
export function moves(place: Place, by: ColleagueName, seen: Case, note: string) {
  const body = { ...act(seen), reasonCode: 'moved', note, ward: '00004' }
  return held(place, place.people[by](api.transferCase, { params: seen, body }))
}

/** A later day is promised. */
export function promises(place: Place, by: ColleagueName, seen: Case, days: number, note: string) {
  const dueAt = new Date(Date.parse(seen.dueAt) + days * 86_400_000).toISOString()
  const body = { ...act(seen), reasonCode: 'verification-takes-longer', note, dueAt }
  return held(place, place.people[by](api.extendCase, { params: seen, body }))
}

/** The clerk corrects a returned application with the applicant. */
export function completes(place: Place, seen: Case, corrected: Partial<Case['details']>) {
  const { personId, ...applicant } = seen.applicant
  const body = {
    ...act(seen),
    applicant,
    personId,
    details: { ...seen.details, ...corrected },
    category: seen.category,
    schedule: seen.schedule,
    zone: seen.zone?.code ?? null,
    places: seen.places.map(({ code }) => code),
    listedBy: seen.listedBy?.caseId ?? null,
    confirmed: [],
  }
  return held(place, place.people.clerk(api.completeCase, { params: { caseId: seen.caseId }, body }))
}

/** What was paid out, against a voucher. */
export function pays(place: Place, seen: Case, paid: { amount: number; paidOn: string; voucher: string }) {
  const body = { ...act(seen), note: null, ...paid }
  return held(place, place.people.clerk(api.payCase, { params: seen, body }))
}

/** Ward police seal a case. */
export function seals(place: Place, seen: Case) {
  return held(place, sealed(place.people, seen))
}

/** Ward police stamp the printed sheet by hand and scan it. */
function stamps(place: Place, seen: Case, scannedText: string) {
  return held(
    place,
    place.people.sealer(api.stampCase, { params: seen, body: { ...act(seen), scannedText } }),
  )
}

/** The printed sheet is stamped, scanned back, and given into the applicant’s hand. */
export async function handsOver(place: Place, by: ColleagueName, seen: Case, scannedText: string) {
  const stamped = await stamps(place, seen, scannedText)
  expect(stamped.permit?.stampedAt).not.toBeNull()
  return held(
    place,
    place.people[by](api.handOver, { params: stamped, body: { ...act(stamped), scannedText } }),
  )
}

/** The steps of the chain in order up to the seal, each by those whose it is; answers the states it went through. */
export async function walkToSeal(place: Place, registered: Case): Promise<{ seen: Case; way: string[] }> {
  let seen = registered
  const way = [seen.state as string]
  while (seen.next === 'verify' || seen.next === 'confirm' || seen.next === 'approve') {
    seen = await does(place, handOfAct(seen, seen.next), seen.next, seen)
    way.push(seen.state)
  }
  if (seen.next === 'seal') {
    seen = await seals(place, seen)
    way.push(seen.state)
  }
  return { seen, way }
}

/** Who does an act that a case may take now. */
export function handOfAct({ moves: ways, number }: Case, wanted: CaseAct): ColleagueName {
  const by = ways.find((way) => way.act === wanted)?.by[0]
  if (by === undefined || by === 'city') throw new Error(`nobody of the office may ${wanted} ${number}`)
  return handsOf[by]
}

async function held(place: Place, doing: Promise<Case>): Promise<Case> {
  const seen = await doing
  await expectHeld(place, seen)
  return seen
}

/**
 * An open case is in sight of everybody, stands in the queue of somebody who may do what it waits for unless the city
 * has it, and in the queue of nobody who may not; a closed one is in nobody’s. It names the rules it was received under.
 */
export async function expectHeld(place: Place, { caseId, number, state, holders, pack, next }: Case) {
  expect(pack).toBe(`${place.pack.id}/${place.pack.version}`)
  const able: string[] = []
  for (const [name, call] of Object.entries(place.people)) {
    const queued = async (queue: 'mine' | 'open' | 'closed') => {
      const { items } = await call(api.listQueue, { query: { queue } })
      return items.find((item) => item.caseId === caseId)
    }
    expect(await queued(isClosed(state) ? 'closed' : 'open'), `${name} sees ${number}`).toMatchObject({
      next,
    })
    const mine = await queued('mine')
    // The names are the keys of the colleagues.
    const isHolder = colleagues[name as ColleagueName].roles.some((role) => holders.includes(role))
    if (mine) expect(isHolder && !isClosed(state), `${name} has ${number} to do`).toBe(true)
    if (mine && !mine.blocked) able.push(name)
  }
  if (isClosed(state)) expect(next).toBe('none')
  else if (!holders.includes('city')) expect(able, `somebody can do ${next} of ${number}`).not.toEqual([])
}

/** One person tries what four eyes forbid. */
export function tries(call: Call, step: keyof typeof noted, seen: Case) {
  return call(noted[step], { params: seen, body: { ...act(seen), note: null } })
}

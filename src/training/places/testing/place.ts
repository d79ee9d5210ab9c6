import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type Call, ProblemError } from '../../../contract/client.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { rebuildEqualsLive } from '../../../office/journal/testing/ledger.ts'
import { caseUntil } from '../../../office/testing/applications.ts'
import { testPorts } from '../../../office/testing/ports.ts'
import { addSecondAdministrator, secondAdministrator } from '../../../office/testing/second-administrator.ts'
import { type ColleagueName, colleagues } from '../../../office/testing/staffed-office.ts'
import { type WardWithCity, wardWithCity } from '../../testing/ward-with-city.ts'

/** A ward office, enrolled with a city, that works under the rules of one place of 2021. */
export type Place = {
  readonly ward: WardWithCity
  readonly pack: RulePack
  readonly people: Readonly<Record<ColleagueName, Call>>
  /** The secret of an operator of the city, who decides cases. */
  readonly operator: string
  /** A paper that was sealed under the rules of before. */
  readonly earlier: Case
  close(): Promise<void>
}

/**
 * Opens an office under its first rules, seals one paper there, and changes to the sample as people do: an administrator
 * takes it, two say yes, one puts it in force.
 */
export async function openPlace(sample: string): Promise<Place> {
  const ports = testPorts()
  const ward = await wardWithCity(ports, {}, ports.clock, addSecondAdministrator)
  const [administrator, other] = [await ward.as('administrator'), await secondAdministrator(ward)]
  const people = await peopleOf(ward)
  const operator = await ward.city.admin.saveOperator({
    name: 'thuha',
    fullName: 'Nguyễn Thu Hà',
    role: 'case-officer',
  })
  const earlier = await sealed(people, await caseUntil(ward, 'approved'))

  const received = await administrator(api.receiveSample, { body: { id: sample } })
  expect(received).toMatchObject({ state: 'needs-approval', source: 'shipped' })
  const params = { pack: received.pack, version: String(received.version) }
  for (const call of [administrator, other])
    await call(api.approvePolicy, { params, body: { actId: randomUUID() } })
  const active = await administrator(api.activatePolicy, {
    params,
    body: { actId: randomUUID(), at: null },
  })
  expect(active.state).toBe('in-force')
  const pack = await people.clerk(api.readPack, { query: {} })
  expect(pack.id).toBe(sample)
  return { ward, pack, people, operator, earlier, close: () => ward.close() }
}

async function peopleOf(ward: WardWithCity): Promise<Place['people']> {
  // The names are the keys of the colleagues.
  const names = Object.keys(colleagues) as ColleagueName[]
  const entries = await Promise.all(names.map(async (name) => [name, await ward.as(name)] as const))
  return Object.fromEntries(entries) as Record<ColleagueName, Call>
}

/** Seals an approved case; a city that is still recognising the key is asked again. */
export async function sealed({ clerk, sealer }: Place['people'], approved: Case): Promise<Case> {
  const body = { actId: randomUUID(), version: approved.version, pin: colleagues.sealer.pin ?? '' }
  for (let left = 20; ; left -= 1) {
    try {
      return await sealer(api.sealCase, { params: { caseId: approved.caseId }, body })
    } catch (error) {
      const isWaiting = error instanceof ProblemError && error.problem.code === 'no-sealing-key'
      if (!isWaiting || left === 0) throw error
      await clerk(api.sendNow, {})
    }
  }
}

/** Whether replaying the journal gives the tables the office has. */
export function rebuilds({ ward }: Place): boolean {
  const store = ward.office().core.desk()?.store
  if (!store) throw new Error('the office is closed')
  return rebuildEqualsLive(store)
}

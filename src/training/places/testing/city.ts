import { expect } from 'vitest'
import type { Case } from '../../../contract/desk/cases.ts'
import * as api from '../../../contract/desk/index.ts'
import { cityCasesSchema, type DecisionRequest, operatorBase } from '../../../contract/sync/operator.ts'
import type { Place } from './place.ts'
import { expectHeld } from './walk.ts'

type Said = Pick<DecisionRequest, 'decision' | 'reference'> & Partial<DecisionRequest>

/** How a case stands at the city once everything sent has arrived; undefined when it has no such case to decide. */
export async function stateAtCity(
  { people, ...place }: Place,
  { caseId }: Case,
): Promise<string | undefined> {
  await people.clerk(api.sendNow, {})
  const { items } = cityCasesSchema.parse(await (await atCity(place, '/cases')).json())
  return items.find((item) => item.caseId === caseId)?.state
}

/** The city decides a case that was put before it; answers the case when the ward has heard. */
export async function cityDecides(place: Place, seen: Case, said: Said): Promise<Case> {
  const { clerk } = place.people
  const waiting = async () => {
    await clerk(api.sendNow, {})
    const { items } = cityCasesSchema.parse(await (await atCity(place, '/cases')).json())
    return items.find(({ caseId }) => caseId === seen.caseId)
  }
  await expect.poll(async () => (await waiting())?.state, { timeout: 10_000 }).toBe('waiting')
  const { submission } = (await waiting()) ?? {}
  const answer = await atCity(place, '/cases/39901/decisions', {
    submission,
    reasonCode: null,
    note: null,
    ...said,
  })
  expect(answer.status, await answer.clone().text()).toBe(200)
  const now = () => clerk(api.readCase, { params: { caseId: seen.caseId } })
  await clerk(api.sendNow, {})
  await expect.poll(async () => (await now()).state, { timeout: 10_000 }).not.toBe('submitted')
  const decided = await now()
  await expectHeld(place, decided)
  return decided
}

/** Asks the city as one of its operators. */
function atCity(
  { ward, operator }: Pick<Place, 'ward' | 'operator'>,
  path: string,
  body?: unknown,
): Promise<Response> {
  return ward.city.fetch(
    new Request(`http://city.invalid${operatorBase}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
}

import type { KeyObject } from 'node:crypto'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { enrol, type EnrolmentFailure } from '../../sync/enrol.ts'
import type { CityConfiguration } from './sync-desk.ts'

/** Enrols this PC under a key. Throws `invalid-input`, `city-unreachable`, `city-refused`. */
export async function enrolWithCity(desk: Desk, city: CityConfiguration, code: string, deviceKey: KeyObject) {
  const outcome = await enrol({
    address: city.address,
    code,
    deviceKey,
    tokenIssuerRequest: null,
    roots: city.roots,
    appVersion: desk.ports.version,
  })
  if (!outcome.enrolled) throw enrolmentRefusal(outcome)
  const { answer } = outcome
  if (answer.ward !== desk.facts().wardCode) throw new Refusal('city-refused', { detail: answer.wardName })
  return answer
}

function enrolmentRefusal(failure: EnrolmentFailure): Refusal {
  switch (failure.reason) {
    case 'code-form':
      return new Refusal('invalid-input', { fields: 'code' })
    case 'unreachable':
    case 'garbled-answer':
      return new Refusal('city-unreachable')
    case 'foreign-city':
      return new Refusal('city-refused', { detail: 'roots' })
    case 'refused':
      return new Refusal('city-refused', { detail: failure.problem.detail })
  }
}

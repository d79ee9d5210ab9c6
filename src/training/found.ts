import { randomUUID } from 'node:crypto'
import { addDays, dateAt } from '../domain/calendar.ts'
import type { City } from '../city/types.ts'
import { type Call, createClient } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Office } from '../office/office.ts'
import { sessionHeader } from '../contract/session.ts'
import { sampleCases, type SampleCase } from './sample-people.ts'
import { trainingAdministrator, trainingStaff } from './staff.ts'

const trainingWard = { code: '39901', name: 'Phường Ví Dụ', parent: 'Ủy ban nhân dân Thành phố Mẫu' }

/** Founds Phường Ví Dụ through the same routes the pages use: nothing is there that a person could not have done. */
export async function foundTrainingOffice(
  office: Pick<Office, 'fetch'>,
  city: City,
  now: () => number,
): Promise<void> {
  const anyone = createClient((request) => office.fetch(request), 'http://training.invalid')
  const { user, fullName, password } = trainingAdministrator
  await anyone(api.establishOffice, {
    body: {
      wardCode: trainingWard.code,
      wardName: trainingWard.name,
      parentName: trainingWard.parent,
      administrator: { user, fullName, password },
    },
  })
  await city.admin.addWard({ code: trainingWard.code, name: trainingWard.name })
  const asAdministrator = await signedIn(office, trainingAdministrator)
  const code = await city.admin.enrolmentCode(trainingWard.code)
  await asAdministrator(api.enrolOffice, {
    body: { configuration: JSON.stringify(city.admin.config()), code },
  })
  for (const member of trainingStaff) {
    if (member === trainingAdministrator) continue
    const { roles, pin } = member
    await asAdministrator(api.addStaff, {
      body: {
        user: member.user,
        fullName: member.fullName,
        roles: [...roles],
        password: member.password,
        pin,
      },
    })
  }
  await registerSamples(office, now)
  // The sealing keys were made after the enrolment; now the city knows them and the office has the list.
  await asAdministrator(api.sendNow, {})
}

async function registerSamples(office: Pick<Office, 'fetch'>, now: () => number): Promise<void> {
  const clerk = await signedIn(office, staffWith('clerk'))
  const police = await signedIn(office, staffWith('area-police'))
  const official = await signedIn(office, staffWith('ward-official'))
  for (const sample of sampleCases) {
    const registered = await clerk(api.registerCase, { body: registrationOf(sample, dateAt(now())) })
    const params = { caseId: registered.caseId }
    if (sample.until === 'registered') continue
    const verified = await police(api.verifyCase, {
      params,
      body: { actId: randomUUID(), version: registered.version, note: null },
    })
    if (sample.until === 'verified') continue
    await official(api.approveCase, {
      params,
      body: { actId: randomUUID(), version: verified.version, note: null },
    })
  }
}

function registrationOf(sample: SampleCase, today: ReturnType<typeof dateAt>) {
  return {
    caseId: randomUUID(),
    draftId: null,
    scanRule: null,
    personId: null,
    confirmed: [],
    applicant: sample.applicant,
    details: sample.details,
    category: sample.category,
    schedule: { ...sample.schedule, firstDay: today, lastDay: addDays(today, 13) },
  }
}

/** A client whose requests carry the person's session, as a shell would add it. */
async function signedIn(
  office: Pick<Office, 'fetch'>,
  who: { readonly user: string; readonly password: string },
): Promise<Call> {
  let token = ''
  const call = createClient(async (request) => {
    const headers = new Headers(request.headers)
    headers.set(sessionHeader, token)
    const response = await office.fetch(new Request(request, { headers }))
    token = response.headers.get(sessionHeader) ?? token
    return response
  }, 'http://training.invalid')
  await call(api.signIn, { body: { user: who.user, password: who.password } })
  return call
}

function staffWith(role: 'clerk' | 'area-police' | 'ward-official') {
  const member = trainingStaff.find(({ roles }) => roles.length === 1 && roles[0] === role)
  if (!member) throw new Error(`the training office has no ${role}`)
  return member
}

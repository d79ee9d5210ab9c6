import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Route } from '../contract/route.ts'
import { type Role, roles } from '../domain/roles.ts'
import { sessionHeader } from '../contract/session.ts'
import { openOffice } from './office.ts'
import { application } from './testing/applications.ts'
import { personAt, refusalOf } from './testing/person.ts'
import { testPorts } from './testing/ports.ts'
import { type ColleagueName, type StaffedOffice, staffedOffice } from './testing/staffed-office.ts'

let ward: StaffedOffice
let callers: Readonly<Record<Role, Call>>
beforeAll(async () => {
  ward = await staffedOffice()
  const names: Record<Role, ColleagueName> = {
    clerk: 'clerk',
    'area-police': 'police',
    'ward-official': 'official',
    'ward-police': 'sealer',
    'health-station': 'health',
    administrator: 'administrator',
  }
  const signed = await Promise.all(roles.map(async (role) => [role, await ward.as(names[role])] as const))
  // Every role is in `roles`.
  callers = Object.fromEntries(signed) as Record<Role, Call>
})
afterAll(() => ward.close())

/** Every route that the office answers; `/api/shell/` is the shell's. */
const routes: readonly Route[] = Object.values<unknown>(api).filter(isRouteOfOffice)

function isRouteOfOffice(value: unknown): value is Route {
  if (typeof value !== 'object' || value === null || !('path' in value)) return false
  return typeof value.path === 'string' && !value.path.startsWith('/api/shell/')
}

/** A request with the right parameters and an empty body: whom it is for is asked before what it says. */
function askedBy(call: Call, route: Route): Promise<unknown> {
  const params = { caseId: randomUUID(), personId: randomUUID(), draftId: randomUUID() }
  const named = { ...params, sheet: 'receipt', user: 'khongai', id: 'khong-co' }
  const input = { params: named, query: {}, ...(route.body === undefined ? {} : { body: {} }) }
  // The table is about routes of every shape; their inputs are checked after the audience.
  return (call as unknown as (route: Route, input: unknown) => Promise<unknown>)(route, input)
}

const staffRoutes = routes.filter((route) => route.for !== 'anyone')
const roleRoutes = routes.filter((route) => typeof route.for !== 'string')

describe('who may ask what', () => {
  test('the table has every route', () => {
    expect(routes.length).toBeGreaterThan(35)
    expect(roleRoutes.length).toBeGreaterThan(12)
  })

  test.each(staffRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is refused before sign-in',
    async (_, route) => {
      expect(await refusalOf(askedBy(personAt(ward.office()), route))).toMatchObject({
        status: 401,
        code: 'not-signed-in',
      })
    },
  )

  test.each(roleRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is refused to every other role, and only to them',
    async (_, route) => {
      for (const role of roles) {
        const isTheirs = route.for.includes(role)
        const code = await askedBy(callers[role], route).then(
          () => 'answered',
          (error: unknown) => z.object({ problem: z.object({ code: z.string() }) }).parse(error).problem.code,
        )
        expect([role, code === 'not-your-role']).toEqual([role, !isTheirs])
        expect(code).not.toBe('fault')
      }
    },
  )

  test('a made-up session is nobody’s', async () => {
    const request = new Request('http://office.invalid/api/cases', {
      headers: { [sessionHeader]: 'A'.repeat(43) },
    })
    expect((await ward.office().fetch(request)).status).toBe(401)
  })
})

describe('before an office is set up', () => {
  test('it says that it is new, and nobody can sign in', async () => {
    const office = await openOffice(testPorts())
    const anyone = personAt(office)
    expect(await anyone(api.readOffice, {})).toMatchObject({ state: 'new', staff: [], problem: null })
    const body = { user: 'motcua', password: 'mat-khau' }
    expect((await refusalOf(anyone(api.signIn, { body }))).code).toBe('office-not-set-up')
    await office.close()
  })
})

/** A raw request, as a page would not send it; a stream needs `duplex`, which the DOM's types do not know. */
function post(path: string, body: BodyInit, token = '') {
  const init = { method: 'POST', headers: { [sessionHeader]: token }, body, duplex: 'half' }
  return ward.office().fetch(new Request(`http://office.invalid${path}`, init))
}
const signInText = JSON.stringify({ user: 'motcua', password: 'mat-khau-motcua' })
const tokenOf = async () => (await post('/api/session', signInText)).headers.get(sessionHeader) ?? ''

describe('bad input', () => {
  test.each([
    ['no JSON', 'xin chào'],
    ['half a JSON', '{"user": "mot'],
    ['an empty body', ''],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0xfe, 0x22)],
    ['half a surrogate pair', '{"user": "\\ud800", "password": "x"}'],
  ])('%s is refused as a sentence, not a fault', async (_, body) => {
    const response = await post('/api/session', body)
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'invalid-input', data: { fields: 'JSON' } })
  })

  test('names the fields that are wrong and never repeats what was typed', async () => {
    const clerk = callers.clerk
    const typed = application(ward.ports.clock.now())
    const wrong = {
      ...typed,
      applicant: { ...typed.applicant, fullName: 'x'.repeat(101), birthDate: '1990-02-31', idNumber: '   ' },
      details: { ...typed.details, purpose: '' },
      schedule: { ...(typed.schedule ?? { firstDay: '', lastDay: '', windows: [] }), weekdays: [7] },
    }
    const problem = await refusalOf(clerk(api.registerCase, { body: wrong }))
    expect(problem.code).toBe('invalid-input')
    expect(String(problem.data?.fields).split(', ').toSorted()).toEqual([
      'applicant.birthDate',
      'applicant.fullName',
      'applicant.idNumber',
      'details.purpose',
      'schedule.weekdays.0',
    ])
    expect(problem.detail).toContain('applicant.birthDate')
    expect(JSON.stringify(problem)).not.toMatch(/xxx|1990-02-31/)
  })

  test('an id in the path that is none is invalid input, an unknown one is not found', async () => {
    const { clerk } = callers
    expect((await refusalOf(clerk(api.readCase, { params: { caseId: '../staff' } }))).data).toEqual({
      fields: 'params.caseId',
    })
    expect((await refusalOf(clerk(api.readCase, { params: { caseId: randomUUID() } }))).code).toBe(
      'not-found',
    )
    const response = await ward.office().fetch(new Request('http://office.invalid/api/khong-co'))
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'not-found' }])
  })

  test('a form of more than a megabyte is refused, whatever its sender says about the length', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(' '.repeat(65_536))),
    })
    const response = await post('/api/session', endless)
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { code: 'too-large', data: { megabytes: 1 } },
    ])
  })

  test('a picture may have megabytes, but not endlessly many', async () => {
    const token = await tokenOf()
    const fine = await post('/api/scans/picture', new Uint8Array(20 * 1024 * 1024), token)
    expect(await fine.json()).toMatchObject({ code: 'picture-unreadable' })
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
    })
    const response = await post('/api/scans/picture', endless, token)
    expect([response.status, await response.json()]).toMatchObject([413, { data: { megabytes: 26 } }])
  })

  test('text typed as letters and separate marks is stored as one spelling, escaped or not', async () => {
    const token = await tokenOf()
    const typed = application(ward.ports.clock.now(), { applicant: { fullName: 'Nguyễn Thị Ấm' } })
    const decomposed = JSON.stringify(typed).normalize('NFD')
    const registered = api.registerCase.answer.parse(
      await (await post('/api/cases', decomposed, token)).json(),
    )
    expect(registered.applicant.fullName).toBe('Nguyễn Thị Ấm'.normalize('NFC'))
    const other = application(ward.ports.clock.now(), { applicant: { fullName: 'Nguyễn Thị Ửng' } })
    const escaped = JSON.stringify(other)
      .normalize('NFD')
      .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    expect(escaped).toContain('\\u031')
    const second = api.registerCase.answer.parse(await (await post('/api/cases', escaped, token)).json())
    expect(second.applicant.fullName).toBe('Nguyễn Thị Ửng'.normalize('NFC'))
  })
})

test('a fault of ours answers an incident number and no inner message, and the log has the same number', async () => {
  const ports = testPorts()
  const broken = await staffedOffice({
    ...ports,
    printer: {
      list: () => Promise.reject(new Error('Đặng Thị Ngọc Dung')),
      print: () => Promise.reject(new Error('Đặng Thị Ngọc Dung')),
    },
  })
  const problem = await refusalOf((await broken.as('clerk'))(api.listPrinters, {}))
  expect(problem).toMatchObject({ status: 500, code: 'fault' })
  expect(problem.detail).toContain(problem.incident)
  expect(JSON.stringify(problem)).not.toContain('Dung')
  expect(ports.lines).toContainEqual(expect.objectContaining({ what: 'fault', incident: problem.incident }))
  await broken.close()
})

test('the OpenAPI document has every route, its answer and how it says no', async () => {
  const documentSchema = z.object({
    openapi: z.literal('3.1.0'),
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ responses: z.record(z.string(), z.json()) })),
    ),
  })
  const response = await ward.office().fetch(new Request('http://office.invalid/api/openapi.json'))
  const { paths } = documentSchema.parse(await response.json())
  for (const route of routes) {
    const { responses } = paths[route.path]?.[route.method] ?? { responses: {} }
    expect([route.path, Object.keys(responses)]).toEqual([route.path, ['200', 'default']])
    expect(JSON.stringify(responses.default)).toContain('application/problem+json')
  }
  const count = Object.values(paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0)
  expect(count).toBe(routes.length)
})

import { expect, test } from 'vitest'
import { createClient, ProblemError, UnreachableError } from './client.ts'
import * as api from './desk/index.ts'

const caseId = '0191e8a0-0000-7000-8000-000000000001'
const sent: Request[] = []
const clientThat = (answer: () => Response | Promise<Response>) =>
  createClient(async (request) => {
    sent.push(request)
    return answer()
  }, 'http://office.invalid')

test('puts parameters into the path safely, questions into the query, and people into the body only', async () => {
  const call = clientThat(() => Response.json({}))
  await call(api.disableStaff, { params: { user: '../staff?x=1' } })
  await call(api.readScans, { query: { after: 7 } })
  await call(api.searchPeople, { body: { text: 'Đặng Thị Ngọc Dung' } })
  const [path, query, body] = sent.slice(-3)
  expect(path?.url).toBe('http://office.invalid/api/staff/..%2Fstaff%3Fx%3D1/disable')
  expect(query?.url).toBe('http://office.invalid/api/scans?after=7')
  expect([body?.url, await body?.json()]).toEqual([
    'http://office.invalid/api/people/search',
    { text: 'Đặng Thị Ngọc Dung' },
  ])
})

test('a no of the office is a ProblemError with its sentence', async () => {
  const problem = { code: 'not-found', detail: 'Không tìm thấy.', detailEn: 'Not found.' }
  const call = clientThat(() => Response.json(problem, { status: 404 }))
  await expect(call(api.readCase, { params: { caseId } })).rejects.toMatchObject({
    name: 'ProblemError',
    problem: { code: 'not-found', status: 404, detail: 'Không tìm thấy.' },
  })
})

test.each([
  ['a page of somebody else', () => new Response('<html>', { status: 502 })],
  ['a JSON that is no problem', () => Response.json({ error: 1 }, { status: 500 })],
  ['nothing', () => new Response(null, { status: 503 })],
])('%s instead of a problem is still a sentence', async (_, answer) => {
  const error = await clientThat(answer)(api.readOffice, {}).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({ problem: { code: 'fault', detail: expect.stringContaining('Thử lại') } })
})

test('no answer at all is told apart from a no', async () => {
  const call = clientThat(() => Promise.reject(new TypeError('fetch failed')))
  await expect(call(api.readOffice, {})).rejects.toBeInstanceOf(UnreachableError)
})

test('a sheet is a file', async () => {
  const call = clientThat(() => new Response('%PDF-1.7', { headers: { 'content-type': 'application/pdf' } }))
  const pdf = await call(api.readSheet, { params: { caseId, sheet: 'receipt' } })
  expect(await pdf.text()).toBe('%PDF-1.7')
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Case, QueueItem } from '../../../contract/desk/cases.ts'
import type { RouteInput } from '../../../contract/route.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import { act, application, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { colleagues, type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

const many = 2000
const minute = 60_000

let ward: StaffedOffice
let clerk: Call
let police: Call
let sample: Case
let numbers: readonly string[]
beforeAll(async () => {
  ward = await staffedOffice()
  ;[clerk, police] = await Promise.all([ward.as('clerk'), ward.as('police')])
  sample = await caseUntil(ward, 'registered')
  numbers = manyCases(many)
})
afterAll(() => ward.close())

function deskOf(): Desk {
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  return desk
}

/** Cases that came one after the other, as the journal has them; the later they came the sooner they are due. */
function manyCases(count: number): string[] {
  const desk = deskOf()
  const now = ward.ports.clock.now()
  const [pack = '', version] = sample.pack.split('/')
  const told = Array.from({ length: count }, (_, index) => ({ index, id: randomUUID() }))
  const numberOf = (index: number) => `39901-26-B${String(index).padStart(5, '0')}-T`
  desk.journal.command((writing) => {
    for (const { index, id } of told) {
      const asked = application(now)
      writing.append({
        type: 'case.registered',
        id,
        subject: id,
        baseVer: 0,
        actor: { user: colleagues.clerk.user, role: 'clerk', session: 'test' },
        body: {
          number: numberOf(index),
          pack,
          packVersion: Number(version),
          procedure: 'individual',
          category: 1 + (index % 6),
          schedule: asked.schedule,
          zone: null,
          places: [],
          listedBy: null,
          scanRule: null,
          // A tenth is overdue, a tenth due within two hours.
          dueAt: vietnamTime(now + (many - 200 - index) * minute),
        },
        personal: { applicant: { ...asked.applicant, personId: id }, details: asked.details },
      })
    }
  })
  return told.map(({ index }) => numberOf(index))
}

type Asked = NonNullable<RouteInput<typeof api.listQueue>['query']>

/** The whole queue, page by page, as long as there is more. */
async function pagesOf(call: Call, asked: Asked, between = async () => {}) {
  const pages: QueueItem[][] = []
  let after: string | undefined
  do {
    const page = await call(api.listQueue, { query: { ...asked, ...(after ? { after } : {}) } })
    pages.push(page.items)
    after = page.next ?? undefined
    await between()
  } while (after !== undefined)
  return pages
}

test('every one of 2,000 open cases is reached page by page, the most overdue first', async () => {
  for (const queue of ['open', 'mine'] as const) {
    const pages = await pagesOf(police, { queue })
    const items = pages.flat()
    expect(pages.length).toBeGreaterThan(3)
    expect(items).toHaveLength(many + 1)
    expect(new Set(items.map(({ number }) => number))).toEqual(new Set([...numbers, sample.number]))
    const due = items.map(({ dueAt }) => Date.parse(dueAt))
    expect(due).toEqual(due.toSorted((one, other) => one - other))
    expect((await police(api.listQueue, { query: { queue, limit: 1 } })).total).toBe(many + 1)
  }
})

test('a page goes on where the one before ended, also when cases came and went meanwhile', async () => {
  let turns = 0
  const between = async () => {
    turns += 1
    const [first] = (await police(api.listQueue, { query: { queue: 'mine', limit: 1 } })).items
    if (!first) throw new Error('nothing waits')
    const seen = await police(api.readCase, { params: first })
    await police(api.verifyCase, { params: seen, body: { ...act(seen), note: null } })
    await clerk(api.registerCase, { body: application(ward.ports.clock.now()) })
  }
  const items = (await pagesOf(police, { queue: 'mine' }, between)).flat()
  const seen = items.map(({ number }) => number)
  expect(turns).toBeGreaterThan(3)
  expect(new Set(seen).size).toBe(seen.length)
  const reached = new Set(seen)
  expect(numbers.filter((number) => !reached.has(number))).toEqual([])
})

test('the office picks by step, colour, group and procedure, and says how many there are', async () => {
  const wholeOf = async (asked: Asked) => {
    const items = (await pagesOf(clerk, { queue: 'open', ...asked })).flat()
    const { total, choices } = await clerk(api.listQueue, { query: { queue: 'open', ...asked } })
    expect(total).toBe(items.length)
    return { items, choices }
  }
  const { items: all, choices } = await wholeOf({})
  expect(choices.steps).toEqual(expect.arrayContaining(['verify', 'approve']))
  expect(choices.categories).toHaveLength(6)
  expect(choices.procedures).toEqual([sample.procedure.title])
  const [category = ''] = choices.categories
  const picks: readonly [Asked, (item: QueueItem) => boolean][] = [
    [{ deadline: 'overdue' }, (item) => item.deadline === 'overdue'],
    [{ deadline: 'soon' }, (item) => item.deadline === 'soon'],
    [{ step: 'approve' }, (item) => item.next === 'approve'],
    [{ category }, (item) => item.category === category],
    [
      { category, deadline: 'on-time', step: 'verify' },
      (item) => item.category === category && item.deadline === 'on-time' && item.next === 'verify',
    ],
    [{ procedure: 'Thủ tục khác' }, () => false],
  ]
  for (const [asked, fits] of picks) {
    const { items } = await wholeOf(asked)
    expect(items.map(({ number }) => number)).toEqual(all.filter(fits).map(({ number }) => number))
  }
  expect(all.filter(({ deadline }) => deadline === 'overdue').length).toBeGreaterThan(100)
})

test('what is done is listed page by page too, the newest first', async () => {
  const done = []
  for (let left = 3; left > 0; left -= 1) {
    const refused = await caseUntil(ward, 'refused', { category: 1 + left })
    done.push(await clerk(api.notifyRefusal, { params: refused, body: act(refused) }))
  }
  const pages = await pagesOf(clerk, { queue: 'closed', limit: 2 })
  expect(pages.map((page) => page.length)).toEqual([2, 1])
  expect(pages.flat().map(({ number }) => number)).toEqual(done.map(({ number }) => number).toReversed())
  const category = done[1]?.categoryLabel ?? ''
  const [only = []] = await pagesOf(clerk, { queue: 'closed', category, state: 'refusal-notified' })
  expect(only.map(({ number }) => number)).toEqual([done[1]?.number])
  expect(await pagesOf(clerk, { queue: 'closed', state: 'paid' })).toEqual([[]])
})

test('a place in the list that nobody was given is refused', async () => {
  expect(await refusalOf(clerk(api.listQueue, { query: { after: 'nowhere' } }))).toMatchObject({
    code: 'invalid-input',
  })
})

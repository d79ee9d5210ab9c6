import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Random, seededRandom } from '../../../../scripts/proofs/random.ts'
import * as api from '../../../contract/desk/index.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { EventLine } from '../../../contract/sync/event-line.ts'
import { toExplain } from '../../../domain/stock/account.ts'
import { type Run, runsText, sheetsIn, without } from '../../../domain/stock/serials.ts'
import type { Desk } from '../../desk.ts'
import { rebuildEqualsLive } from '../../journal/testing/ledger.ts'
import { project } from '../../projection.ts'
import { application } from '../../testing/applications.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { closeDay, papersOf } from './close.ts'
import { recordCount } from './count.ts'
import { recordMovement } from './move.ts'
import { kindsNow, linesOf, pendingCount } from './period.ts'
import { cardBlanks, keepStock, permitBlanks } from './testing/stock.ts'

let ward: StaffedOffice
let desk: Desk
let caseId = ''
beforeAll(async () => {
  ward = await staffedOffice()
  const open = ward.office().core.desk()
  if (!open) throw new Error('the office is closed')
  desk = open
  const clerk = await ward.as('clerk')
  ;({ caseId } = await clerk(api.registerCase, { body: application(ward.ports.clock.now()) }))
  await keepStock(await ward.as('sealer'))
})
afterAll(() => ward.close())

const clerk = { user: 'motcua', role: 'clerk', session: 's' } as const
const police = { user: 'dongdau', role: 'ward-police', session: 's' } as const
const run = (first: number, last: number): Run => ({ prefix: 'AB', width: 6, first, last })

/** What really lies at the desk, whatever the books say. */
const desktop = { permits: [] as Run[], cards: 0, waste: { permits: 0, cards: 0 }, delivered: 0 }

function printed(sheet: string, reprintReason: 'jammed' | null): void {
  desk.journal.command((writing) =>
    writing.append({
      type: 'sheet.printed',
      subject: caseId,
      baseVer: 1,
      actor: clerk,
      body: { sheet, copies: 1, reprintReason, where: 'test' },
      personal: null,
    }),
  )
}

type Movement = Partial<Parameters<typeof recordMovement>[2]> &
  Pick<Parameters<typeof recordMovement>[2], 'way'>
const record = (kind: string, movement: Movement) =>
  recordMovement(desk, clerk, {
    actId: randomUUID(),
    kind,
    quantity: null,
    serials: '',
    reason: 'jammed',
    spoiled: 'handed-in',
    paper: null,
    people: ['Một Người', 'Người Khác'],
    note: '',
    ...movement,
  })

/** The printer takes from either end of a pile. */
function takePermit(random: Random): Run | null {
  const pile = desktop.permits[random.below(desktop.permits.length)]
  if (!pile) return null
  const at = random.chance(0.7) ? pile.first : pile.last
  desktop.permits = without(desktop.permits, [run(at, at)])
  return run(at, at)
}

const happenings: readonly ((random: Random) => void)[] = [
  (random) => {
    const first = desktop.delivered + 1
    desktop.delivered += 1 + random.below(30)
    desktop.permits = [...desktop.permits, run(first, desktop.delivered)]
    record(permitBlanks.kind, { way: 'received', serials: runsText([run(first, desktop.delivered)]) })
  },
  (random) => {
    const quantity = 1 + random.below(30)
    desktop.cards += quantity
    record(cardBlanks.kind, { way: 'received', quantity })
  },
  (random) => {
    if (!takePermit(random)) return
    const again = random.chance(0.2)
    if (again) desktop.waste.permits += 1
    printed('permit', again ? 'jammed' : null)
  },
  () => {
    if (desktop.cards === 0) return
    desktop.cards -= 1
    printed('market-card-slip', null)
  },
  (random) => {
    const sheet = takePermit(random)
    if (!sheet) return
    const spoiled = random.chance(0.7) ? ('handed-in' as const) : ('missing' as const)
    desktop.waste.permits += spoiled === 'handed-in' ? 1 : 0
    // Whether the number can still be read.
    const serials = random.chance(0.5) ? { serials: runsText([sheet]) } : { quantity: 1 }
    record(permitBlanks.kind, { way: 'spoiled', spoiled, ...serials })
  },
  (random) => {
    const sheet = takePermit(random)
    const way = random.chance(0.5) ? ('given-out' as const) : ('handed-back' as const)
    if (sheet) record(permitBlanks.kind, { way, serials: runsText([sheet]) })
  },
  () => {
    if (desktop.waste.permits === 0) return
    record(permitBlanks.kind, { way: 'destroyed', quantity: desktop.waste.permits })
    desktop.waste.permits = 0
  },
  // Papers of no kind that is kept take nothing.
  () => printed('organisation-paper', null),
  () => printed('receipt', null),
]

function count(permits: readonly Run[], cards: number): string {
  const actId = randomUUID()
  recordCount(desk, clerk, {
    actId,
    counts: [
      { kind: permitBlanks.kind, quantity: null, serials: runsText(permits) },
      { kind: cardBlanks.kind, quantity: cards, serials: '' },
    ],
    missing: [],
  })
  return actId
}

/** Whether the day closes without a word. */
function closesSilently(countId: string): boolean {
  try {
    closeDay(desk, police, countId, { actId: randomUUID(), explanations: [] })
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'stock-unexplained') return false
    throw error
  }
}

test('random days: the day closes when what is there is what the books say, or with words; nothing counts twice', () => {
  const random = seededRandom(39_901)
  const closes = { silent: 0, explained: 0 }
  for (let day = 0; day < 60; day++) {
    for (let turn = random.below(12); turn > 0; turn--) happenings[random.below(happenings.length)]?.(random)
    // Now and then a sheet goes that nobody records.
    const isLost = random.chance(0.3) && takePermit(random) !== null
    const books = kindsNow(desk.store)
    expect(books.map(({ expected }) => expected)).toEqual([
      sheetsIn(desktop.permits) + (isLost ? 1 : 0),
      desktop.cards,
    ])
    expect(books.map(({ waste }) => waste)).toEqual([desktop.waste.permits, desktop.waste.cards])
    const countId = count(desktop.permits, desktop.cards)
    expect(closesSilently(countId)).toBe(!isLost)
    closes[isLost ? 'explained' : 'silent']++
    if (!isLost) continue
    const row = pendingCount(desk.store)
    const explanations = row
      ? toExplain({ lines: linesOf(row), papers: papersOf(row) }).map(({ about }) => ({
          about,
          text: 'Mất một tờ',
        }))
      : []
    closeDay(desk, police, countId, { actId: randomUUID(), explanations })
  }
  expect(closes.silent).toBeGreaterThan(10)
  expect(closes.explained).toBeGreaterThan(5)
  expect(rebuildEqualsLive(desk.store)).toBe(true)
})

test('a line of another PC of the ward moves nothing here; an altered table is noticed, and replaying repairs it', () => {
  const before = kindsNow(desk.store)
  const line: EventLine = {
    ...emptyLine,
    stream: randomUUID(),
    subject: caseId,
    type: 'sheet.printed',
    body: { sheet: 'permit', copies: 1, reprintReason: null, where: '' },
  }
  desk.store.transact((tx) => project(tx, line, null))
  expect(kindsNow(desk.store)).toEqual(before)
  desk.store.database.prepare(`UPDATE stock_move SET quantity = quantity + 1`).run()
  expect(rebuildEqualsLive(desk.store)).toBe(false)
  expect(kindsNow(desk.store)).toEqual(before)
})

const emptyLine = {
  v: 1,
  seq: 1,
  prev: '',
  id: randomUUID(),
  tv: 1,
  ward: '39901',
  baseVer: 1,
  lc: 1_000_000,
  at: { wall: '2026-11-23T08:00:00.000+07:00', mono: 0, boot: '', offsetMs: null, offsetAgeS: null },
  actor: clerk,
} as const

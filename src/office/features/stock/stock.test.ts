import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { readBack } from '../../sheets/testing/read-back.ts'
import { application } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { testClock, testPorts } from '../../testing/ports.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { instant } from '../../token/testing/example-city.ts'
import { cardBlanks, close, count, keepStock, move, permitBlanks } from './testing/stock.ts'

let ward: StaffedOffice
let clerk: Call
let police: Call
beforeEach(async () => {
  ward = await staffedOffice(testPorts({ clock: testClock(instant('2026-11-23', 8)) }))
  await signIn()
})
afterEach(() => ward.close())

async function signIn() {
  clerk = await ward.as('clerk')
  police = await ward.as('sealer')
}

const now = () => clerk(api.readStock, {})
const kindNow = async (kind: string) => (await now()).kinds.find((one) => one.kind === kind)
const delivery = () =>
  move(clerk, permitBlanks, { way: 'received', serials: 'AB000001-AB000100', note: 'Phiếu 12' })

test('an office that never spoke of blank paper is asked for nothing', async () => {
  expect(await now()).toMatchObject({ accounts: 'unset', kinds: [], openSince: null, isLate: false })
  expect((await refusalOf(delivery())).code).toBe('stock-off')
  expect((await refusalOf(count(clerk, '', 0))).code).toBe('stock-off')
  expect(await clerk(api.readStockStanding, {})).toMatchObject({ lateDay: null })
})

test('one that keeps no account is left alone, and may begin any day', async () => {
  const administrator = await ward.as('administrator')
  await administrator(api.setStock, { body: { actId: randomUUID(), accounts: false, kinds: [] } })
  expect((await now()).accounts).toBe('off')
  expect((await keepStock(police)).accounts).toBe('on')
})

test('a day: sheets come, go and jam; the count matches; what was counted opens the next day', async () => {
  await keepStock(police)
  await delivery()
  await move(clerk, cardBlanks, { way: 'received', quantity: 50 })
  await move(clerk, permitBlanks, { way: 'given-out', serials: 'AB000091-100', people: ['Quầy 2'] })
  await move(clerk, permitBlanks, { way: 'spoiled', quantity: 2, reason: 'jammed', spoiled: 'handed-in' })
  await move(clerk, cardBlanks, { way: 'spoiled', quantity: 1, reason: 'damaged', spoiled: 'missing' })
  expect(await kindNow(permitBlanks.kind)).toMatchObject({
    received: 100,
    givenOut: 10,
    spoiled: 2,
    expected: 88,
    waste: 2,
    held: 'AB000001–AB000090',
  })
  const counted = await count(clerk, 'AB000003-AB000090', 49)
  expect(counted.count?.lines.map(({ difference }) => difference)).toEqual([0, 0])
  await close(police)
  const after = await now()
  expect(after.count).toBeNull()
  expect(after.openSince).toBeNull()
  expect(after.kinds.map(({ opening, expected, waste }) => [opening, expected, waste])).toEqual([
    [88, 88, 2],
    [49, 49, 0],
  ])
  const { days } = await clerk(api.listClosedDays, {})
  expect(days).toMatchObject([{ number: 1, firstDay: '2026-11-23', lastDay: '2026-11-23', explanations: [] }])
})

test('a difference does not close the day until it is explained, and the words stand in the books', async () => {
  await keepStock(police)
  await move(clerk, cardBlanks, { way: 'received', quantity: 50 })
  await count(clerk, '', 47)
  expect((await refusalOf(close(police))).code).toBe('stock-unexplained')
  const kind = cardBlanks.kind
  expect((await refusalOf(close(police, [{ about: kind, text: '  ' }]))).code).toBe('stock-unexplained')
  await close(police, [{ about: kind, text: 'Ba tờ dùng để canh máy in' }])
  const { days } = await clerk(api.listClosedDays, {})
  expect(days[0]?.explanations).toEqual([{ about: kind, text: 'Ba tờ dùng để canh máy in' }])
  expect((await kindNow(kind))?.opening).toBe(47)
})

test('what moves between the count and the close belongs to the next day', async () => {
  await keepStock(police)
  await move(clerk, cardBlanks, { way: 'received', quantity: 50 })
  await count(clerk, '', 50)
  await move(clerk, cardBlanks, { way: 'spoiled', quantity: 1, reason: 'misprint', spoiled: 'handed-in' })
  expect((await now()).count?.movedSince).toBe(1)
  await close(police)
  expect(await kindNow(cardBlanks.kind)).toMatchObject({ opening: 50, spoiled: 1, expected: 49, waste: 1 })
})

test('a second count takes the place of the first, which closes nothing any more', async () => {
  await keepStock(police)
  await move(clerk, cardBlanks, { way: 'received', quantity: 50 })
  const first = await count(clerk, '', 48)
  await count(clerk, '', 50)
  const params = { countId: first.count?.countId ?? '' }
  const body = { actId: randomUUID(), explanations: [{ about: cardBlanks.kind, text: 'x' }] }
  expect((await refusalOf(police(api.closeStockDay, { params, body }))).code).toBe('stock-not-counted')
  await close(police)
  expect((await refusalOf(close(police))).code).toBe('stock-not-counted')
})

test('a day that was not closed is told the next morning and blocks nobody; one close ends it', async () => {
  await keepStock(police)
  await move(clerk, cardBlanks, { way: 'received', quantity: 50 })
  expect((await now()).isLate).toBe(false)
  ward.ports.clock.advance(86_400_000)
  await signIn()
  expect((await now()).isLate).toBe(true)
  expect(await clerk(api.readStockStanding, {})).toMatchObject({ lateDay: '2026-11-23' })
  await move(clerk, cardBlanks, { way: 'spoiled', quantity: 1, reason: 'jammed', spoiled: 'handed-in' })
  await count(clerk, '', 49)
  await close(await ward.as('administrator'))
  expect(await clerk(api.readStockStanding, {})).toMatchObject({ lateDay: null })
  const { days } = await clerk(api.listClosedDays, {})
  expect(days).toMatchObject([{ firstDay: '2026-11-23', lastDay: '2026-11-24' }])
  // A day on which nothing moves needs no close.
  ward.ports.clock.advance(86_400_000)
  await signIn()
  expect(await clerk(api.readStockStanding, {})).toMatchObject({ lateDay: null })
})

test('the books begin with the setting: what was printed before belongs to no day', async () => {
  const { caseId } = await clerk(api.registerCase, { body: application(ward.ports.clock.now()) })
  ward
    .office()
    .core.desk()
    ?.journal.command((writing) =>
      writing.append({
        type: 'sheet.printed',
        subject: caseId,
        baseVer: 1,
        actor: { user: 'motcua', role: 'clerk', session: 's' },
        body: { sheet: 'permit', copies: 1, reprintReason: null, where: 'test' },
        personal: null,
      }),
    )
  expect((await now()).printedToday).toEqual([{ title: 'Giấy đi đường', copies: 1 }])
  ward.ports.clock.advance(2 * 86_400_000)
  await signIn()
  await keepStock(police)
  expect(await now()).toMatchObject({ openSince: null, isLate: false })
  await delivery()
  expect((await kindNow(permitBlanks.kind))?.expected).toBe(100)
  await count(clerk, 'AB000001-100', 0)
  await close(police)
  const { days } = await clerk(api.listClosedDays, {})
  expect(days).toMatchObject([{ firstDay: '2026-11-25', lastDay: '2026-11-25' }])
})

test('the clerk counts and does not close; whoever closes does not keep the accounts', async () => {
  await keepStock(police)
  await count(clerk, '', 0)
  expect((await refusalOf(close(clerk))).code).toBe('not-your-role')
  expect((await refusalOf(keepStock(clerk))).code).toBe('not-your-role')
  expect((await refusalOf(count(await ward.as('administrator'), '', 0))).code).toBe('not-your-role')
  const official = await ward.as('official')
  expect((await refusalOf(official(api.readStock, {}))).code).toBe('not-your-role')
})

test('numbers are those on the sheets: none twice, none that is not here, none of sheets without', async () => {
  await keepStock(police)
  await delivery()
  const moved = (movement: Parameters<typeof move>[2], kind = permitBlanks) =>
    refusalOf(move(clerk, kind, movement))
  expect(await moved({ way: 'received', serials: 'AB000100-AB000120' })).toMatchObject({
    code: 'stock-serial-here',
    detail: expect.stringContaining('AB000100'),
  })
  expect(await moved({ way: 'handed-back', serials: 'AB000099-AB000101' })).toMatchObject({
    code: 'stock-serial-not-here',
    detail: expect.stringContaining('AB000101'),
  })
  expect((await moved({ way: 'received', serials: 'AB-CD' })).code).toBe('stock-serials')
  expect((await moved({ way: 'received', quantity: 5 })).code).toBe('stock-serials')
  expect((await moved({ way: 'received', serials: 'CD01-CD05', quantity: 6 })).code).toBe('stock-serials')
  expect((await moved({ way: 'received', serials: 'CD01-CD05' }, cardBlanks)).code).toBe('stock-serials')
  expect((await refusalOf(count(clerk, 'AB', 0))).code).toBe('stock-serials')
})

test('nothing leaves that is not there, and nothing is destroyed by one person alone', async () => {
  await keepStock(police)
  await move(clerk, cardBlanks, { way: 'received', quantity: 10 })
  const moved = (movement: Parameters<typeof move>[2]) => refusalOf(move(clerk, cardBlanks, movement))
  expect((await moved({ way: 'handed-back', quantity: 11 })).code).toBe('stock-not-enough')
  await move(clerk, cardBlanks, { way: 'spoiled', quantity: 2, reason: 'jammed', spoiled: 'handed-in' })
  const two = ['Đỗ Thị Thanh Mai', 'Trần Quốc Bảo']
  expect((await moved({ way: 'destroyed', quantity: 3, people: two })).code).toBe('stock-not-enough')
  const same = ['Trần Quốc Bảo', 'tran quoc bao']
  expect((await moved({ way: 'destroyed', quantity: 2, people: same })).code).toBe('stock-two-people')
  await move(clerk, cardBlanks, { way: 'destroyed', quantity: 2, people: two, note: 'Biên bản 01' })
  expect((await kindNow(cardBlanks.kind))?.waste).toBe(0)
  expect((await moved({ way: 'spoiled', quantity: 1, reason: 'jammed' })).code).toBe('invalid-input')
  expect((await moved({ way: 'received', quantity: 1, people: [] })).code).toBe('invalid-input')
})

test('every kind is counted, and a kind that still has sheets stays', async () => {
  await keepStock(police)
  await move(clerk, cardBlanks, { way: 'received', quantity: 10 })
  const counts = [{ kind: permitBlanks.kind, quantity: null, serials: '' }]
  expect((await refusalOf(count(clerk, '', 0, { counts }))).code).toBe('stock-count-all')
  expect((await refusalOf(keepStock(police, [permitBlanks]))).code).toBe('stock-kind-in-use')
  const numbered = { ...cardBlanks, numbered: true }
  expect((await refusalOf(keepStock(police, [numbered]))).code).toBe('stock-kind-in-use')
  const twice = { ...permitBlanks, sheets: ['market-card-slip'] }
  expect((await refusalOf(keepStock(police, [twice, cardBlanks]))).code).toBe('stock-sheet-twice')
  expect((await keepStock(police, [{ ...cardBlanks, name: 'Thẻ A4' }])).kinds).toMatchObject([
    { name: 'Thẻ A4', expected: 10 },
  ])
})

test('a press that is repeated records once', async () => {
  await keepStock(police)
  const actId = randomUUID()
  for (let press = 0; press < 2; press++)
    await move(clerk, cardBlanks, { actId, way: 'received', quantity: 10 })
  expect((await kindNow(cardBlanks.kind))?.expected).toBe(10)
  const counted = randomUUID()
  for (let press = 0; press < 2; press++) await count(clerk, '', 10, { actId: counted })
  const params = { countId: counted }
  const body = { actId: randomUUID(), explanations: [] }
  for (let press = 0; press < 2; press++) await police(api.closeStockDay, { params, body })
  expect((await clerk(api.listClosedDays, {})).days).toHaveLength(1)
})

test('the sheet of the day says what there was, came, went and is left, and who signs', async () => {
  await keepStock(police)
  await delivery()
  await move(clerk, permitBlanks, { way: 'spoiled', quantity: 1, reason: 'jammed', spoiled: 'handed-in' })
  const { count: waiting } = await count(clerk, 'AB000001-AB000098', 0)
  const params = { countId: waiting?.countId ?? '' }
  const sheet = async () =>
    readBack(new Uint8Array(await (await clerk(api.readCloseSheet, { params })).arrayBuffer()), ({ text }) =>
      text.replace(/\s+/g, ' '),
    )
  expect(await sheet()).toContain('Kiểm đếm, chưa khóa sổ')
  await close(police, [{ about: permitBlanks.kind, text: 'Một tờ thất lạc khi chuyển kho' }])
  const text = await sheet()
  for (const words of [
    'SỔ PHÔI GIẤY CUỐI NGÀY',
    'Lần khóa sổ 1',
    'còn lại AB000001–AB000098',
    'đã dùng hoặc hỏng AB000099–AB000100',
    'Hỏng (kẹt giấy, đã thu lại)',
    'Một tờ thất lạc khi chuyển kho',
    'NGƯỜI KIỂM ĐẾM NGƯỜI KHÓA SỔ',
    'Đỗ Thị Thanh Mai Trần Quốc Bảo',
  ])
    expect(text).toContain(words)
})

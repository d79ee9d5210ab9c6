import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { testPorts } from '../../testing/ports.ts'
import { madeReaders } from '../readers/testing/made-readers.ts'

const readers = madeReaders()
let ward: StaffedOffice
beforeAll(async () => {
  ward = await staffedOffice(testPorts(), { readers: readers.sources })
})
afterAll(() => ward.close())

let cards = 0
/** Each time another card: one that lies under the reader is read once. */
const scanCard = () => {
  cards += 1
  readers.scan(
    `00120200045${cards}||Nguyễn Văn Bình|24022002|Nam|Thôn Mẫu, Ví Dụ, Huyện Thử, Hà Nội|31052021`,
  )
}
const seenBy = async (call: Call) => (await call(api.readScans, { query: { after: 0 } })).scans.length

test('a scan is for whoever was signed in then, and not for whoever comes later', async () => {
  const mai = await ward.as('clerk')
  scanCard()
  expect(await seenBy(mai)).toBe(1)
  const hung = await ward.as('police')
  expect(await seenBy(hung)).toBe(0)
  scanCard()
  expect([await seenBy(mai), await seenBy(hung)]).toEqual([2, 1])
})

test('what nobody fetched for minutes is forgotten', async () => {
  const mai = await ward.as('clerk')
  scanCard()
  ward.ports.clock.advance(4 * 60_000)
  expect(await seenBy(mai)).toBe(1)
  ward.ports.clock.advance(60_000)
  expect(await seenBy(mai)).toBe(0)
})

test('when the last person signs out nothing scanned stays behind', async () => {
  await ward.restart()
  const mai = await ward.as('clerk')
  scanCard()
  await mai(api.signOut, {})
  expect(ward.office().core.desk()?.scans.since(0).scans).toEqual([])
})

test('a card scanned again and read otherwise is doubted, whichever way it came; the same text is not', async () => {
  const mai = await ward.as('clerk')
  const whole = '036182005927||Nguyễn Thị Khuỷu|02071982|Nữ|Số 3 đường Hoà Bình, Phường Ví Dụ|21052021'
  // A plain letter of the name got lost; nothing in the text itself tells.
  const lost = whole.replace('Nguyễn', 'Nguyễ')
  const paste = async (text: string) =>
    (await mai(api.submitScan, { body: { text, source: 'paste' } })).recognised.warnings
  const { last } = await mai(api.readScans, { query: { after: 9e15 } })
  expect(await paste(whole)).not.toContain('differs-from-last-scan')
  expect(await paste(whole)).not.toContain('differs-from-last-scan')
  readers.scan(lost)
  const [scan] = (await mai(api.readScans, { query: { after: last } })).scans.slice(-1)
  expect(scan?.recognised).toMatchObject({ fullName: 'Nguyễ Thị Khuỷu', accepted: true })
  expect(scan?.recognised.warnings).toContain('differs-from-last-scan')
  // Another card of the same person may well say something else.
  expect(await paste(whole.replace('21052021', '21052024'))).not.toContain('differs-from-last-scan')
  await mai(api.signOut, {})
  const hung = await ward.as('clerk')
  const later = await hung(api.submitScan, { body: { text: whole, source: 'paste' } })
  expect(later.recognised.warnings).not.toContain('differs-from-last-scan')
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import type { Route } from '../../../contract/route.ts'
import { testCodes } from '../../../domain/identity/test-codes.ts'
import { refusalOf } from '../../testing/person.ts'
import { testPorts } from '../../testing/ports.ts'
import { staffedOffice, type StaffedOffice } from '../../testing/staffed-office.ts'
import { madeReaders } from './testing/made-readers.ts'

const card = '001202000456||Nguyễn Văn Bình|24022002|Nam|Thôn Mẫu, Ví Dụ, Huyện Thử, Hà Nội|31052021'
const readers = madeReaders()
let ward: StaffedOffice
let administrator: Call
let clerk: Call
beforeAll(async () => {
  ward = await staffedOffice(testPorts(), { readers: readers.sources })
  administrator = await ward.as('administrator')
  clerk = await ward.as('clerk')
  await clerk(api.lookForReaders, {})
})
afterAll(() => ward.close())

describe('what the administrator sees', () => {
  test('is every byte of the latest scans, and nobody’s name or number', async () => {
    readers.scan(card)
    const { captures } = await administrator(api.readReaderMonitor, {})
    expect(captures[0]).toMatchObject({ label: 'Voyager', kind: 'cccd', rule: 'card-7-fields', damage: null })
    const [first = '', second] = captures[0]?.pieces ?? []
    expect(first.startsWith('02 38 5d 51 31 30 30 30')).toBe(true)
    expect(second).toBeDefined()
    const shown = Buffer.from(
      captures
        .flatMap(({ pieces }) => pieces)
        .join('')
        .replaceAll(' ', ''),
      'hex',
    ).toString('latin1')
    expect(shown).not.toMatch(/Nguy|2002|1202/)
  })

  test('is what nothing recognised, from whichever reader, until it is deleted', async () => {
    await administrator(api.deleteUnknownScans, {})
    readers.scan('https://example.invalid/vneid')
    await clerk(api.submitScan, { body: { text: 'Thẻ lạ 123', source: 'paste' } })
    readers.scan(testCodes.ascii)
    const { scans } = await administrator(api.listUnknownScans, {})
    expect(scans).toMatchObject([
      { source: 'paste', text: 'Thẻ lạ 123', masked: '58 78 e0 b0 b0 20 78 e0 b0 a0 20 30 30 30' },
      { source: 'hid', text: 'https://example.invalid/vneid' },
    ])
    await administrator(api.deleteUnknownScan, { params: { id: scans[0]?.id ?? 0 } })
    expect((await administrator(api.listUnknownScans, {})).scans).toHaveLength(1)
    const again = administrator(api.deleteUnknownScan, { params: { id: scans[0]?.id ?? 0 } })
    expect((await refusalOf(again)).code).toBe('not-found')
  })

  test('is not for everybody', async () => {
    const routes: [Route, object][] = [
      [api.readReaderMonitor, {}],
      [api.listUnknownScans, {}],
      [api.deleteUnknownScans, {}],
      [api.deleteUnknownScan, { params: { id: 1 } }],
    ]
    for (const [route, input] of routes) {
      // The input of each route as its schema takes it.
      const refused = clerk(route, input as never)
      expect((await refusalOf(refused)).code).toBe('not-your-role')
    }
  })
})

test('an address is answered with the ward of today and the day of the data', async () => {
  const body = { text: 'Tổ 1, Đức Giang, Long Biên, Hà Nội' }
  expect(await clerk(api.suggestAddress, { body })).toEqual({
    province: { code: '01', name: 'Thành phố Hà Nội' },
    ward: { code: '00127', name: 'Phường Việt Hưng' },
    alternatives: [],
    written: 'old',
    isDoubtful: false,
    asOf: '2025-07-15',
  })
})

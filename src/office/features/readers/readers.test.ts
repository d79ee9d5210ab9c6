import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { testCodes } from '../../../domain/identity/test-codes.ts'
import { decodeQR } from 'qr/decode.js'
import { refusalOf } from '../../testing/person.ts'
import { testPorts } from '../../testing/ports.ts'
import { staffedOffice, type StaffedOffice } from '../../testing/staffed-office.ts'
import { board, madeReaders } from './testing/made-readers.ts'

const card = '001202000456||Nguyễn Văn Bình|24022002|Nam|Thôn Mẫu, Ví Dụ, Huyện Thử, Hà Nội|31052021'
const readers = madeReaders()
let ward: StaffedOffice
let administrator: Call
let clerk: Call
const topics: string[] = []
beforeAll(async () => {
  ward = await staffedOffice(testPorts(), { readers: readers.sources })
  administrator = await ward.as('administrator')
  clerk = await ward.as('clerk')
  ward.office().onChanges((changed) => topics.push(...changed))
})
afterAll(() => ward.close())
beforeEach(async () => {
  await clerk(api.lookForReaders, {})
  topics.length = 0
})

const keyOf = async (label: string) => {
  const { readers: all } = await clerk(api.listReaders, {})
  return all.find((reader) => reader.label === label)?.key ?? ''
}
const lastSeq = async () => (await clerk(api.readScans, { query: { after: 9e15 } })).last

describe('the readers of a PC', () => {
  test('are listed with what is wrong and what to do about it', async () => {
    expect(await clerk(api.listReaders, {})).toMatchObject({
      readers: [
        { label: 'Voyager', key: 'hid:0c2e:0b61:S1', maker: 'Honeywell', state: 'open', trouble: null },
        { label: 'Locked', state: 'refused', trouble: 'no-permission' },
        { label: 'Board ttyACM3', state: 'not-chosen', maker: null },
      ],
      keyboard: null,
      troubles: [{ source: 'broken', code: 'library-missing', detail: 'no build for this system' }],
    })
  })

  test('a device that may be anything is listened to once the administrator says so, also after a restart', async () => {
    const params = { key: await keyOf('Board ttyACM3') }
    expect((await refusalOf(clerk(api.chooseReader, { params, body: { used: true } }))).code).toBe(
      'not-your-role',
    )
    expect(readers.isOpen(board)).toBe(false)
    await administrator(api.chooseReader, { params, body: { used: true } })
    expect(readers.isOpen(board)).toBe(true)
    await ward.restart()
    administrator = await ward.as('administrator')
    clerk = await ward.as('clerk')
    ward.office().onChanges((changed) => topics.push(...changed))
    await clerk(api.lookForReaders, {})
    expect(readers.isOpen(board)).toBe(true)
    await administrator(api.chooseReader, { params, body: { used: false } })
    expect(readers.isOpen(board)).toBe(false)
    const nowhere = administrator(api.chooseReader, { params: { key: 'hid:0:0' }, body: { used: true } })
    expect((await refusalOf(nowhere)).code).toBe('not-found')
  })
})

describe('the set-up of a reader', () => {
  test('shows codes that can be scanned', async () => {
    const { codes } = await clerk(api.listTestCodes, {})
    expect(codes.map(({ id }) => id)).toEqual(['suffix', 'ascii', 'vietnamese', 'long'])
    for (const { text, rows } of codes) {
      const scale = 4
      const size = (rows.length + 8) * scale
      const data = new Uint8Array(size * size * 4).fill(255)
      for (let y = 0; y < rows.length * scale; y++) {
        for (let x = 0; x < rows.length * scale; x++) {
          if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] !== '1') continue
          data.fill(
            0,
            ((y + 4 * scale) * size + x + 4 * scale) * 4,
            ((y + 4 * scale) * size + x + 4 * scale) * 4 + 3,
          )
        }
      }
      expect(decodeQR({ width: size, height: size, data })).toBe(text)
    }
  })

  test('takes the test codes, tells what the reader does, and keeps it for that reader', async () => {
    const before = await lastSeq()
    const key = await keyOf('Voyager')
    expect(await clerk(api.startReaderCheck, { body: { reader: key } })).toMatchObject({
      reader: key,
      awaiting: 'suffix',
      report: { verdict: 'unfinished', mode: null },
    })
    readers.scan(testCodes.suffix)
    readers.scan(testCodes.vietnamese)
    expect(await clerk(api.readReaderCheck, {})).toMatchObject({ awaiting: 'ascii', latest: 'vietnamese' })
    readers.scan(testCodes.ascii)
    readers.scan(testCodes.long)
    const { awaiting, report } = await clerk(api.readReaderCheck, {})
    expect([awaiting, report.verdict, report.findings, report.symbology]).toEqual([null, 'good', [], ']Q1'])
    expect(topics).toContain('readers')
    // Nothing of this reached the pages, and nothing is kept as an unknown card.
    expect(await clerk(api.readScans, { query: { after: before } })).toMatchObject({ scans: [] })
    const ended = await clerk(api.endReaderCheck, { body: { save: true } })
    expect(ended.readers[0]).toMatchObject({ label: 'Voyager', checked: { verdict: 'good', findings: [] } })
    expect((await refusalOf(clerk(api.readReaderCheck, {}))).code).toBe('not-found')
  })

  test('keeps no citizen waiting: a card scanned meanwhile goes to its page', async () => {
    await clerk(api.startReaderCheck, { body: { reader: null } })
    const before = await lastSeq()
    readers.scan(card)
    const { scans } = await clerk(api.readScans, { query: { after: before } })
    expect(scans).toMatchObject([{ recognised: { kind: 'cccd', idNumber: '001202000456' } }])
    expect(await clerk(api.readReaderCheck, {})).toMatchObject({ report: { mode: null } })
    await clerk(api.endReaderCheck, { body: { save: false } })
  })

  test('knows the code on the screen even when it arrives beyond recognition', async () => {
    await clerk(api.startReaderCheck, { body: { reader: null } })
    await clerk(api.showTestCode, { body: { code: 'vietnamese' } })
    readers.scan(testCodes.vietnamese.replace(/[^ -~]/gu, '?'))
    const { report, setUpCodes } = await clerk(api.readReaderCheck, {})
    expect(report.codes).toContainEqual({
      id: 'vietnamese',
      outcome: 'letters-as-question-marks',
      arrived: expect.stringContaining('TEST|??ng Th? ?|'),
    })
    expect(report).toMatchObject({ verdict: 'letters-lost', advice: ['set-utf8'] })
    expect(setUpCodes).toEqual([])
    await clerk(api.endReaderCheck, { body: { save: false } })
  })

  test('of one in keyboard mode teaches the window its speed and key, and names the makers’ codes', async () => {
    await clerk(api.startReaderCheck, { body: { reader: 'keyboard' } })
    const typed = {
      keys: 22,
      medianGap: 16,
      longestGap: 45,
      suffix: 'enter',
      prefix: 'F9',
      firstKey: 'KeyT',
      altCodes: false,
      injected: 0,
    } as const
    for (const id of ['suffix', 'ascii', 'vietnamese', 'long'] as const) {
      const text = testCodes[id].replace(/[^ -~]/gu, '')
      await clerk(api.submitScan, { body: { text, source: 'keyboard', typed } })
    }
    const { report, setUpCodes } = await clerk(api.readReaderCheck, {})
    expect(report).toMatchObject({ mode: 'keyboard', verdict: 'letters-lost', speed: { longestGap: 45 } })
    expect(setUpCodes).toContainEqual({
      maker: 'Honeywell',
      advice: 'switch-to-hid-pos',
      name: 'USB HID POS',
      code: 'PAP131',
    })
    expect(await clerk(api.readWedgeSettings, {})).toMatchObject({ prefix: null, longestGap: 60 })
    const { keyboard } = await clerk(api.endReaderCheck, { body: { save: true } })
    expect(keyboard).toMatchObject({ verdict: 'letters-lost' })
    expect(await clerk(api.readWedgeSettings, {})).toMatchObject({
      prefix: 'F9',
      longestGap: 90,
      medianGap: 24,
    })
  })

  test('is forgotten when nobody goes on with it, so that it does not eat scans', async () => {
    await clerk(api.startReaderCheck, { body: { reader: null } })
    ward.ports.clock.advance(11 * 60_000)
    const before = await lastSeq()
    readers.scan('https://example.invalid/one')
    expect(await clerk(api.readScans, { query: { after: before } })).toMatchObject({
      scans: [{ text: expect.stringContaining('one') }],
    })
    expect((await refusalOf(clerk(api.readReaderCheck, {}))).code).toBe('not-found')
  })
})

describe('a reader in keyboard mode', () => {
  test('can be set by hand by the administrator, within bounds', async () => {
    const body = { prefix: 'F8', longestGap: 100, medianGap: 20, fewestKeys: 8, silence: 200 }
    expect((await refusalOf(clerk(api.saveWedgeSettings, { body }))).code).toBe('not-your-role')
    expect(await administrator(api.saveWedgeSettings, { body })).toEqual(body)
    expect(await clerk(api.readWedgeSettings, {})).toEqual(body)
    const wrong = administrator(api.saveWedgeSettings, { body: { ...body, longestGap: 500 } })
    expect((await refusalOf(wrong)).code).toBe('invalid-input')
  })
  test('under an input method gives the number and leaves name and address to the clerk', async () => {
    const typed = {
      keys: 90,
      medianGap: 4,
      longestGap: 9,
      suffix: 'enter',
      prefix: null,
      firstKey: 'Digit0',
      altCodes: false,
      injected: 7,
    } as const
    const scan = await clerk(api.submitScan, { body: { text: card, source: 'keyboard', typed } })
    expect(scan.recognised).toMatchObject({
      accepted: true,
      idNumber: '001202000456',
      damage: 'input-method',
    })
    expect(scan.recognised.fullName).toBeUndefined()
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeQR } from 'qr/decode.js'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { testCodeIds, testCodes as codeTexts } from '../../../domain/identity/test-codes.ts'
import { compose } from '../../sheets/compose.ts'
import { renderSheet } from '../../sheets/render.ts'
import { testCodes as sheetOfCodes } from '../../sheets/test-codes/index.ts'
import { type Picture, readBack } from '../../sheets/testing/read-back.ts'
import { refusalOf } from '../../testing/person.ts'
import { testPorts } from '../../testing/ports.ts'
import { staffedOffice, type StaffedOffice } from '../../testing/staffed-office.ts'
import { testSymbols } from './test-symbols.ts'

const ports = testPorts()
let ward: StaffedOffice
let clerk: Call
beforeAll(async () => {
  ward = await staffedOffice(ports)
  clerk = await ward.as('clerk')
})
afterAll(() => ward.close())

const sheet = async () => new Uint8Array(await (await clerk(api.readTestSheet, {})).arrayBuffer())

test('all test codes can be read from the printed sheet, two on each page of A4', async () => {
  readBack(await sheet(), (back) => {
    expect(back.pages).toBe(2)
    expect(back.info).toMatch(/A4/)
    const read = [...back.symbols(1), ...back.symbols(2)]
    expect(new Set(read)).toEqual(new Set(testCodeIds.map((id) => codeTexts[id])))
    for (const name of ['mã ngắn', 'đủ các phím', 'chữ tiếng Việt', 'mã dài'])
      expect(back.text).toContain(name)
  })
})

test('the first code stands a second time as small as on a card, and can be read all the same', async () => {
  const data = { training: false, printedOn: '2026-11-21', codes: testSymbols() }
  const [first] = compose(sheetOfCodes.layout(sheetOfCodes.schema.parse(data))).pages
  const small = first?.marks.filter((mark) => mark.kind === 'symbol').toSorted((a, b) => a.box - b.box)[0]
  if (!small) throw new Error('there are symbols on the page')
  // Three dots of 1/300 inch: 0.254 mm.
  expect(small.module).toBeCloseTo((3 * 72) / 300)
  const pdf = await sheet()
  readBack(pdf, (back) => {
    expect(decodeQR(cut(back.picture(1, 600), small))).toBe(codeTexts.suffix)
  })
})

test('in a training office it bears the mark, and the codes can be read all the same', async () => {
  const data = { training: true, printedOn: '2026-11-21', codes: testSymbols() }
  readBack(await renderSheet(sheetOfCodes, data), (back) => {
    expect(back.pages).toBe(2)
    expect(back.allText.replace(/\s+/g, '').split('TẬPHUẤN')).toHaveLength(3)
    expect(new Set([...back.symbols(1), ...back.symbols(2)]).size).toBe(testCodeIds.length)
  })
})

test('goes to the printer without a name in the queue; no printer is said so', async () => {
  const before = ports.printed.length
  expect((await clerk(api.printTestSheet, { body: { printer: null } })).where).not.toBe('')
  expect(ports.printed.slice(before)).toMatchObject([{ title: 'test-codes', copies: 1, printer: 'folder' }])
  ports.printerOutcome = 'no-printer'
  expect((await refusalOf(clerk(api.printTestSheet, { body: { printer: 'x' } }))).code).toBe('no-printer')
  ports.printerOutcome = 'failed'
  expect((await refusalOf(clerk(api.printTestSheet, { body: { printer: null } }))).code).toBe('print-failed')
  ports.printerOutcome = 'spooled'
})

/** A piece of a page at 600 dpi, as the decoder of pictures takes it. */
function cut({ width, grey }: Picture, { x, y, box }: { x: number; y: number; box: number }) {
  const [left, top, side] = [x, y, box].map((points) => Math.round((points * 600) / 72)) as [
    number,
    number,
    number,
  ]
  const data = new Uint8Array(side * side * 3)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      data.fill(
        grey[(top + row) * width + left + column] ?? 255,
        3 * (row * side + column),
        3 * (row * side + column) + 3,
      )
  return { width: side, height: side, data }
}

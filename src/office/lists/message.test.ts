import { expect, test } from 'vitest'
import { goodRow, heading, judged } from './testing/judged.ts'
import { message, type MessagePart } from './testing/message.ts'
import { workbook } from './testing/workbook.ts'

const text: MessagePart = { name: null, type: 'text/plain', bytes: 'Kính gửi phường, công ty gửi danh sách.' }
const html: MessagePart = {
  name: null,
  type: 'text/html',
  bytes: '<img src="http://example.invalid/x.png"><script>1</script>',
}
const csv = (name: string): MessagePart => ({ name, type: 'text/csv', bytes: `${heading}\n${goodRow}\n` })
const pdf: MessagePart = { name: 'phương án.pdf', type: 'application/pdf', bytes: '%PDF-1.7' }

test('the list attached to a message is read, the plan beside it is named and stays shut', async () => {
  const rows = [heading.split(','), goodRow.split(',')]
  const xlsx = { name: 'danh sách.xlsx', type: 'application/octet-stream', bytes: workbook({ rows }) }
  const list = await judged(message([text, html, pdf, xlsx]), { name: 'thu.eml' })
  expect(list.counts.good).toBe(1)
  expect(list.source).toEqual({ attachment: 'danh sách.xlsx', sheet: 'Danh sách' })
  expect(list.notices).toEqual([
    { code: 'other-attachments', data: { attachment: 'danh sách.xlsx', others: 'phương án.pdf' } },
  ])
})

test('of several lists the first is read, every one is told with its rows, and the clerk chooses another', async () => {
  const rows = [heading.split(','), goodRow.split(','), goodRow.replace('123', '124').split(',')]
  const notes = [['Ghi chú cho phường']]
  const before = [
    { name: 'Ghi chú', rows: notes },
    { name: 'Ca sáng', rows },
  ]
  const xlsx = { name: 'xưởng 2.xlsx', type: 'application/octet-stream', bytes: workbook({ rows, before }) }
  const broken = { ...csv('xưởng 3.xlsx'), bytes: 'PK\u0003\u0004' }
  const bytes = message([text, csv('xưởng 1.csv'), pdf, broken, xlsx, csv('xưởng 1.csv')])
  const list = await judged(bytes)
  expect(list.source).toEqual({ attachment: 'xưởng 1.csv', sheet: null })
  expect(list.parts).toEqual([
    { attachment: 'xưởng 1.csv', sheet: null, rows: 1 },
    { attachment: 'xưởng 2.xlsx', sheet: 'Ca sáng', rows: 2 },
    { attachment: 'xưởng 2.xlsx', sheet: 'Danh sách', rows: 2 },
    { attachment: 'xưởng 1 (2).csv', sheet: null, rows: 1 },
  ])
  for (const [at, { attachment, sheet }] of list.parts.entries()) {
    const chosen = await judged(bytes, { part: { at } })
    expect(chosen.source).toEqual({ attachment, sheet })
    expect(chosen.parts).toEqual(list.parts)
  }
  const named = await judged(bytes, { part: { attachment: 'xưởng 2.xlsx', sheet: 'Danh sách' } })
  expect(named.source).toEqual({ attachment: 'xưởng 2.xlsx', sheet: 'Danh sách' })
  const first = await judged(bytes, { part: { attachment: 'xưởng 2.xlsx' } })
  expect(first.source.sheet).toBe('Ca sáng')
})

test('a list asked for that cannot be opened, or is not there, is refused by its own sentence', async () => {
  const broken = { ...csv('xưởng 3.xlsx'), bytes: 'PK\u0003\u0004' }
  const bytes = message([csv('xưởng 1.csv'), broken])
  const asked = (attachment: string) => judged(bytes, { part: { attachment } })
  await expect(asked('xưởng 3.xlsx')).rejects.toMatchObject({ code: 'list-damaged' })
  await expect(asked('xưởng 4.xlsx')).rejects.toMatchObject({ code: 'list-no-attachment' })
  await expect(judged(bytes, { part: { at: 1 } })).rejects.toMatchObject({ code: 'list-damaged' })
  await expect(judged(message([csv('a.csv')]), { part: { at: 1 } })).rejects.toMatchObject({
    code: 'list-empty',
  })
})

test.each([
  [
    'ten thousand attachments',
    'list-too-many-attachments',
    message(Array.from({ length: 10_000 }, (_, i) => csv(`${i}.csv`))),
  ],
  ['a message without a list', 'list-no-attachment', message([text, pdf])],
  [
    'an attached list with a password',
    'list-encrypted',
    message([
      {
        ...csv('ds.xlsx'),
        bytes: Buffer.concat([
          Buffer.from('d0cf11e0a1b11ae1', 'hex'),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      },
    ]),
  ],
  [
    'an attached list of old Excel',
    'list-old-excel',
    message([{ ...csv('ds.xls'), bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') }]),
  ],
  ['a message within a message within …', 'list-damaged', nested(60)],
])('%s is refused with a sentence: %s', async (_, code, bytes) => {
  await expect(judged(bytes, { name: 'thu.eml' })).rejects.toMatchObject({ name: 'Refusal', code })
})

function nested(depth: number): Uint8Array {
  const open = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  )
  return Buffer.from(`From: a@b.example\nMIME-Version: 1.0\n${open.join('')}`)
}

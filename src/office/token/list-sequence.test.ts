import { expect, test } from 'vitest'
import { listCodes, type ListPieces, readListPiece, wholeList, withPiece } from './list-sequence.ts'

const list = Uint8Array.from({ length: 5_001 }, (_, at) => (at * 131) % 251)
const readAll = (codes: readonly string[]) =>
  codes.reduce<ListPieces | null>((before, code) => {
    const piece = readListPiece(code)
    if (!piece) throw new Error(`not a piece: ${code.slice(0, 12)}`)
    return withPiece(before, piece)
  }, null)

test('a list shown as codes is whole again, read in any order, some of them twice, with a reader’s line ends', () => {
  const codes = listCodes(list) ?? []
  expect(codes).toHaveLength(10)
  const mixed = [...codes.toReversed(), codes[3] ?? ''].map((code) => `${code}\r\n`)
  const read = readAll(mixed)
  expect(read && wholeList(read)).toEqual(list)
})

test('every code fits one segment of capitals and is short enough for a cheap reader', () => {
  for (const code of listCodes(list) ?? []) {
    expect(code).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
    expect(code.length).toBeLessThan(820)
  }
})

test('while one is missing there is no list', () => {
  const read = readAll((listCodes(list) ?? []).slice(1))
  expect(read && wholeList(read)).toBeNull()
})

test('the first code of a sequence of another length begins anew', () => {
  const other = readAll([...(listCodes(list) ?? []).slice(0, 4), ...(listCodes(list.subarray(0, 900)) ?? [])])
  expect(other && wholeList(other)).toEqual(list.subarray(0, 900))
})

test.each([
  'VP1:ABC',
  'VPT:0/3:00',
  'VPT:4/3:00',
  'VPT:1/999:00',
  'VPT:1/3:',
  'VPT:1/3:abc',
  'VPT:1/3:GGW',
  'VPT:01/3:00',
  ' VPT:1/3:00',
  `VPT:1/3:${'00'.repeat(2_000)}`,
])('%s is no piece of a list', (text) => {
  expect(readListPiece(text)).toBeNull()
})

test('a list too long to be shown is not shown', () => {
  expect(listCodes(new Uint8Array(200 * 530 + 1))).toBeNull()
  expect(listCodes(new Uint8Array())).toBeNull()
})

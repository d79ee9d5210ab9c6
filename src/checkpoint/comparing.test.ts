import { describe, expect, test } from 'vitest'
import { isSameLast4, isSameName, scannedCard } from './comparing.ts'

describe('the code of an ID card', () => {
  test('gives the last four digits and the name, with or without an old number', () => {
    const rest = '15031985|Nữ|12 Đường Mẫu, Phường Ví Dụ|21052021'
    expect(scannedCard(`079185000123|012345678|Trần Thị Thu Hà|${rest}`)).toEqual({
      last4: '0123',
      name: 'Trần Thị Thu Hà',
    })
    expect(scannedCard(`079185000123||Trần Thị Thu Hà|${rest}||||`)).toEqual({
      last4: '0123',
      name: 'Trần Thị Thu Hà',
    })
    expect(scannedCard('079185000123\r')).toEqual({ last4: '0123', name: null })
  })

  test('is never taken from a permit, a link or another number', () => {
    for (const text of [
      'VP1:RRQ+D9 60CO',
      `71002601${'0'.repeat(200)}`,
      'https://a.example',
      '012345678',
      '',
    ])
      expect(scannedCard(text)).toBeNull()
  })
})

test('digits are compared exactly, letters of passports whatever their case', () => {
  expect(isSameLast4('0456', '0456')).toBe(true)
  expect(isSameLast4(' b123 ', 'B123')).toBe(true)
  expect(isSameLast4('0457', '0456')).toBe(false)
  expect(isSameLast4('456', '0456')).toBe(false)
})

test('names are compared without marks and case; a name that was cut on the paper by its beginning', () => {
  expect(isSameName('NGUYEN THI ANH', 'Nguyễn Thị Ánh')).toBe(true)
  expect(isSameName('Nguyễn Thị Ánh', 'Nguyễn Thị Ánh Nguyệt')).toBe(false)
  const long = 'Nguyễn Thị Ánh Nguyệt Công Tằng Tôn Nữ Hoàng Mai Phương Thảo Lê'
  expect(isSameName(`${long} An`, `${long.slice(0, 63)}…`)).toBe(true)
  expect(isSameName('Lê Văn An', `${long.slice(0, 63)}…`)).toBe(false)
})

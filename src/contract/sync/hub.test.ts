import { expect, test } from 'vitest'
import { readHubAddress, readHubText, showHubCode, usualHubPort, writeHubText } from './hub.ts'

const hub = { host: '192.168.1.10', port: 8650, key: 'ab'.repeat(32), code: '23456789ABCDEFGHJKMN' }

test('the QR of a hub is read back, also by a reader that types small letters', () => {
  expect(readHubText(writeHubText(hub))).toEqual(hub)
  expect(readHubText(` ${writeHubText(hub).toLowerCase()}\n`)).toEqual(hub)
  // Denser than letters and digits a symbol would not stay small.
  expect(writeHubText(hub)).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
})

test.each(['', '001190004821|...', writeHubText(hub).slice(0, -1), writeHubText(hub).replace(':1 ', ':2 ')])(
  'what is no QR of a hub is none: %s',
  (text) => expect(readHubText(text)).toBeNull(),
)

test('a code is shown in groups of five', () => {
  expect(showHubCode(hub.code)).toBe('23456-789AB-CDEFG-HJKMN')
})

test('an address is read as people type it', () => {
  expect(readHubAddress(' 192.168.1.10 ')).toEqual({ host: '192.168.1.10', port: usualHubPort })
  expect(readHubAddress('http://192.168.1.10:9000/')).toEqual({ host: '192.168.1.10', port: 9000 })
  for (const wrong of ['192.168.1', '192.168.1.300', '192.168.1.10:0', '192.168.1.10:70000', 'máy một'])
    expect(readHubAddress(wrong)).toBeNull()
})

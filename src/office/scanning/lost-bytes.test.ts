import { describe, expect, test } from 'vitest'
import { recogniseScan } from '../../domain/identity/recognise.ts'
import { isPersonRead } from '../../domain/identity/recognised.ts'
import { windows1252Character } from '../../domain/text/repair.ts'
import { scanText } from './scan-text.ts'

const name = 'Trần Thị Thu Hà'
const card = `079185000123|012345678|${name}|15031985|Nữ|12/5 Lê Lợi, Phường Ví Dụ, TP. Hồ Chí Minh|21052021`
const bytes = new TextEncoder().encode(card)
const read = (sent: Uint8Array) => {
  const recognised = recogniseScan(scanText(sent))
  if (!isPersonRead(recognised)) throw new Error(`read as ${recognised.kind}`)
  return recognised
}
const letters = Array.from(bytes.keys()).filter((i) => (bytes[i] ?? 0) >= 0x80)

describe('a card of which bytes were lost or changed on the way', () => {
  test('cut at any byte is never accepted', () => {
    for (let length = 14; length < bytes.length; length++) {
      expect(read(bytes.subarray(0, length))).toMatchObject({ accepted: false, damage: 'truncated' })
    }
  })

  test('with any byte of a letter gone is reported, whole or as its mojibake', () => {
    expect(letters.length).toBeGreaterThan(20)
    for (const lost of letters) {
      const sent = Uint8Array.from([...bytes.subarray(0, lost), ...bytes.subarray(lost + 1)])
      expect(read(sent)).toMatchObject({ accepted: false })
      expect(read(sent).damage).not.toBeNull()
      const mojibake = recogniseScan(Array.from(sent, windows1252Character).join(''))
      expect(mojibake.damage).not.toBeNull()
      expect(mojibake).not.toHaveProperty('fullName')
    }
  })

  test('with any byte of a letter turned into ASCII is reported', () => {
    for (const changed of letters) {
      const sent = bytes.with(changed, 0x41)
      expect(read(sent)).toMatchObject({ accepted: false })
      expect(read(sent).damage).not.toBeNull()
    }
  })

  test('read through another code page is put right exactly, and said so', () => {
    const mojibake = Array.from(bytes, windows1252Character).join('')
    expect(recogniseScan(mojibake)).toMatchObject({
      fullName: name,
      repaired: true,
      damage: null,
      accepted: true,
    })
  })
})

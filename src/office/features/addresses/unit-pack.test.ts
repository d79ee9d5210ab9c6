import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resourceFolder } from '../../resources.ts'
import { shippedUnits, unitPackSchema } from './unit-pack.ts'

const path = join(resourceFolder('administrative-units'), 'units.json')
const pack = unitPackSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
const { suggest } = shippedUnits()
const wardOf = (address: string) => suggest(address).ward

describe('the data of administrative units', () => {
  const wards = pack.provinces.flatMap(([, , rows]) => rows.map((row) => row.split('|')))
  const old = pack.old.flatMap(([, districts]) =>
    districts.flatMap(([, rows]) => rows.map((row) => row.split('|'))),
  )

  test('hold 34 provinces, 3,321 wards with codes of 5 digits, and where each old ward went', () => {
    expect([pack.provinces.length, wards.length, old.length]).toEqual([34, 3321, 10_034])
    const codes = new Set(wards.map(([code]) => code))
    expect(codes.size).toBe(3321)
    expect(wards.every(([code]) => /^\d{5}$/.test(code ?? ''))).toBe(true)
    expect(old.filter(([code, , to]) => !code || !codes.has(to))).toEqual([])
  })
  test('are NFC throughout and small', () => {
    const text = readFileSync(path, 'utf8')
    expect(text.normalize('NFC')).toBe(text)
    expect(statSync(path).size).toBeLessThan(1_000_000)
  })
  test('know Đồng Nai as the city it became on 30/04/2026', () => {
    expect(suggest('Xã Đại Phước, Đồng Nai').province).toEqual({ code: '75', name: 'Thành phố Đồng Nai' })
  })
})

describe('the ward of today', () => {
  test('of Đức Giang, Long Biên is Việt Hưng, however the address is written', () => {
    for (const address of [
      'Số 5 ngõ 10, Phường Đức Giang, Quận Long Biên, Thành phố Hà Nội',
      '5/10, Đức Giang, Long Biên, Hà Nội',
      'Tổ 3, P. Đức Giang, Q. Long Biên, TP. Hà Nội, Việt Nam',
      'P.Đức Giang - Q.Long Biên - Hà Nội',
      'Phuong Duc Giang, Quan Long Bien, Thanh pho Ha Noi',
      'Phường Đức Giang, Quận Long Biên, Thành phố Hà Nội'.normalize('NFD'),
      'PHƯỜNG ĐỨC GIANG, QUẬN LONG BIÊN, THÀNH PHỐ HÀ NỘI',
    ]) {
      expect([address, wardOf(address)]).toEqual([address, { code: '00127', name: 'Phường Việt Hưng' }])
      expect(suggest(address)).toMatchObject({ written: 'old', province: { name: 'Thành phố Hà Nội' } })
    }
  })
  test('of a place in Tiền Giang lies in Đồng Tháp', () => {
    expect(suggest('Phường 1, Thành phố Mỹ Tho, Tỉnh Tiền Giang')).toMatchObject({
      province: { code: '82', name: 'Tỉnh Đồng Tháp' },
      ward: { name: 'Phường Mỹ Tho' },
      written: 'old',
    })
    expect(suggest('Tiền Giang')).toMatchObject({ province: { name: 'Tỉnh Đồng Tháp' }, ward: null })
  })
  test('of an address of today is itself', () => {
    expect(suggest('12 Lê Lợi, Phường Việt Hưng, Hà Nội')).toMatchObject({
      ward: { code: '00127' },
      written: 'current',
      isDoubtful: false,
    })
    // Long Biên is a ward of today and was a district: the word decides.
    expect(wardOf('Đức Giang, Phường Long Biên, Hà Nội')).toEqual({ code: '00145', name: 'Phường Long Biên' })
  })
  test('does not depend on the placement of the tone mark, on zeros, or on a hyphen', () => {
    expect(wardOf('Phường Yên Hoà, Hà Nội')?.name).toBe('Phường Yên Hòa')
    const first = wardOf('Phường 01, Quận 3, TP.HCM')
    expect(first).not.toBeNull()
    expect(wardOf('P1, Q3, Thành phố Hồ Chí Minh')).toEqual(first)
    expect(suggest('Bà Rịa – Vũng Tàu').province?.name).toBe('Thành phố Hồ Chí Minh')
    expect(suggest('Bà Rịa-Vũng Tàu').province?.name).toBe('Thành phố Hồ Chí Minh')
    expect(suggest('Thừa Thiên Huế').province?.name).toBe('Thành phố Huế')
  })
  test('is not guessed: where several may be meant they are all offered', () => {
    // The district is unknown to the data (abolished before 2025), the ward is not.
    const unsure = suggest('An Khánh, Quận 2, Thành phố Hồ Chí Minh')
    expect(unsure.ward).toBeNull()
    expect(unsure.alternatives.map(({ name }) => name)).toContain('Phường An Khánh')
  })
  test('may have changed its kind in Đồng Nai, which is said', () => {
    const [, , rows = []] = pack.provinces.find(([code]) => code === '75') ?? []
    const commune = rows.map((row) => row.split('|')[1] ?? '').find((name) => name.startsWith('Xã '))
    expect(suggest(`${commune}, Đồng Nai`).isDoubtful).toBe(true)
  })
  test('of an unknown place is nothing', () => {
    const nothing = { province: null, ward: null, alternatives: [], written: null, isDoubtful: false }
    for (const address of [
      '',
      'Atlantis',
      'Số 1, Phường Ví Dụ, Thành phố Mẫu',
      ', , ,',
      'Bangkok, Thailand',
    ]) {
      expect(suggest(address)).toEqual(nothing)
    }
    expect(suggest('Phường Ví Dụ, Quận Mẫu, Hà Nội')).toMatchObject({ ward: null, province: { code: '01' } })
  })
  test('is found for every old ward, and without the words for the kind of unit never wrong', () => {
    const kind = /^(?:Phường|Xã|Thị trấn|Thị xã|Quận|Huyện|Thành phố|Tỉnh) /
    const missed: unknown[] = []
    for (const [province, districts] of pack.old) {
      for (const [district, rows] of districts) {
        for (const row of rows) {
          const [, name = '', code] = row.split('|')
          const parts = [name, district, province]
          expect(wardOf(`Số 1, ${parts.join(', ')}`)?.code).toBe(code)
          const bare = wardOf(`Số 1, ${parts.map((part) => part.replace(kind, '')).join(', ')}`)
          if (bare === null) missed.push(row)
          else expect(bare.code).toBe(code)
        }
      }
    }
    // A xã and a thị trấn of one name in one district, which went different ways: the clerk chooses.
    expect(missed.length).toBeLessThan(20)
  })
  test('is asked of anything without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => void suggest(text)),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(',', 'Hà Nội', 'P.', ' - ', 'Quận 1', '\u0000', 'Xã')),
        (parts) => void suggest(parts.join('')),
      ),
    )
  })
})

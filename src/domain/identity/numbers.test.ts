import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CivilDate, civilDate } from '../calendar.ts'
import { cardExpiry } from './card-expiry.ts'
import { checkCharacter, deviceLetters, makeDossierNumber, readDossierNumber } from './dossier-number.ts'
import { legacyProvinceCount, personalNumberParts, personalNumberWarnings } from './personal-number.ts'
import { recogniseScan } from './recognise.ts'

const day = (text: string) => civilDate(text) as CivilDate

describe('personal numbers', () => {
  test('say the place, the century, the sex and the year', () => {
    expect(personalNumberParts('079185000123')).toEqual({
      placeCode: '079',
      place: 'province',
      sex: 'female',
      birthYear: 1985,
    })
    expect(personalNumberParts('001202000456')).toMatchObject({ sex: 'male', birthYear: 2002 })
    expect(personalNumberParts('101300000001')).toMatchObject({
      place: 'country',
      sex: 'female',
      birthYear: 2000,
    })
    expect(personalNumberParts('003085000001')?.place).toBe('unknown')
    expect(personalNumberParts('07918500012')).toBeNull()
    expect(personalNumberParts('٠٧٩١٨٥٠٠٠١٢٣')).toBeNull()
    expect(legacyProvinceCount).toBe(63)
  })

  test('are only compared with what the paper says', () => {
    expect(personalNumberWarnings('079185000123', {})).toEqual([])
    expect(personalNumberWarnings('079185000123', { birthDate: { year: 1885 }, sex: 'male' })).toEqual([
      'sex-mismatch',
      'century-mismatch',
    ])
  })
})

describe('the end of a card', () => {
  test.each([
    ['1985-03-15', '2021-05-21', '2025-03-15'],
    ['1985-03-15', '2023-03-15', '2045-03-15'],
    ['1985-03-15', '2023-03-14', '2025-03-15'],
    ['2016-08-09', '2024-10-15', '2030-08-09'],
    ['1960-01-01', '2022-01-01', null],
    ['1960-01-01', '2018-01-01', null],
    ['1960-01-01', '2017-12-31', '2020-01-01'],
    ['2000-02-29', '2021-03-01', '2025-02-28'],
  ])('born %s, issued %s: %s', (birth, issued, expiry) => {
    expect(cardExpiry(day(birth), day(issued))).toBe(expiry)
  })
})

describe('dossier numbers', () => {
  const parts = fc.record({
    ward: fc.stringMatching(/^[0-9]{5}$/),
    year: fc.integer({ min: 2000, max: 2099 }),
    device: fc.constantFrom(...deviceLetters.split('')),
    serial: fc.integer({ min: 1, max: 99_999 }),
  })
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

  test('are read back as made, also typed carelessly', () => {
    fc.assert(
      fc.property(parts, (dossier) => {
        const number = makeDossierNumber(dossier)
        expect(number).toMatch(/^\d{5}-\d{2}-[A-Z]\d{5}-[0-9A-Z]$/)
        expect(readDossierNumber(number)).toEqual({ number, ...dossier })
        expect(readDossierNumber(number.toLowerCase().replaceAll('-', ' '))?.number).toBe(number)
        expect(recogniseScan(`]C0${number}\r`)).toMatchObject({ kind: 'receipt', dossierNumber: number })
      }),
    )
  })

  test('no single wrong character passes', () => {
    fc.assert(
      fc.property(parts, (dossier) => {
        const number = makeDossierNumber(dossier)
        for (let i = 0; i < number.length; i++) {
          for (const other of alphabet) {
            if (number[i] === '-' || other === number[i]) continue
            expect(readDossierNumber(number.slice(0, i) + other + number.slice(i + 1))).toBeNull()
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  test('hardly any swap of neighbours passes', () => {
    let swaps = 0
    let missed = 0
    fc.assert(
      fc.property(parts, (dossier) => {
        const number = makeDossierNumber(dossier).replaceAll('-', '')
        for (let i = 0; i + 1 < number.length; i++) {
          if (number[i] === number[i + 1]) continue
          swaps++
          if (readDossierNumber(number.slice(0, i) + number[i + 1] + number[i] + number.slice(i + 2)))
            missed++
        }
      }),
      { numRuns: 2000 },
    )
    expect(missed / swaps).toBeLessThan(0.01)
  })

  test('follow the standard', () => {
    // Worked example of ISO/IEC 7064 for MOD 37,36 as used by the Global Release Identifier.
    expect(checkCharacter('A12425GABC1234002')).toBe('M')
    expect(makeDossierNumber({ ward: '39901', year: 2026, device: 'A', serial: 12 })).toBe(
      `39901-26-A00012-${checkCharacter('3990126A00012')}`,
    )
  })

  test('outside their bounds are refused', () => {
    const good = { ward: '39901', year: 2026, device: 'A', serial: 12 }
    for (const wrong of [
      { ward: '3990' },
      { year: 1999 },
      { device: 'I' },
      { device: '' },
      { serial: 0 },
      { serial: 100_000 },
    ]) {
      expect(() => makeDossierNumber({ ...good, ...wrong })).toThrow(RangeError)
    }
    expect(readDossierNumber('39901-26-A00012')).toBeNull()
  })
})

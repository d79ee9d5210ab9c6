import { describe, expect, it } from 'vitest'
import type { Recognised } from '../../../contract/desk/scans.ts'
import { fieldsOfScan, properCase, scannedNumber } from './scanned.ts'

const card: Recognised = {
  kind: 'cccd',
  rule: 'card-7-fields',
  idNumber: '079185000123',
  oldIdNumber: '012345678',
  fullName: 'TRẦN THỊ THU HÀ',
  birthDate: '1985-03-15',
  sex: 'female',
  address: '12/5 Lê Lợi',
  repaired: false,
  damage: null,
  warnings: [],
  accepted: true,
}

describe('a scanned card', () => {
  it('fills the applicant, the name as names are written', () => {
    expect(fieldsOfScan(card)).toMatchObject({
      idKind: 'cccd',
      idNumber: '079185000123',
      oldIdNumber: '012345678',
      fullName: 'Trần Thị Thu Hà',
      birthDate: '15/03/1985',
      sex: 'female',
      residence: '12/5 Lê Lợi',
      scanRule: 'card-7-fields',
      mustConfirm: '',
    })
  })

  it('takes back what was decided about the person before', () => {
    expect(fieldsOfScan(card)).toMatchObject({
      personId: '',
      others: '',
      livePermit: '',
      lettersConfirmed: '',
    })
  })

  it('with damaged letters leaves name and residence to be typed and compared', () => {
    const damaged = { ...card, damage: 'diacritics-lost', fullName: 'Tran Thi Thu Ha' } as const
    expect(fieldsOfScan(damaged)).toMatchObject({
      fullName: '',
      residence: '',
      mustConfirm: 'diacritics-lost',
      idNumber: '079185000123',
    })
  })

  it('typed by a reader in keyboard mode is filled, but must be compared', () => {
    const typed = { ...card, warnings: ['confirm-letters'] }
    expect(fieldsOfScan(typed)).toMatchObject({ fullName: 'Trần Thị Thu Hà', mustConfirm: 'confirm-letters' })
  })

  it('whose number may not be taken over leaves the number alone', () => {
    const cut = { ...card, accepted: false }
    expect(scannedNumber(cut)).toBe('')
    expect(fieldsOfScan(cut)).not.toHaveProperty('idNumber')
  })

  it('of the old kind is known by its old number', () => {
    const { idNumber: _, ...rest } = card
    expect(fieldsOfScan({ ...rest, kind: 'cmnd' })).toMatchObject({ idKind: 'cmnd', idNumber: '012345678' })
  })

  it('with an empty old number takes away the one of the person before', () => {
    const { oldIdNumber: _, ...rest } = card
    expect(fieldsOfScan(rest)).toMatchObject({ oldIdNumber: '' })
  })
})

describe('a name as typed', () => {
  it('all in capitals is written as names are; any other stays', () => {
    expect(properCase('ĐẶNG THỊ NGỌC DUNG')).toBe('Đặng Thị Ngọc Dung')
    expect(properCase("H'Hen Niê")).toBe("H'Hen Niê")
    expect(properCase('')).toBe('')
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CivilDate } from '../calendar.ts'
import { parseMrz } from './mrz.ts'
import { recogniseScan } from './recognise.ts'
import { isPersonRead, type PersonRead } from './recognised.ts'

interface Card {
  layout: string
  idNumber?: string
  oldCmnd?: string | null
  fullName: string
  birthDate: { year: number; month: number | null; day: number | null }
  sex: string
  residence?: string
  address?: string
  issueDate?: string
  tail: string[]
  cancelledNumbers: string[]
  parentNames: string[]
  derived?: { expiryDate: string | null }
}
interface Fixture {
  name: string
  input: string
  expected: Card & {
    error?: string
    failed?: string[]
    damage?: string
    repairable?: boolean
    repaired?: Card
    salvage?: {
      idNumber: string
      oldCmnd: string | null
      birthDate: Card['birthDate']
      sex: string
      issueDate: string
    }
  }
}
const fixtures = JSON.parse(
  readFileSync(new URL('../../../e2e/vectors/id-documents.json', import.meta.url), 'utf8'),
) as Fixture[]
const named = (letter: string) => fixtures.find((fixture) => fixture.name.startsWith(`${letter} `)) as Fixture
const card = named('A').input
const today = '2026-11-22' as CivilDate

const damages: Record<string, string> = {
  'non-ascii-dropped': 'diacritics-lost',
  'alt-code-mod-256': 'code-page',
  'non-ascii-question-mark': 'question-marks',
}
const known = (date: Card['birthDate']) =>
  Object.fromEntries(Object.entries(date).filter(([, part]) => part !== null))

function person(text: string): PersonRead {
  const read = recogniseScan(text, { today })
  if (!isPersonRead(read)) throw new Error(`read as ${read.kind}`)
  return read
}

function expectCard(read: PersonRead, expected: Card) {
  expect(read).toMatchObject({
    kind: expected.layout === 'cccd-7' ? 'cccd' : 'can-cuoc',
    idNumber: expected.idNumber,
    fullName: expected.fullName,
    birthDate: known(expected.birthDate),
    sex: expected.sex,
    address: expected.residence,
    issueDate: expected.issueDate,
    damage: null,
    accepted: true,
  })
  expect(read.birthDate).toEqual(known(expected.birthDate))
  expect(read.oldIdNumber ?? null).toBe(expected.oldCmnd)
  expect(read.expiryDate ?? null).toBe(expected.derived?.expiryDate)
  expect(read.tail ?? []).toEqual(expected.tail)
  expect(read.cancelledNumbers ?? []).toEqual(expected.cancelledNumbers)
  expect(read.parentNames ?? []).toEqual(expected.parentNames)
}

describe('identity cards of the fixtures', () => {
  const cards = fixtures.filter(({ expected }) => ['cccd-7', 'cancuoc-11'].includes(expected.layout))
  test.each(cards)('$name is read in full', ({ input, expected }) => {
    const read = person(input)
    expectCard(read, expected)
    expect(read.repaired).toBe(false)
  })

  test.each(fixtures.filter(({ expected }) => expected.repaired))(
    '$name is put right without loss',
    (fixture) => {
      const read = person(fixture.input)
      expectCard(read, fixture.expected.repaired as Card)
      expect(read.repaired).toBe(true)
    },
  )

  test.each(fixtures.filter(({ expected }) => expected.salvage))(
    '$name gives only what is still true',
    (fixture) => {
      const read = person(fixture.input)
      const salvage = fixture.expected.salvage as NonNullable<Fixture['expected']['salvage']>
      expect(read).toMatchObject({
        idNumber: salvage.idNumber,
        birthDate: known(salvage.birthDate),
        sex: salvage.sex,
        issueDate: salvage.issueDate,
        damage: damages[fixture.expected.damage as string],
        accepted: true,
      })
      expect(read.oldIdNumber ?? null).toBe(salvage.oldCmnd)
      expect(read).not.toHaveProperty('fullName')
      expect(read).not.toHaveProperty('address')
    },
  )

  test('a cut read is never accepted', () => {
    expect(person(named('F').input)).toMatchObject({ kind: 'cccd', damage: 'truncated', accepted: false })
  })

  test('a card of six fields is left to a person', () => {
    expect(person(named('N').input)).toMatchObject({
      accepted: false,
      damage: null,
      warnings: ['field-count'],
    })
  })

  test('bare numbers fill the number field', () => {
    expect(person(named('P1').input)).toMatchObject({
      kind: 'cccd',
      idNumber: '079185000123',
      accepted: true,
    })
    const old = person(named('P2').input)
    expect(old).toMatchObject({ kind: 'cmnd', oldIdNumber: '012345678', accepted: true })
    expect(old).not.toHaveProperty('idNumber')
  })

  test('the barcode of goods is no identity number', () => {
    expect(recogniseScan({ text: '079185000123', symbology: ']E0' }).kind).toBe('unknown')
    expect(recogniseScan('079985000123').kind).toBe('unknown')
  })
})

describe('health cards and machine-readable zones of the fixtures', () => {
  test.each(fixtures.filter(({ expected }) => expected.layout === 'bhyt'))('$name', ({ input, expected }) => {
    const read = person(input)
    expect(read).toMatchObject({
      kind: 'bhyt',
      fullName: expected.fullName,
      birthDate: known(expected.birthDate),
      sex: expected.sex,
      address: expected.address,
      tail: expected.tail,
      damage: null,
      accepted: false,
    })
    expect(read.healthCard?.number).toBe(input.slice(0, 15))
  })

  test('a cut health card says so', () => {
    const whole = fixtures.find(({ expected }) => expected.layout === 'bhyt') as Fixture
    for (let length = 17; length < whole.input.length; length++) {
      const read = recogniseScan(whole.input.slice(0, length))
      if (read.damage === null) expect(whole.input.slice(length)).toBe('31/12/2021')
      else expect(read).toMatchObject({ kind: 'bhyt', damage: 'truncated' })
    }
  })

  test.each(fixtures.filter(({ expected }) => expected.layout?.startsWith('mrz')))('$name', (fixture) => {
    const { input, expected } = fixture as unknown as { input: string; expected: Record<string, unknown> }
    for (const text of [input, input.replaceAll('\n', ''), input.replaceAll('\n', '\r\n')]) {
      const read = person(text)
      expect(read.kind).toBe(expected.layout)
      expect(read.idNumber).toBe(expected.idNumber ?? expected.personalNumber)
      expect(read.birthDate).toEqual(expected.birthDate)
      expect(read.sex).toBe(expected.sex)
      expect(read.expiryDate).toBe(expected.expiryDate)
      expect(read.document).toEqual({
        number: expected.docNumber,
        issuer: expected.issuer,
        nationality: expected.nationality,
        surname: expected.surname,
        givenNames: expected.givenNames,
      })
      expect(read.accepted).toBe(true)
      expect(read).not.toHaveProperty('fullName')
    }
  })

  test.each(fixtures.filter(({ expected }) => expected.error === 'check-digit'))(
    '$name',
    ({ input, expected }) => {
      expect(parseMrz(input)?.failed).toEqual(expected.failed)
      const read = person(input)
      expect(read).toMatchObject({ warnings: ['check-digit'], accepted: false })
      expect(read).not.toHaveProperty('idNumber')
    },
  )
})

describe('what the clerk is told', () => {
  test('a card past its age of renewal is shown as expired and still taken', () => {
    expect(person(card)).toMatchObject({ warnings: ['card-expired'], accepted: true })
    expect(recogniseScan(card).warnings).toEqual([])
  })

  test.each([
    ['sex-mismatch', card.replace('|Nữ|', '|Nam|')],
    ['century-mismatch', card.replace('15031985', '15031885')],
    ['birth-year-mismatch', card.replace('15031985', '15031986')],
    ['unknown-province', card.replace('079185', '003185')],
    ['unknown-province', card.replace('079185', '999185')],
    ['issue-date-implausible', card.replace('21052021', '21051984')],
    ['possibly-truncated', card.replace('21052021', '21052025')],
  ] as const)('%s', (warning, text) => {
    const read = person(text)
    expect(read.warnings).toContain(warning)
    expect(read.accepted).toBe(true)
  })

  test.each([
    ['a birth date that no calendar has', card.replace('15031985', '15131985')],
    ['a byte too many at the end', `${card}X`],
    ['an old number that is none', card.replace(/\|\d{9}\|/, '|12345|')],
  ])('%s is not taken, and says why', (_, text) => {
    expect(recogniseScan(text)).toMatchObject({ accepted: false, warnings: ['bad-field'], damage: null })
  })

  test('the keys of Telex instead of letters are an input method at work', () => {
    const keys = '079085000123||Nguyeexn Vawn An|15031985|Nam|Soos 5 dduwowngf Lee Lowij|21052021'
    const read = person(keys)
    expect(read).toMatchObject({ damage: 'input-method', accepted: true })
    expect(read).not.toHaveProperty('fullName')
    expect(person(keys.replace('Nguyeexn', 'Nguyn')).damage).toBe('diacritics-lost')
  })

  test('numbers of people born abroad begin with a country', () => {
    expect(person(card.replace('079185', '101185')).warnings).not.toContain('unknown-province')
  })

  test('a card without a single diacritic is taken with a doubt', () => {
    const read = person('079085000123||Lam Minh Khoa|15031985|Nam|12 Tam Quan, Long An|21052021')
    expect(read).toMatchObject({ fullName: 'Lam Minh Khoa', damage: null, accepted: true })
    expect(read.warnings).toContain('possibly-no-diacritics')
  })

  test('a woman whose card says Nu has lost her diacritics', () => {
    const read = person('079185000123||Tran Thi Thu Ha|15031985|Nu|12 Le Loi, Long An|21052021')
    expect(read).toMatchObject({ damage: 'diacritics-lost', sex: 'female' })
    expect(read).not.toHaveProperty('fullName')
  })

  test.each([
    "H'Hen Niê",
    'Y Moan Êban',
    'Krông Thị Ếch',
    'Đặng Thị Ễ',
    'Kpă Hờ Luưn',
    'Ý',
    'Hồ Thị Cà-Lơi',
    'Rơ Châm Ŏng',
  ])('the name %s is nothing suspicious', (name) => {
    const read = person(card.replace('Trần Thị Thu Hà', name))
    expect(read).toMatchObject({ fullName: name, damage: null })
  })

  test('letters from a keyboard-mode reader want to be confirmed', () => {
    expect(recogniseScan({ text: card, keyboard: true }).warnings).toContain('confirm-letters')
  })

  test('where Unikey interfered, name and address are typed by hand', () => {
    const read = recogniseScan({ text: card, damage: 'input-method' })
    expect(read).toMatchObject({ damage: 'input-method', accepted: true, idNumber: '079185000123' })
    expect(read).not.toHaveProperty('fullName')
    expect(recogniseScan('đ̣̃ắđ…').kind).toBe('unknown')
    expect(recogniseScan('đ̃̉ẵôđđđăâê|').damage).toBe('input-method')
  })

  test('mojibake whose no-break spaces an editor trimmed cannot come back', () => {
    const read = person(named('H').input.replaceAll('\u00a0', '').replaceAll('\u00ad', ''))
    expect(read).toMatchObject({ damage: 'mojibake', accepted: true })
    expect(read).not.toHaveProperty('fullName')
  })

  test('old fonts read as Latin-1 are damage, not names', () => {
    const read = person(card.replace('Trần Thị Thu Hà', 'TrÇn ThÞ Thu Hµ'))
    expect(read.damage).toBe('code-page')
  })
})

describe('everything else', () => {
  test('a permit goes on as its text, blank at the end included', () => {
    expect(recogniseScan('VP1:RRQ+D9 60CO0 \r\n')).toMatchObject({
      kind: 'permit',
      token: 'VP1:RRQ+D9 60CO0 ',
      damage: null,
    })
    const digits = `71002601${'4'.repeat(120)}`
    expect(recogniseScan(digits)).toMatchObject({ kind: 'permit', token: digits })
    expect(recogniseScan('VP1:RRQ+D9 âO0')).toMatchObject({ kind: 'permit', damage: 'input-method' })
  })

  test.each(['https://quet.example/12345', 'H26-261121-0042', 'TEST|Đặng Thị Ễ|1', '', '|||||||', ']Q1'])(
    '%j is shown and nothing is done',
    (text) => {
      expect(recogniseScan(text)).toMatchObject({ kind: 'unknown', accepted: false, damage: null })
    },
  )

  test('ECI escapes of a prefixed read go, those of other code pages are refused', () => {
    expect(person(`]Q2\\000026${card}`).fullName).toBe('Trần Thị Thu Hà')
    expect(recogniseScan(`]Q2\\000004${card}`)).toMatchObject({ damage: 'code-page', accepted: false })
  })
})

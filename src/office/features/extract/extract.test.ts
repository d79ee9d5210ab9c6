import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { maxExtractEnvelopeBytes } from '../../../contract/sync/extract.ts'
import {
  listIssuer,
  listKey,
  instant,
  issuer,
  rootKey,
  roots,
  seconds,
  wardKey,
  day,
} from '../../token/testing/example-city.ts'
import { signTrustList } from '../../token/trust-list.ts'
import { refusalOf } from '../../testing/person.ts'
import { testClock, testPorts } from '../../testing/ports.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { samplePacks } from '../policies/samples.ts'
import { readExtractEnvelope } from './envelope.ts'
import { madeExtract, madePerson, signedExtract } from './testing/made-extract.ts'

let ward: StaffedOffice
let administrator: Call
let clerk: Call
beforeEach(async () => {
  const ports = testPorts({ clock: testClock(instant('2026-11-24', 8)) })
  ward = await staffedOffice(ports, {
    packs: samplePacks().flatMap(({ pack }) => (pack.id === 'c06-2021' ? [pack] : [])),
  })
  trustTheCity()
  administrator = await ward.as('administrator')
  clerk = await ward.as('clerk')
})
afterEach(() => ward.close())

function trustTheCity() {
  const desk = ward.office().core.desk()
  const list = {
    seq: 7,
    nextUpdate: day('2026-12-20'),
    issuers: [issuer(wardKey), listIssuer],
    withdrawnRoots: [],
  }
  desk?.tokens.pinRoots(roots.publicKeys.map((key) => Buffer.from(key).toString('hex')))
  expect(desk?.tokens.offerTrustList(signTrustList(list, seconds('2026-11-20'), rootKey))).toBeNull()
}

const take = (file: Uint8Array) => administrator(api.importExtract, { body: file })
const lookUp = (idNumber: string, procedure = 'declaration', person = clerk) =>
  person(api.lookupExtract, { body: { procedure, idNumber } })
const reasonOf = async (file: Uint8Array) => {
  const { code, detail } = await refusalOf(take(file))
  expect(code).toBe('extract-refused')
  return detail
}

test('an extract the city signed fills a form by the number on the card, and says of which day it is', async () => {
  expect(await take(signedExtract(madeExtract(40), listKey))).toMatchObject({
    asOf: '2026-11-20',
    people: 40,
    importedBy: 'Vũ Ngọc Lan',
  })
  const person = madePerson(6)
  expect(await lookUp(person.idNumber)).toEqual({ asOf: '2026-11-20', person })
  expect(await lookUp(person.oldIdNumber ?? '', 'support')).toEqual({ asOf: '2026-11-20', person })
  expect(await lookUp('001190004821')).toEqual({ asOf: '2026-11-20', person: null })
})

test('nobody is looked up for what the pack does not fill in, and not by those who do not register', async () => {
  await take(signedExtract(madeExtract(3), listKey))
  const { idNumber } = madePerson(1)
  expect((await refusalOf(lookUp(idNumber, 'no-such-procedure'))).code).toBe('invalid-input')
  expect((await refusalOf(lookUp(idNumber, 'status', administrator))).code).toBe('not-your-role')
  expect(
    (await refusalOf(clerk(api.importExtract, { body: signedExtract(madeExtract(1), listKey) }))).code,
  ).toBe('not-your-role')
})

test('a later extract replaces the whole of the one before, and the number is in no log', async () => {
  await take(signedExtract(madeExtract(10), listKey))
  const gone = madePerson(9)
  expect((await lookUp(gone.idNumber)).person).toEqual(gone)
  await take(gzipSync(signedExtract(madeExtract(5, { asOf: '2026-11-23' }), listKey)))
  expect(await lookUp(gone.idNumber)).toEqual({ asOf: '2026-11-23', person: null })
  expect(await clerk(api.readExtract, {})).toMatchObject({ extract: { asOf: '2026-11-23', people: 5 } })
  expect(JSON.stringify(ward.ports.lines)).not.toContain(gone.idNumber)
  await ward.restart()
  clerk = await ward.as('clerk')
  expect((await lookUp(madePerson(4).idNumber)).person).toEqual(madePerson(4))
})

test('unsigned, signed by a ward or changed: refused, and what is here stays', async () => {
  await take(signedExtract(madeExtract(2), listKey))
  const text = madeExtract(3, { asOf: '2026-11-22' })
  expect(await reasonOf(signedExtract(text))).toContain('không có chữ ký của thành phố')
  expect(await reasonOf(signedExtract(text, wardKey))).toContain('không có chữ ký của thành phố')
  const changed = signedExtract(text, listKey).toString().replace('Mẫu', 'Mão')
  expect(await reasonOf(Buffer.from(changed))).toContain('chữ ký sai')
  for (const damaged of [Buffer.from('{'), Buffer.from([0x1f, 0x8b, 1, 2]), Buffer.from(text)])
    expect(await reasonOf(damaged)).toContain('tệp hỏng')
  expect(await clerk(api.readExtract, {})).toMatchObject({ extract: { people: 2, asOf: '2026-11-20' } })
  expect((await lookUp(madePerson(1).idNumber)).person).toEqual(madePerson(1))
})

test('for another ward, older than the one here, of tomorrow, or with a wrong person: refused without a name', async () => {
  await take(signedExtract(madeExtract(2), listKey))
  const refusedFor = (more: object) => reasonOf(signedExtract(madeExtract(3, more), listKey))
  expect(await refusedFor({ ward: '39902' })).toContain('mã 39902')
  expect(await refusedFor({ asOf: '2026-11-19' })).toContain('cũ hơn bản đang dùng (ngày 20/11/2026)')
  expect(await refusedFor({ asOf: '2026-11-25' })).toContain('ở sau hôm nay')
  expect(await refusedFor({ people: [madePerson(1), { ...madePerson(2), idNumber: '12' }] })).toContain(
    'người thứ 2 sai ở: idNumber',
  )
  expect(await refusedFor({ people: [{ ...madePerson(2), birthDate: '1990-13-01' }] })).toContain('birthDate')
  expect(await refusedFor({ people: [madePerson(1), madePerson(1)] })).toContain('người thứ 2 trùng số')
  expect(await refusedFor({ people: 'nobody' })).toContain('không đúng mẫu')
  expect((await clerk(api.readExtract, {})).extract).toMatchObject({ people: 2, asOf: '2026-11-20' })
})

test('the same file twice is taken once; one of the same day that corrects it is taken', async () => {
  const file = signedExtract(madeExtract(2), listKey)
  const first = await take(file)
  expect(await take(file)).toEqual(first)
  expect(await take(signedExtract(madeExtract(4), listKey))).toMatchObject({ people: 4 })
})

test('an old number of two people finds neither', async () => {
  const [one, other] = [madePerson(3), { ...madePerson(6), oldIdNumber: madePerson(3).oldIdNumber }]
  await take(signedExtract(madeExtract(0, { people: [one, other] }), listKey))
  expect((await lookUp(one.oldIdNumber ?? '')).person).toBeNull()
  expect((await lookUp(one.idNumber)).person).toEqual(one)
})

test('a small file that unpacks to more than any extract is refused', () => {
  const bomb = gzipSync(Buffer.alloc(maxExtractEnvelopeBytes + 1, 32))
  expect(readExtractEnvelope(bomb, null, 0)).toEqual({ outcome: 'refused', reason: 'format' })
})

test('without an extract the form is filled by hand', async () => {
  expect(await clerk(api.readExtract, {})).toEqual({ extract: null })
  expect(await lookUp('001190004821')).toEqual({ asOf: null, person: null })
})

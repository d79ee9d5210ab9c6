import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Case } from '../contract/desk/cases.ts'
import { sql } from '../office/database/store.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { readBack, words } from '../office/sheets/testing/read-back.ts'
import { act, application, caseUntil, printed } from '../office/testing/applications.ts'
import { refusalOf, signedIn } from '../office/testing/person.ts'
import { testPorts } from '../office/testing/ports.ts'
import { colleagues, staffedOffice } from '../office/testing/staffed-office.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let clerk: Call
let sealer: Call
beforeAll(async () => {
  ward = await wardWithCity()
  await signInAgain()
  await clerk(api.sendNow, {})
})
afterAll(() => ward.close())

async function signInAgain() {
  ;[clerk, sealer] = await Promise.all([ward.as('clerk'), ward.as('sealer')])
}

const allDay = { schedule: { windows: [] } }
const pin = colleagues.sealer.pin ?? ''
const seal = (seen: Case, with_: string = pin, who = sealer) =>
  who(api.sealCase, { params: seen, body: { ...act(seen), pin: with_ } })
const sealedCase = async (wishes = {}) => seal(await caseUntil(ward, 'approved', { ...allDay, ...wishes }))
/** The symbol on the permit the printer was given last, as a phone or a reader would read it. */
const symbolOnPaper = () => {
  const pdf = ward.ports.printed.at(-1)?.pdf ?? new Uint8Array()
  return readBack(pdf, (back) => ({ symbol: back.symbols(1)[0] ?? '', text: words(back.text) }))
}
const keyOf = (caseId: string) => {
  const line = ward
    .office()
    .core.desk()
    ?.store.all(
      sql
        .selectFrom('event')
        .select('line')
        .where('subject', '=', caseId)
        .where('type', '=', 'permit.sealed'),
    )[0]?.line
  return /"kid":"([0-9a-f]{8})"/.exec(line ?? '')?.[1]
}
const verified = (text: string) => clerk(api.verifyText, { body: { text } })
const spent = () =>
  ward
    .office()
    .core.desk()
    ?.store.first(sql.selectFrom('issuing_key').select('next_index').where('user', '=', 'dongdau'))

describe('a permit of a real office', () => {
  test('is valid to whoever reads its paper, and says what was approved', async () => {
    const companions = ['Lê Thị Một', 'Lê Thị Hai', 'Lê Thị Ba']
    const sealed = await sealedCase({ details: { companions: companions.join(', ') } })
    expect(sealed.permit?.number).toMatch(/^A\d{4}\/GĐĐ-UBND$/)
    await printed(clerk, sealed.caseId, 'permit')
    const { symbol, text } = symbolOnPaper()
    for (const piece of [
      sealed.applicant.fullName.toUpperCase(),
      sealed.permit?.number ?? '',
      'GIẤY ĐI ĐƯỜNG',
      'Lê Minh Châu',
      ...companions,
    ])
      expect(text).toContain(piece)
    expect(text).not.toContain('TẬP HUẤN')
    expect(await verified(symbol)).toMatchObject({
      answer: 'valid',
      caseId: sealed.caseId,
      content: {
        kind: 'permit',
        number: sealed.permit?.number,
        issuer: 'UBND Phường Ví Dụ',
        name: sealed.applicant.fullName,
        last4: sealed.applicant.idNumber.slice(-4),
        plate: '29C12345',
      },
    })
  })

  test('with one changed character is not', async () => {
    const sealed = await sealedCase()
    await printed(clerk, sealed.caseId, 'permit')
    const { symbol } = symbolOnPaper()
    const at = symbol.length - 20
    const changed = symbol.slice(0, at) + (symbol[at] === 'A' ? 'B' : 'A') + symbol.slice(at + 1)
    expect(['forged', 'unreadable', 'unknown-issuer']).toContain((await verified(changed)).answer)
  })

  test('is sealed once, however often it is asked for', async () => {
    const approved = await caseUntil(ward, 'approved', allDay)
    const body = { ...act(approved), pin }
    const before = spent()?.next_index ?? 0
    const asked = () => sealer(api.sealCase, { params: approved, body })
    const [one, two] = await Promise.all([asked(), asked()])
    // Whether the city has it already may differ from answer to answer.
    const { version, permit } = one
    expect(two).toMatchObject({ version, permit })
    expect(await asked()).toMatchObject({ version, permit })
    expect(spent()?.next_index).toBe(before + 1)
    expect((await refusalOf(seal(one))).code).toBe('case-moved')
  })

  test('is handed over only when its own printed symbol was scanned', async () => {
    const [one, other] = [await sealedCase(), await sealedCase()]
    const handOver = (scannedText: string) =>
      clerk(api.handOver, { params: one, body: { ...act(one), scannedText } })
    expect((await refusalOf(handOver('VP1:ABC'))).code).toBe('not-printed-yet')
    await printed(clerk, one.caseId, 'permit')
    const own = symbolOnPaper().symbol
    await printed(clerk, other.caseId, 'permit')
    const theirs = symbolOnPaper().symbol
    expect(await refusalOf(handOver(theirs))).toMatchObject({
      code: 'wrong-permit-scanned',
      data: { scanned: other.permit?.number },
    })
    expect((await refusalOf(handOver('https://vi-du.example/'))).code).toBe('not-a-paper-scanned')
    expect((await refusalOf(handOver(own))).code).toBe('not-stamped-yet')
    await sealer(api.stampCase, { params: one, body: { ...act(one), scannedText: own } })
    const body = { ...act(one), scannedText: `${own}\r\n` }
    const closed = await clerk(api.handOver, { params: one, body })
    expect(closed.state).toBe('handed-over')
    const { version, permit } = closed
    expect(await clerk(api.handOver, { params: one, body })).toMatchObject({ version, permit })
    expect((await refusalOf(handOver(own))).code).toBe('case-moved')
  })

  test('in force makes the next application of the same person ask first, also under a new name and number', async () => {
    const { applicant, permit } = await sealedCase()
    const { personId } = applicant
    const described = await clerk(api.findDuplicates, { body: applicant })
    expect(described.candidates).toMatchObject([{ personId, livePermit: permit?.number }])
    const again = (change: object, confirmed: 'live-permit'[] = []) =>
      clerk(api.registerCase, {
        body: {
          ...application(ward.ports.clock.now(), { applicant: { ...applicant, ...change } }),
          personId,
          confirmed,
        },
      })
    expect(await refusalOf(again({}))).toMatchObject({
      code: 'live-permit',
      data: { number: permit?.number },
    })
    const renamed = { fullName: 'Hoàng Thị Tên Mới', idNumber: '001190999999' }
    expect((await refusalOf(again(renamed))).code).toBe('live-permit')
    expect((await again(renamed, ['live-permit'])).state).toBe('registered')
  })

  test('is found by its number', async () => {
    const { applicant, permit } = await sealedCase()
    for (const text of [permit?.number ?? '', permit?.number.slice(0, 5).toLowerCase() ?? '']) {
      const { hits } = await clerk(api.searchPeople, { body: { text } })
      expect(hits.map(({ personId }) => personId)).toContain(applicant.personId)
    }
  })
})

describe('a sealing PIN', () => {
  test('that is wrong costs a try, then a wait, which the administrator can end; nothing is sealed', async () => {
    const approved = await caseUntil(ward, 'approved', allDay)
    const left: unknown[] = []
    for (let n = 0; n < 5; n += 1) left.push((await refusalOf(seal(approved, '111222'))).data?.left)
    expect(left).toEqual([4, 3, 2, 1, 0])
    expect((await refusalOf(seal(approved))).code).toBe('locked-out')
    expect((await clerk(api.readCase, { params: approved })).state).toBe('approved')
    const administrator = await ward.as('administrator')
    await administrator(api.unlockStaff, { params: { user: colleagues.sealer.user } })
    expect((await seal(approved)).state).toBe('sealed')
  })

  test('is not even tried on a case that cannot be sealed', async () => {
    const waiting = await caseUntil(ward, 'verified')
    for (let n = 0; n < 7; n += 1) expect((await refusalOf(seal(waiting, '111222'))).code).toBe('case-moved')
    expect((await seal(await caseUntil(ward, 'approved', allDay))).state).toBe('sealed')
  })

  test('that was never set is asked for', async () => {
    const administrator = await ward.as('administrator')
    const body = {
      user: 'moiden',
      fullName: 'Bùi Văn Mới',
      roles: ['ward-police' as const],
      password: 'mat-khau-moi',
      pin: null,
    }
    await administrator(api.addStaff, { body })
    const newcomer = await signedIn(ward.office(), 'moiden', 'mat-khau-moi')
    const approved = await caseUntil(ward, 'approved', allDay)
    expect((await refusalOf(seal(approved, '258036', newcomer))).code).toBe('no-pin')
    expect((await refusalOf(newcomer(api.setPin, { body: { password: 'sai', pin: '258036' } }))).code).toBe(
      'wrong-password',
    )
    const weak = newcomer(api.setPin, { body: { password: 'mat-khau-moi', pin: '123456' } })
    expect((await refusalOf(weak)).code).toBe('weak-secret')
    await newcomer(api.setPin, { body: { password: 'mat-khau-moi', pin: '471829' } })
    await newcomer(api.sendNow, {})
    expect((await seal(approved, '471829', newcomer)).state).toBe('sealed')
  })

  test('that is changed makes a new key, good once the city knows it; papers of the old one stay valid', async () => {
    const old = await sealedCase()
    await printed(clerk, old.caseId, 'permit')
    const oldSymbol = symbolOnPaper().symbol
    ward.setLine('down')
    await sealer(api.setPin, { body: { password: colleagues.sealer.password, pin: '905817' } })
    const approved = await caseUntil(ward, 'approved', allDay)
    expect((await refusalOf(seal(approved))).code).toBe('wrong-pin')
    expect((await refusalOf(seal(approved, '905817'))).code).toBe('no-sealing-key')
    ward.setLine('through')
    await sealer(api.sendNow, {})
    const sealed = await seal(approved, '905817')
    expect(keyOf(sealed.caseId)).toMatch(/^[0-9a-f]{8}$/)
    expect(keyOf(sealed.caseId)).not.toBe(keyOf(old.caseId))
    expect((await verified(oldSymbol)).answer).toBe('valid')
    await sealer(api.setPin, { body: { password: colleagues.sealer.password, pin } })
    await sealer(api.sendNow, {})
  })
})

test('an office that no city recognises seals nothing, and says what is missing', async () => {
  const alone = await staffedOffice()
  const approved = await caseUntil(alone, 'approved')
  const quocBao = await alone.as('sealer')
  const body = { ...act(approved), pin }
  expect((await refusalOf(quocBao(api.sealCase, { params: approved, body }))).code).toBe('no-sealing-key')
  expect((await quocBao(api.readCase, { params: approved })).state).toBe('approved')
  await alone.close()
})

describe('a clock that is wrong', () => {
  const year = 365 * 86_400_000
  test.each([-20, -10, -2, 2, 10, 70])('by %i years seals nothing and says so', async (years) => {
    const approved = await caseUntil(ward, 'approved', allDay)
    ward.ports.clock.jump(years * year)
    try {
      expect(await refusalOf(seal(approved))).toMatchObject({ status: 409, code: 'clock-doubtful' })
    } finally {
      ward.ports.clock.jump(-years * year)
    }
  })

  test.each([-40, 90])(
    'by %i years, beyond what a number can say, takes no application either',
    async (years) => {
      ward.ports.clock.jump(years * year)
      try {
        const taken = clerk(api.registerCase, { body: application(ward.ports.clock.now()) })
        expect((await refusalOf(taken)).code).toBe('clock-doubtful')
      } finally {
        ward.ports.clock.jump(-years * year)
      }
    },
  )

  test('a day ahead of what the city said seals nothing: the days on the paper would be wrong for good', async () => {
    const approved = await caseUntil(ward, 'approved', allDay)
    ward.ports.clock.jump(86_400_000)
    try {
      expect((await refusalOf(seal(approved))).code).toBe('clock-unconfirmed')
    } finally {
      ward.ports.clock.jump(-86_400_000)
    }
  })

  test('is forgotten when it is right again', async () => {
    expect((await sealedCase()).state).toBe('sealed')
  })
})

test('numbers of permits go on after New Year, and none is given twice', async () => {
  const ports = testPorts()
  const alone = await wardWithCity(ports, {}, { now: () => ports.clock.now() })
  try {
    const sealIn = async () => {
      const quocBao = await alone.as('sealer')
      await quocBao(api.sendNow, {})
      const approved = await caseUntil(alone, 'approved', allDay)
      const { permit } = await quocBao(api.sealCase, { params: approved, body: { ...act(approved), pin } })
      return Number(/\d+/.exec(permit?.number ?? '')?.[0])
    }
    const now = alone.ports.clock.now()
    const old = [await sealIn(), await sealIn()]
    const newYear = Date.parse(`${new Date(now + 7 * 3_600_000).getUTCFullYear() + 1}-01-01T08:00:00+07:00`)
    alone.ports.clock.advance(newYear - now)
    expect([...old, await sealIn(), await sealIn()]).toEqual([1, 2, 3, 4])
    const store = alone.office().core.desk()?.store
    expect(store && rebuildEqualsLive(store)).toBe(true)
  } finally {
    await alone.close()
  }
})

test('an approved application whose last day has passed is not sealed, with a sentence', async () => {
  const ports = testPorts()
  const later = await wardWithCity(ports, {}, { now: () => ports.clock.now() })
  try {
    const approved = await caseUntil(later, 'approved', allDay)
    ports.clock.advance(8 * 86_400_000)
    const quocBao = await later.as('sealer')
    await quocBao(api.sendNow, {})
    const sealIt = (params: { caseId: string }) =>
      quocBao(api.sealCase, { params, body: { ...act(approved), pin } })
    expect((await refusalOf(sealIt(approved))).code).toBe('schedule-outside-rules')
    expect((await refusalOf(sealIt({ caseId: randomUUID() }))).code).toBe('not-found')
  } finally {
    await later.close()
  }
})

import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import type { Case } from '../contract/desk/cases.ts'
import type { OverQuotaReason } from '../contract/desk/over-quota.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { sampleHand, sampleSeal } from '../office/sheets/testing/pictures.ts'
import { readBack, words } from '../office/sheets/testing/read-back.ts'
import { issuingIn } from '../office/signing/testing/issuing.ts'
import { askOpenssl, askPoppler } from '../office/signing/testing/judge-pdf.ts'
import { act, caseUntil, printed } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let clerk: Call
let sealer: Call
let official: Call
let administrator: Call
const pin = colleagues.sealer.pin ?? ''
const allDay = { schedule: { windows: [] } }

beforeAll(async () => {
  ward = await wardWithCity()
  ;[clerk, sealer, official, administrator] = await Promise.all([
    ward.as('clerk'),
    ward.as('sealer'),
    ward.as('official'),
    ward.as('administrator'),
  ])
  await clerk(api.sendNow, {})
})
afterAll(() => ward.close())

const seal = (seen: Case, overQuota: OverQuotaReason | null = null) =>
  sealer(api.sealCase, { params: seen, body: { ...act(seen), pin, overQuota } })
const sealedCase = async (wishes = {}) => seal(await caseUntil(ward, 'approved', { ...allDay, ...wishes }))
const lastPdf = () => ward.ports.printed.at(-1)?.pdf ?? new Uint8Array()
const symbolOf = (pdf: Uint8Array) => readBack(pdf, ({ symbols }) => symbols(1)[0] ?? '')
async function printedPaper(seen: Case, again: 'jammed' | null = null) {
  await printed(clerk, seen.caseId, 'permit', again)
  return symbolOf(lastPdf())
}
const read = (seen: Case) => clerk(api.readCase, { params: seen })
const answerOf = async (text: string) => {
  const { answer, reason } = await clerk(api.verifyText, { body: { text } })
  return [answer, reason]
}
const stamped = (scannedText: string) =>
  sealer(api.stampSheet, { body: { actId: randomUUID(), scannedText } })
const settings = (changes: Partial<{ mode: 'wet' | 'electronic'; quota: number; spaceMm: number }> = {}) =>
  administrator(api.setSeal, {
    body: { actId: randomUUID(), mode: 'wet', spaceMm: 40, diameterMm: 36, quota: 200, ...changes },
  })

describe('a stamp by hand', () => {
  test('is confirmed sheet by sheet from a pile; the counter hands over only what bears it', async () => {
    const pile = [await sealedCase(), await sealedCase(), await sealedCase()]
    const symbols: string[] = []
    for (const one of pile) symbols.push(await printedPaper(one))
    const [first = '', second = '', third = ''] = symbols
    const waiting = await sealer(api.readStamping, {})
    expect(waiting.sheets.map(({ caseId, printed: isPrinted }) => [caseId, isPrinted])).toEqual(
      pile.map(({ caseId }) => [caseId, true]),
    )
    const handOver = (one: Case, scannedText: string) =>
      clerk(api.handOver, { params: one, body: { ...act(one), scannedText } })
    expect((await refusalOf(handOver(pile[1]!, second))).code).toBe('not-stamped-yet')
    expect(await stamped(`${second}\r`)).toMatchObject({
      outcome: 'stamped',
      left: 2,
      sheet: { caseId: pile[1]?.caseId },
      next: { caseId: pile[0]?.caseId },
    })
    expect(await stamped(second)).toMatchObject({ outcome: 'already', left: 2 })
    expect((await handOver(pile[1]!, second)).state).toBe('handed-over')
    await stamped(first)
    expect(await stamped(third)).toMatchObject({ left: 0, next: null })
  })

  test('is not taken on a sheet that is not printed, of nobody here, or for another case', async () => {
    const [one, other] = [await sealedCase(), await sealedCase()]
    const symbol = await printedPaper(other)
    const stamp = (scannedText: string) =>
      sealer(api.stampCase, { params: one, body: { ...act(one), scannedText } })
    expect((await refusalOf(stamp(symbol))).code).toBe('not-printed-yet')
    await printedPaper(one)
    expect(await refusalOf(stamp(symbol))).toMatchObject({
      code: 'wrong-permit-scanned',
      data: { scanned: other.permit?.number },
    })
    expect((await refusalOf(stamped('https://vi-du.example/'))).code).toBe('not-a-paper-scanned')
    expect(
      (await refusalOf(clerk(api.stampSheet, { body: { actId: randomUUID(), scannedText: symbol } }))).code,
    ).toBe('not-your-role')
  })
})

describe('the quota of a session', () => {
  test('stops the session that has sealed so many, until a reason is given; the journal keeps it', async () => {
    await settings({ quota: 1 })
    const again = await ward.as('sealer')
    const sealIn = async (overQuota: OverQuotaReason | null) => {
      const approved = await caseUntil(ward, 'approved', allDay)
      return again(api.sealCase, { params: approved, body: { ...act(approved), pin, overQuota } })
    }
    await sealIn(null)
    expect(await again(api.readSealingSession, {})).toMatchObject({ sealed: 1, quota: 1, open: true })
    expect(await refusalOf(sealIn(null))).toMatchObject({ code: 'over-quota', data: { quota: 1 } })
    const approved = await caseUntil(ward, 'approved', allDay)
    const invented = { ...act(approved), pin, overQuota: 'no-reason' }
    // As no page of ours asks, so the types have no word for it.
    const asked = again(api.sealCase, { params: approved, body: invented as never })
    expect((await refusalOf(asked)).code).toBe('invalid-input')
    const { caseId } = await sealIn('campaign')
    const line = ward
      .office()
      .core.desk()
      ?.store.database.prepare(`SELECT line FROM event WHERE subject = ? AND type = 'permit.sealed'`)
      .pluck()
      .get(caseId)
    expect(String(line)).toContain('"overQuota":"campaign"')
    await settings()
  })
})

describe('a paper issued again', () => {
  test('has a new number and says so; the earlier one is replaced at once, and at the city', async () => {
    const one = await sealedCase()
    const lost = await printedPaper(one)
    const body = { ...act(one), pin, reason: 'lost' as const }
    const after = await sealer(api.replacePaper, { params: one, body })
    expect(after.permit).toMatchObject({ replaces: 1, stampedAt: null, printedCopies: 0 })
    expect(after.permit?.number).not.toBe(one.permit?.number)
    expect(await answerOf(lost)).toEqual(['replaced', 'replaced'])
    const fresh = await printedPaper(after)
    const text = readBack(lastPdf(), (back) => words(back.text))
    expect(text).toContain('CẤP LẠI')
    expect(text).toContain(one.permit?.number)
    expect(await answerOf(fresh)).toEqual(['valid', null])
    expect((await refusalOf(stamped(lost))).code).toBe('wrong-permit-scanned')
    await clerk(api.sendNow, {})
    await ward.city.admin.keepHouse()
    await clerk(api.sendNow, {})
    const lists = ward.office().core.desk()?.tokens.lists()
    expect(lists?.revocation?.entries.some(({ reason }) => reason === 2)).toBe(true)
  })
})

describe('a paper that is withdrawn', () => {
  test.each([
    ['withdrawn', 'withdrawn'],
    ['lost', 'lost'],
    ['issued-in-error', 'issued-in-error'],
  ] as const)('(%s) is red here at once, and neither printed nor handed over', async (reason, told) => {
    const one = await sealedCase()
    const symbol = await printedPaper(one)
    const body = { ...act(one), reason, note: 'Người dân báo tại quầy' }
    const after = await official(api.withdrawPaper, { params: one, body })
    expect(after.permit?.withdrawn).toBe(reason)
    expect(await answerOf(symbol)).toEqual(['revoked', told])
    expect((await refusalOf(printed(clerk, one.caseId, 'permit', 'jammed'))).code).toBe('paper-withdrawn')
    expect((await refusalOf(stamped(symbol))).code).toBe('paper-withdrawn')
  })

  test('with a range of numbers: these and no others, counted before', async () => {
    const range = [await sealedCase(), await sealedCase(), await sealedCase()]
    const [first, second, third] = range.map(({ permit }) => permit?.number ?? '')
    const target = { scope: 'range' as const, from: first!.slice(0, 5), to: second! }
    expect((await official(api.countPapers, { body: target })).papers).toBe(2)
    const body = { actId: randomUUID(), target, reason: 'withdrawn' as const, reasonCode: 'printed-wrongly' }
    expect(await official(api.withdrawPapers, { body })).toEqual({ papers: 2 })
    expect(await official(api.withdrawPapers, { body })).toEqual({ papers: 0 })
    expect((await read(range[1]!)).permit?.withdrawn).toBe('withdrawn')
    expect((await read(range[2]!)).permit).toMatchObject({ withdrawn: null, number: third })
    const backwards = { ...target, from: third!, to: first! }
    expect((await refusalOf(official(api.countPapers, { body: backwards }))).data).toEqual({
      fields: 'target.to',
    })
  })

  test('with a whole series: its key goes on in the next one, whose papers count', async () => {
    const one = await sealedCase()
    const symbol = await printedPaper(one)
    const { series } = await official(api.readSeries, {})
    const [newest] = series
    const target = { scope: 'series' as const, kid: newest!.kid, series: newest!.series }
    const body = { actId: randomUUID(), target, reason: 'withdrawn' as const, reasonCode: 'rules-changed' }
    expect((await official(api.withdrawPapers, { body })).papers).toBe(newest?.live)
    expect(await answerOf(symbol)).toEqual(['revoked', 'withdrawn'])
    const next = await sealedCase()
    expect(await answerOf(await printedPaper(next))).toEqual(['valid', null])
    expect((await official(api.readSeries, {})).series[0]).toMatchObject({
      series: newest!.series + 1,
      live: 1,
    })
    await clerk(api.sendNow, {})
    await ward.city.admin.keepHouse()
    await clerk(api.sendNow, {})
    expect(await answerOf(symbol)).toEqual(['revoked', 'withdrawn'])
  })
})

describe('an electronic seal', () => {
  let signing: ReturnType<typeof issuingIn>
  beforeAll(async () => {
    signing = issuingIn(temporaryFolder())
    signing.issue('dau', 'p256')
    execFileSync(
      'openssl',
      [
        'pkcs12',
        '-export',
        '-inkey',
        'dau.key',
        '-in',
        'dau.pem',
        '-certfile',
        'root.pem',
        '-passout',
        'pass:mở khóa',
        '-out',
        'dau.p12',
      ],
      { cwd: signing.folder },
    )
  })

  test('wants a certificate and a picture first, and says what is wrong with a file', async () => {
    expect((await refusalOf(settings({ mode: 'electronic' }))).code).toBe('seal-not-set-up')
    const file = readFileSync(join(signing.folder, 'dau.p12')).toString('base64')
    const wrong = administrator(api.chooseKeyFile, { body: { file, password: 'sai' } })
    expect(await refusalOf(wrong)).toMatchObject({ code: 'certificate-unusable', status: 422 })
    const known = await administrator(api.chooseKeyFile, { body: { file, password: 'mở khóa' } })
    expect(known).toMatchObject({ certificate: 'file', known: { name: 'dau' } })
    expect((await refusalOf(settings({ mode: 'electronic' }))).code).toBe('seal-not-set-up')
    const photo = administrator(api.putSealPicture, { body: new Uint8Array([1, 2, 3]) })
    expect((await refusalOf(photo)).code).toBe('seal-picture-unusable')
    await administrator(api.putSealPicture, { body: new Uint8Array(sampleSeal) })
    const { user } = colleagues.official
    await administrator(api.putHandPicture, { params: { user }, body: new Uint8Array(sampleHand) })
    expect(await settings({ mode: 'electronic' })).toMatchObject({ mode: 'electronic', hasPicture: true })
  })

  test('is not put on while the certificate is locked; a wrong password opens nothing', async () => {
    const approved = await caseUntil(ward, 'approved', allDay)
    expect((await refusalOf(seal(approved))).code).toBe('seal-not-set-up')
    const wrong = sealer(api.unlockSeal, { body: { secret: 'sai' } })
    expect((await refusalOf(wrong)).code).toBe('certificate-unusable')
    expect(await sealer(api.readSealingSession, {})).toMatchObject({ open: false, certificate: 'file' })
    expect((await read(approved)).state).toBe('approved')
  })

  test('is a signature that pdfsig and OpenSSL take, on the very file every reprint is; no stamp is asked for', async () => {
    await sealer(api.unlockSeal, { body: { secret: 'mở khóa' } })
    const sealed = await sealedCase()
    expect(sealed.permit).toMatchObject({ seal: 'electronic', stampedAt: null })
    const symbol = await printedPaper(sealed)
    const pdf = lastPdf()
    expect(await answerOf(symbol)).toEqual(['valid', null])
    expect(askPoppler(signing.folder, pdf)).toContain('Signature is Valid')
    expect(askOpenssl(signing.folder, signing.root, pdf)).toContain('successful')
    expect(readBack(pdf, (back) => words(back.text))).toContain('Ký số bởi dau')
    // Whatever the printer is set to: what is signed stays as it was signed.
    const placing = { xMm: 3, yMm: 2, percent: 101 }
    const profile = { printer: 'folder', kind: 'permit', paper: 'A4', ...placing } as const
    await clerk(api.setPrinterProfile, { body: { actId: randomUUID(), ...profile } })
    await printedPaper(sealed, 'jammed')
    expect(Buffer.from(lastPdf())).toEqual(Buffer.from(pdf))
    const waiting = await sealer(api.readStamping, {})
    expect(waiting.sheets.map(({ caseId }) => caseId)).not.toContain(sealed.caseId)
    const body = { ...act(sealed), scannedText: symbol }
    expect((await clerk(api.handOver, { params: sealed, body })).state).toBe('handed-over')
  })

  test('stands on a paper issued again too, which names the one it replaces', async () => {
    const one = await sealedCase()
    const after = await sealer(api.replacePaper, {
      params: one,
      body: { ...act(one), pin, reason: 'spoiled' },
    })
    await printedPaper(after)
    const text = readBack(lastPdf(), (back) => words(back.text))
    expect(text).toContain('CẤP LẠI')
    expect(text).toContain(one.permit?.number)
    expect(askPoppler(signing.folder, lastPdf())).toContain('Signature is Valid')
  })

  test('is whole or not at all: signed while the disk is full, nothing is sealed, and the serial is still free', async () => {
    const database = ward.office().core.desk()?.store.database
    if (!database) throw new Error('the office is closed')
    const before = await sealedCase()
    const kept = () => database.prepare('SELECT count(*) FROM signed_sheet').pluck().get()
    const count = kept()
    const approved = await caseUntil(ward, 'approved', allDay)
    database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`)
    const refused = await refusalOf(seal(approved)).finally(() => database.pragma('max_page_count = 1000000'))
    expect(refused.code).toBe('disk-full')
    expect([(await read(approved)).state, kept()]).toEqual(['approved', count])
    const after = await seal(approved)
    const serial = ({ permit }: Case) => Number(/\d+/.exec(permit?.number ?? '')?.[0])
    expect(serial(after)).toBe(serial(before) + 1)
    expect(kept()).toBe(Number(count) + 1)
  })

  test('is gone with the setting: from then on sheets have their clear space again', async () => {
    await settings()
    const sealed = await sealedCase()
    expect(sealed.permit?.seal).toBe('wet')
    const store = ward.office().core.desk()?.store
    expect(store && rebuildEqualsLive(store)).toBe(true)
  })
})

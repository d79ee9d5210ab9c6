import { randomUUID } from 'node:crypto'
import { appendFileSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import { rebuildEqualsLive } from '../office/journal/testing/ledger.ts'
import { sampleSeal } from '../office/sheets/testing/pictures.ts'
import { readBack } from '../office/sheets/testing/read-back.ts'
import { type Issuing, issuingIn } from '../office/signing/testing/issuing.ts'
import { askOpenssl, askPoppler } from '../office/signing/testing/judge-pdf.ts'
import {
  lackingForTokens,
  officeToken,
  softModule,
  type SoftToken,
} from '../office/signing/testing/soft-token.ts'
import { act, caseUntil, printed } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

const lacking = lackingForTokens()
const reason = lacking ? ` (not run: ${lacking})` : ''

describe.skipIf(lacking !== null)(`an office whose certificate is on a signing token${reason}`, () => {
  let ward: WardWithCity
  let issuing: Issuing
  let soft: SoftToken
  let modulePath: string
  let sealer: Call
  let administrator: Call
  const pin = colleagues.sealer.pin ?? ''

  beforeAll(async () => {
    issuing = issuingIn(temporaryFolder())
    modulePath = join(temporaryFolder(), 'libsofthsm2.so')
    soft = officeToken(issuing, 'Con dấu phường')
    ward = await wardWithCity()
    ;[sealer, administrator] = await Promise.all([ward.as('sealer'), ward.as('administrator')])
    await sealer(api.sendNow, {})
  })
  afterAll(() => ward.close())

  const unlock = (secret: string) => sealer(api.unlockSeal, { body: { secret } })
  const approved = () => caseUntil(ward, 'approved', { schedule: { windows: [] } })

  test('is told which tokens and certificates there are, and pins the one it takes', async () => {
    const choose = (path: string, who = administrator) =>
      refusalOf(who(api.pinModule, { body: { actId: randomUUID(), modulePath: path } }))
    expect(await choose('/khong/co.so')).toMatchObject({
      code: 'token-module-unusable',
      data: { detail: 'không đọc được tệp này' },
    })
    expect((await choose('libsofthsm2.so')).data).toEqual({ fields: 'modulePath' })
    expect((await choose(softModule, sealer)).code).toBe('not-your-role')
    expect((await refusalOf(administrator(api.findTokens, {}))).code).toBe('token-module-not-set')
    const key = { password: colleagues.sealer.password, pin: soft.pin }
    expect((await refusalOf(sealer(api.makeTokenKey, { body: key }))).code).toBe('token-module-not-set')
    copyFileSync(softModule, modulePath)
    await administrator(api.pinModule, { body: { actId: randomUUID(), modulePath } })
    const { tokens } = await administrator(api.findTokens, {})
    const found = tokens.find(({ label }) => label === 'Con dấu phường')
    expect(found?.certificates.map(({ name }) => name)).toContain('Con dấu số 02')
    const { fingerprint = '' } = found?.certificates.find(({ name }) => name === 'Con dấu số 02') ?? {}
    const body = { token: found?.token ?? '', fingerprint }
    const taken = await administrator(api.chooseToken, { body })
    expect(taken).toMatchObject({ certificate: 'token', known: { name: 'Con dấu số 02' } })
    await administrator(api.putSealPicture, { body: new Uint8Array(sampleSeal) })
    const setting = { mode: 'electronic' as const, spaceMm: 40, diameterMm: 36, quota: 200 }
    await administrator(api.setSeal, { body: { actId: randomUUID(), ...setting } })
  })

  test('signs with the key that never leaves the token; its PIN is asked once a session', async () => {
    const one = await approved()
    const seal = () => sealer(api.sealCase, { params: one, body: { ...act(one), pin } })
    expect((await refusalOf(seal())).code).toBe('seal-not-set-up')
    await unlock(soft.pin)
    const sealed = await seal()
    await printed(sealer, sealed.caseId, 'permit')
    const pdf = ward.ports.printed.at(-1)?.pdf ?? new Uint8Array()
    expect(askPoppler(issuing.folder, pdf)).toContain('Signature is Valid')
    expect(askOpenssl(issuing.folder, issuing.root, pdf)).toContain('successful')
    const again = await approved()
    const next = await sealer(api.sealCase, { params: again, body: { ...act(again), pin } })
    expect(next.permit?.seal).toBe('electronic')
  })

  test('may have the key of its ward police on it too: the QR is signed inside, under the PIN of the token', async () => {
    const body = { password: colleagues.sealer.password, pin: soft.pin }
    await sealer(api.makeTokenKey, { body })
    await sealer(api.sendNow, {})
    const { keys } = await sealer(api.readKeys, {})
    expect(keys).toMatchObject([
      { state: 'current', place: 'token', listed: 'yes' },
      { state: 'ended', ended: 'retired', place: 'destroyed' },
    ])
    const one = await approved()
    const seal = (secret: string) => sealer(api.sealCase, { params: one, body: { ...act(one), pin: secret } })
    expect((await refusalOf(seal(pin))).code).toBe('wrong-pin')
    // The certificate's session and the key's are two: each unlocks the token for itself.
    await unlock(soft.pin)
    const sealed = await seal(soft.pin)
    await printed(sealer, sealed.caseId, 'permit')
    const symbol = readBack(
      ward.ports.printed.at(-1)?.pdf ?? new Uint8Array(),
      ({ symbols }) => symbols(1)[0] ?? '',
    )
    expect((await sealer(api.verifyText, { body: { text: symbol } })).answer).toBe('valid')
  })

  test('a wrong PIN says what is left and nothing is sealed; the last try is never made', async () => {
    const one = await approved()
    const answers = [await refusalOf(unlock('00000000')), await refusalOf(unlock('00000001'))]
    expect(answers.map(({ code, data }) => [code, data])).toEqual([
      ['wrong-pin', { left: 2 }],
      ['wrong-pin', { left: 1 }],
    ])
    expect((await refusalOf(unlock(soft.pin))).code).toBe('token-last-try')
    expect((await sealer(api.readSealingSession, {})).open).toBe(false)
    expect((await sealer(api.readCase, { params: one })).state).toBe('approved')
  })

  test('after its last but one try waits for an administrator, who has seen it take its PIN elsewhere', async () => {
    const [found] = (await administrator(api.findTokens, {})).tokens
    expect(found?.triesLeft).toBe(1)
    const body = { actId: randomUUID(), token: found?.token ?? '' }
    expect((await refusalOf(sealer(api.countTriesAnew, { body }))).code).toBe('not-your-role')
    await administrator(api.countTriesAnew, { body })
    const [now] = (await administrator(api.findTokens, {})).tokens
    expect(now?.triesLeft).toBeGreaterThan(1)
    await unlock(soft.pin)
    expect((await sealer(api.readSealingSession, {})).open).toBe(true)
  })

  test('is not touched through a module with another byte, whoever asks, until an administrator chooses it anew', async () => {
    appendFileSync(modulePath, '\n')
    const changed = [
      () => administrator(api.findTokens, {}),
      () => unlock(soft.pin),
      () => sealer(api.makeTokenKey, { body: { password: colleagues.sealer.password, pin: soft.pin } }),
    ]
    for (const refused of changed) expect((await refusalOf(refused())).code).toBe('token-module-changed')
    await administrator(api.pinModule, { body: { actId: randomUUID(), modulePath } })
    await unlock(soft.pin)
    const store = ward.office().core.desk()?.store
    expect(store && rebuildEqualsLive(store)).toBe(true)
  })
})

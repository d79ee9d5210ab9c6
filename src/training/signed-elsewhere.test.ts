import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { sql } from '../office/database/store.ts'
import { sampleSeal } from '../office/sheets/testing/pictures.ts'
import { issuingIn } from '../office/signing/testing/issuing.ts'
import { askPoppler } from '../office/signing/testing/judge-pdf.ts'
import { act, caseUntil, printed } from '../office/testing/applications.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { type OtherPc, otherPc } from './testing/ward-of-two.ts'
import { type WardWithCity, wardWithCity } from './testing/ward-with-city.ts'

let ward: WardWithCity
let sealers: OtherPc
const signing = issuingIn(temporaryFolder())
beforeAll(async () => {
  ward = await wardWithCity()
  sealers = await otherPc(ward, 'the sealing room')
  signing.issue('dau', 'p256')
  const made = '-export -inkey dau.key -in dau.pem -certfile root.pem -passout pass:thu -out dau.p12'.split(
    ' ',
  )
  execFileSync('openssl', ['pkcs12', ...made], { cwd: signing.folder })
  const administrator = await sealers.as('administrator')
  const file = readFileSync(join(signing.folder, 'dau.p12')).toString('base64')
  await administrator(api.chooseKeyFile, { body: { file, password: 'thu' } })
  await administrator(api.putSealPicture, { body: new Uint8Array(sampleSeal) })
  const setting = { mode: 'electronic' as const, spaceMm: 40, diameterMm: 36, quota: 200 }
  await administrator(api.setSeal, { body: { actId: randomUUID(), ...setting } })
})
afterAll(async () => {
  await sealers.close()
  await ward.close()
})

test('a paper signed in the sealing room is printed at the counter: the very file, encrypted on its way', async () => {
  const clerk = await ward.as('clerk')
  const sealer = await sealers.as('sealer')
  const approved = await caseUntil(ward, 'approved')
  const params = { caseId: approved.caseId }
  await clerk(api.sendNow, {})
  await sealer(api.sendNow, {})
  await sealer(api.unlockSeal, { body: { secret: 'thu' } })
  const pin = colleagues.sealer.pin ?? ''
  const seen = await sealer(api.readCase, { params })
  await sealer(api.sealCase, { params, body: { ...act(seen), pin, overQuota: null } })

  // The lines are here; the file is not.
  const blobs = sealers.desk().store.all(sql.selectFrom('blob_out').selectAll())
  sealers.desk().store.transact((tx) => tx.run(sql.deleteFrom('blob_out')))
  await sealer(api.sendNow, {})
  await clerk(api.sendNow, {})
  const early = await refusalOf(printed(clerk, approved.caseId, 'permit'))
  expect(early).toMatchObject({ code: 'signed-elsewhere', status: 409 })

  sealers.desk().store.transact((tx) => tx.run(sql.insertInto('blob_out').values(blobs)))
  await sealer(api.sendNow, {})
  ward.ports.clock.advance(61_000)
  await clerk(api.sendNow, {})
  await printed(clerk, approved.caseId, 'permit')
  const pdf = ward.ports.printed.at(-1)?.pdf ?? new Uint8Array()
  expect(askPoppler(signing.folder, pdf)).toContain('Signature is Valid')
  const kept = (desk: OtherPc['desk']) =>
    desk().store.all(sql.selectFrom('signed_sheet').select(['token_sha256', 'case_id', 'sheet', 'pdf']))
  const counter = () => {
    const desk = ward.office().core.desk()
    if (!desk) throw new Error('the office is closed')
    return desk
  }
  expect(kept(counter)).toEqual(kept(sealers.desk))
  expect(sealers.desk().store.all(sql.selectFrom('blob_out').select('sha256'))).toEqual([])
  expect(blobs.map(({ bytes }) => bytes.includes('%PDF'))).toEqual([false])
})

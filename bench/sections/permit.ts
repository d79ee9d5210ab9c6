import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument } from 'pdf-lib'
import { toBuffer } from 'qrcode'
import * as api from '../../src/contract/desk/index.ts'
import { stretch } from '../../src/office/database/key-slots.ts'
import { testPorts } from '../../src/office/testing/ports.ts'
import { permit } from '../../src/office/sheets/permit/index.ts'
import { renderSheet } from '../../src/office/sheets/render.ts'
import { usualPermit } from '../../src/office/sheets/testing/samples.ts'
import { signedIn } from '../../src/training/testing/person.ts'
import { openTrainingOffice } from '../../src/training/training.ts'
import { createWatch } from '../measure.ts'
import { registration } from '../office.ts'
import { person, random } from '../people.ts'
import { ratio, type Row, timed } from '../table.ts'

/** One permit, from the request to seal to the bytes of its PDF. */
export async function permitSection(quick: boolean): Promise<Row[]> {
  const times = quick ? 8 : 60
  const ports = testPorts({ training: true })
  const training = await openTrainingOffice(ports)
  const account = (role: string) => {
    const found = training.accounts.find((one) => one.role === role && one.user !== 'ducthinh')
    if (!found) throw new Error(`no ${role} in the training office`)
    return found
  }
  const as = (role: string) => signedIn(training.office, account(role).user, account(role).password)
  const [clerk, police, official, sealer] = [
    await as('clerk'),
    await as('area-police'),
    await as('ward-official'),
    await as('ward-police'),
  ]
  const pin = account('ward-police').pin ?? ''
  const [whole, pinAlone, withoutPin, sheet, naive] = [
    createWatch(),
    createWatch(),
    createWatch(),
    createWatch(),
    createWatch(),
  ]
  const next = random(11)
  const { categories } = await clerk(api.readPack, { query: {} })
  for (let round = -3; round < times; round++) {
    const caseId = randomUUID()
    const now = ports.clock.now()
    const params = { caseId }
    const body = registration(person(next, round + 10, caseId), caseId, now, categories[0]?.code ?? 1)
    const registered = await clerk(api.registerCase, { body })
    const noted = (version: number) => ({ params, body: { actId: randomUUID(), version, note: null } })
    const verified = await police(api.verifyCase, noted(registered.version))
    const { version } = await official(api.approveCase, noted(verified.version))
    const pinTime = await timeOf(() => stretch(pin, randomBytes(16)))
    const seal = await timeOf(() =>
      sealer(api.sealCase, { params, body: { actId: randomUUID(), version, pin } }),
    )
    const asked = { sheet: 'permit', printer: null, way: 'pdf' as const, reprintReason: null }
    await sealer(api.printSheet, { params, body: { ...asked, actId: randomUUID() } })
    const pdf = await timeOf(async () => {
      const file = await sealer(api.readSheet, { params: { caseId, sheet: 'permit' } })
      return file.arrayBuffer()
    })
    const peer = await timeOf(() => naivePermit())
    const render = await timeOf(() => renderSheet(permit, usualPermit))
    if (round < 0) continue
    whole.note(seal.wall + pdf.wall, seal.cpu + pdf.cpu)
    pinAlone.note(pinTime.wall, pinTime.cpu)
    withoutPin.note(seal.wall + pdf.wall - pinTime.wall, seal.cpu + pdf.cpu - pinTime.cpu)
    sheet.note(render.wall, render.cpu)
    naive.note(peer.wall, peer.cpu)
  }
  await training.office.close()
  const beside = ratio(sheet.figures().cpu, naive.figures().cpu, 'CPU of naive')
  return [
    timed('permit', 'office, seal request → PDF', whole.figures()),
    timed('permit', 'of which the PIN (Argon2id, on purpose)', pinAlone.figures()),
    timed('permit', 'office, seal → PDF without the PIN', withoutPin.figures(), 'aim 60 ms'),
    timed('permit', 'sheet alone', sheet.figures(), beside),
    timed('permit', 'pdf-lib naive (drawText, QR as PNG)', naive.figures()),
  ]
}

async function timeOf(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const before = process.cpuUsage()
  const begun = performance.now()
  await work()
  const wall = performance.now() - begun
  const { user, system } = process.cpuUsage(before)
  return { wall, cpu: (user + system) / 1000 }
}

const fonts = ['Tinos-Regular.ttf', 'Tinos-Bold.ttf', 'Tinos-Italic.ttf'].map((name) =>
  readFileSync(join(import.meta.dirname, '../../resources/fonts', name)),
)

/** A sheet with as many runs of text, as the library's manual draws it. */
async function naivePermit(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const faces = await Promise.all(fonts.map((bytes) => document.embedFont(bytes, { subset: true })))
  const page = document.addPage([595.28, 841.89])
  for (let line = 0; line < 34; line++) {
    const font = faces[line % faces.length]
    if (!font) throw new Error('no font')
    page.drawText(`${line}. ${usualPermit.route} ${usualPermit.holder.fullName}`, {
      x: 60,
      y: 780 - line * 18,
      size: 13,
      font,
    })
  }
  const png = await toBuffer(usualPermit.tokenText, { errorCorrectionLevel: 'M', scale: 5, margin: 4 })
  page.drawImage(await document.embedPng(png), { x: 400, y: 60, width: 102, height: 102 })
  return document.save()
}

import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, dateAt } from '../domain/calendar.ts'
import * as api from '../contract/desk/index.ts'
import { testPorts } from '../office/testing/ports.ts'
import { openTrainingOffice, type TrainingOffice } from './training.ts'
import { signedIn } from './testing/person.ts'

const ports = testPorts({ training: true })
let training: TrainingOffice

beforeAll(async () => {
  training = await openTrainingOffice(ports)
})
afterAll(() => training.office.close())

const as = (user: string) => {
  const account = training.accounts.find((one) => one.user === user)
  if (!account) throw new Error(`no ${user}`)
  return signedIn(training.office, user, account.password)
}

test("one person is served from the ID card to the city's receipt", async () => {
  const clerk = await as('thanhmai')
  const cards = await clerk(api.listSampleCards, {})
  expect(cards.cards.length).toBeGreaterThan(5)
  const before = await clerk(api.readScans, { query: { after: 0 } })
  await clerk(api.scanSampleCard, { params: { id: 'can-cuoc-dung' } })
  await expect
    .poll(async () => (await clerk(api.readScans, { query: { after: before.last } })).scans.length)
    .toBe(1)
  const [scan] = (await clerk(api.readScans, { query: { after: before.last } })).scans
  expect(scan?.recognised).toMatchObject({
    kind: 'can-cuoc',
    idNumber: '001190004821',
    fullName: 'Đặng Thị Ngọc Dung',
    birthDate: '1990-09-08',
    accepted: true,
  })
  const card = scan!.recognised
  const today = dateAt(ports.clock.now())
  const caseId = randomUUID()
  const registered = await clerk(api.registerCase, {
    body: {
      caseId,
      draftId: null,
      scanRule: card.rule,
      personId: null,
      confirmed: [],
      applicant: {
        idKind: 'can-cuoc',
        idNumber: card.idNumber!,
        oldIdNumber: null,
        fullName: card.fullName!,
        birthDate: card.birthDate!,
        sex: card.sex!,
        residence: card.address!,
        phone: '0912345678',
      },
      details: {
        purpose: 'Khám bệnh',
        route: 'Ngõ 15 – Bệnh viện Mẫu',
        vehiclePlate: '29C12345',
        organisation: null,
        companions: null,
      },
      category: 4,
      schedule: {
        firstDay: today,
        lastDay: addDays(today, 6),
        weekdays: [0, 1, 2, 3, 4, 5, 6],
        windows: [[360, 1080]],
      },
    },
  })
  expect(registered.state).toBe('registered')
  await clerk(api.printSheet, {
    params: { caseId },
    body: { actId: randomUUID(), sheet: 'receipt', printer: null, way: 'printer', reprintReason: null },
  })
  expect(ports.printed).toHaveLength(1)

  const police = await as('vanhung')
  const verified = await police(api.verifyCase, {
    params: { caseId },
    body: { actId: randomUUID(), version: registered.version, note: 'Đúng nơi ở' },
  })
  expect(verified.state).toBe('verified')
  const official = await as('minhchau')
  const approved = await official(api.approveCase, {
    params: { caseId },
    body: { actId: randomUUID(), version: verified.version, note: null },
  })
  const sealer = await as('quocbao')
  await expect(
    sealer(api.sealCase, {
      params: { caseId },
      body: { actId: randomUUID(), version: approved.version, pin: '000000' },
    }),
  ).rejects.toMatchObject({ problem: { code: 'wrong-pin', data: { left: 4 } } })
  const sealed = await sealer(api.sealCase, {
    params: { caseId },
    body: { actId: randomUUID(), version: approved.version, pin: '258036' },
  })
  expect(sealed.permit?.number).toMatch(/^A0001\/GĐĐ-UBND$/)

  // Only looked at, a permit has no code that a checkpoint could read.
  const looked = await clerk(api.readSheet, { params: { caseId, sheet: 'permit' } })
  await expect(clerk(api.submitPicture, { body: looked })).rejects.toMatchObject({
    problem: { code: 'picture-unreadable' },
  })
  await clerk(api.printSheet, {
    params: { caseId },
    body: { actId: randomUUID(), sheet: 'permit', printer: null, way: 'printer', reprintReason: null },
  })
  const folder = mkdtempSync(join(tmpdir(), 'quay-line-'))
  writeFileSync(join(folder, 'permit.pdf'), ports.printed[1]!.pdf)
  execFileSync('pdftoppm', ['-r', '200', '-png', join(folder, 'permit.pdf'), join(folder, 'page')])
  const read = execFileSync('zbarimg', [
    '-q',
    '--raw',
    '-Sdisable',
    '-Sqrcode.enable',
    join(folder, 'page-1.png'),
  ])
    .toString()
    .replace(/\n$/, '')
  expect(read).toMatch(/^VP1:/)
  const verdict = await clerk(api.verifyText, { body: { text: read } })
  expect(verdict).toMatchObject({
    answer: 'training',
    caseId,
    content: { name: 'Đặng Thị Ngọc Dung', last4: '4821' },
  })
  const paper = await sealer(api.readSheet, { params: { caseId, sheet: 'permit' } })
  expect(Buffer.from(await paper.arrayBuffer())).toEqual(readFileSync(join(folder, 'permit.pdf')))

  // The stamp is put on by hand, and confirmed by scanning the sheet it stands on.
  const pile = await sealer(api.readStamping, {})
  expect(pile).toMatchObject({ total: 1, sheets: [{ caseId, printed: true }] })
  const stamped = await sealer(api.stampSheet, { body: { actId: randomUUID(), scannedText: read } })
  expect(stamped).toMatchObject({ outcome: 'stamped', left: 0, next: null, sheet: { caseId } })

  const closed = await clerk(api.handOver, {
    params: { caseId },
    body: { actId: randomUUID(), version: sealed.version, scannedText: read },
  })
  expect(closed.state).toBe('handed-over')

  await clerk(api.sendNow, {})
  const sync = await clerk(api.readSync, {})
  expect(sync).toMatchObject({ state: 'idle', waiting: 0, truth: 'equal', attention: [] })
  const synced = await clerk(api.readCase, { params: { caseId } })
  expect(synced.history.map(({ act, sync: state }) => [act, state])).toEqual(
    ['register', 'print', 'verify', 'approve', 'seal', 'print', 'stamp', 'hand-over'].map((act) => [
      act,
      'accepted',
    ]),
  )
})

test('the simulated reader scans the test codes too, while a reader is being checked', async () => {
  const clerk = await as('thanhmai')
  const offered = async () => (await clerk(api.listSampleCards, {})).cards.map(({ id }) => id)
  expect(await offered()).not.toContain('long')
  await clerk(api.startReaderCheck, { body: { reader: null } })
  const codes = (await offered()).slice(0, 4)
  expect(codes).toEqual(['suffix', 'ascii', 'vietnamese', 'long'])
  for (const id of codes) await clerk(api.scanSampleCard, { params: { id } })
  const { awaiting, report } = await clerk(api.readReaderCheck, {})
  expect([awaiting, report.verdict, report.mode, report.symbology]).toEqual([null, 'good', 'hid-pos', ']Q1'])
  await clerk(api.endReaderCheck, { body: { save: false } })
  expect(await offered()).not.toContain('long')
})

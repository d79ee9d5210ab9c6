import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '../../../contract/desk/index.ts'
import { rebuildEqualsLive } from '../../journal/testing/ledger.ts'
import { readBack } from '../../sheets/testing/read-back.ts'
import { act, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { temporaryFolder } from '../../testing/ports.ts'
import type { StaffedOffice } from '../../testing/staffed-office.ts'
import { certificateIn, type MailServer, mails, mailServer } from './testing/mail-server.ts'
import { deskOf, noticeOffice, notices, setMail, toldCase } from './testing/notice-office.ts'

let made: ReturnType<typeof certificateIn>
let ward: StaffedOffice
let server: MailServer
beforeAll(() => {
  made = certificateIn(temporaryFolder())
})
beforeEach(async () => {
  ward = await noticeOffice()
  server = await mailServer(0, made)
})
afterEach(async () => {
  expect(rebuildEqualsLive(deskOf(ward).store), 'the journal tells all of it').toBe(true)
  expect(JSON.stringify(ward.ports.lines)).not.toMatch(/may-mau|Đặng Thị|mat-khau-thu/)
  await ward.close()
  await server.close()
})

const hour = 3_600_000
const subjects = async () => (await mails(server)).map(({ subject }) => subject)

describe('a notice', () => {
  test('is sent once, says what its letter says, and names nobody in its subject', async () => {
    await setMail(ward, server)
    const refused = await toldCase(ward, 'refused')
    await deskOf(ward).post.run()
    await deskOf(ward).post.run(true)
    expect(await subjects()).toEqual([
      `Hồ sơ ${refused.number}: đã tiếp nhận`,
      `Hồ sơ ${refused.number}: không được chấp thuận`,
    ])
    expect(server.received[1]?.to).toEqual(['hanhchinh@may-mau.example'])
    const last = (await mails(server))[1]
    expect(last?.from).toEqual({
      name: 'Ủy ban nhân dân Phường Ví Dụ',
      address: 'motcua@vi-du.example',
    })
    expect(last?.text).toContain('Chưa đủ căn cứ về sự cần thiết đi lại')
    expect(last?.text).toContain('Việc có thể làm tiếp:')
    const [letter] = last?.attachments ?? []
    expect(letter).toMatchObject({ filename: `refusal-${refused.number}.pdf`, mimeType: 'application/pdf' })
    expect(await notices(ward, 'done')).toMatchObject([
      { state: 'sent', code: 250 },
      { state: 'sent', tries: 1 },
    ])
  })

  test('goes before those that were queued after it, however fast they were', async () => {
    await setMail(ward, server)
    // Stands still while the notices are queued.
    const now = ward.ports.clock.now()
    const told = []
    for (let at = 0; at < 6; at += 1) told.push((await toldCase(ward)).number)
    ward.ports.clock.now = () => now + hour
    await deskOf(ward).post.run()
    expect(await subjects()).toEqual(told.map((number) => `Hồ sơ ${number}: đã tiếp nhận`))
  })

  test('has headers of plain ASCII, which read back as Vietnamese', async () => {
    await setMail(ward, server)
    await toldCase(ward)
    await deskOf(ward).post.run()
    const raw = server.received[0]?.raw.toString('latin1') ?? ''
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'))
    expect(headers).toMatch(/^[\r\n\t -~]*$/)
    expect(headers).toMatch(/Subject: =\?UTF-8\?/i)
    expect(headers).toMatch(/Auto-Submitted: auto-generated/)
    const [notice] = await notices(ward, 'done')
    expect((await mails(server))[0]?.messageId).toBe(`<${notice?.noticeId}@vi-du.example>`)
  })

  test('goes to nobody who did not ask for it, and tells nothing of before', async () => {
    const before = await toldCase(ward)
    await deskOf(ward).post.run(true)
    expect(await notices(ward, 'waiting')).toEqual([])
    await setMail(ward, server)
    await caseUntil(ward, 'refused')
    await deskOf(ward).post.run()
    expect(server.received).toEqual([])
    const clerk = await ward.as('clerk')
    await clerk(api.stopCase, {
      params: before,
      body: { ...act(before), reasonCode: 'withdrawn-by-applicant', note: 'Đơn vị rút hồ sơ' },
    })
    await deskOf(ward).post.run()
    expect(await subjects()).toEqual([`Hồ sơ ${before.number}: dừng giải quyết`])
  })

  test('waits while the server is down, through a restart, and goes once when it is up', async () => {
    await setMail(ward, server)
    await server.close()
    await toldCase(ward)
    await deskOf(ward).post.run()
    const clerk = await ward.as('clerk')
    const waiting = await clerk(api.listNotices, { query: { show: 'waiting' } })
    expect(waiting).toMatchObject({ line: { problem: 'unreachable' }, counts: { waiting: 1 } })
    expect(waiting.items).toMatchObject([{ state: 'waiting', tries: 0 }])
    await ward.restart()
    await ward.as('clerk')
    server = await mailServer(server.port, made)
    ward.ports.clock.advance(hour)
    await deskOf(ward).post.run()
    await deskOf(ward).post.run(true)
    expect(server.received).toHaveLength(1)
  })
})

describe('a server that says no', () => {
  test('for now is asked again after a pause, not before', async () => {
    await setMail(ward, server)
    server.manner = 'later'
    await toldCase(ward)
    await deskOf(ward).post.run()
    expect(await notices(ward, 'waiting')).toMatchObject([{ reason: 'later', code: 451, tries: 1 }])
    server.manner = 'takes'
    await deskOf(ward).post.run()
    expect(server.heard()).toBe(1)
    ward.ports.clock.advance(hour)
    await deskOf(ward).post.run()
    expect(server.received).toHaveLength(1)
  })

  test('for good is not asked again: the notice waits for somebody, who tells people on paper', async () => {
    await setMail(ward, server)
    server.manner = 'refuses-person'
    await toldCase(ward)
    await deskOf(ward).post.run()
    ward.ports.clock.advance(hour)
    await deskOf(ward).post.run(true)
    const [given] = await notices(ward, 'attention')
    expect(given).toMatchObject({ state: 'given-up', reason: 'refused', code: 550, tries: 1 })
    const clerk = await ward.as('clerk')
    const settle = (way: 'paper' | 'arrived') =>
      clerk(api.settleNotice, {
        params: { noticeId: given?.noticeId ?? '' },
        body: { actId: randomUUID(), way },
      })
    expect(await refusalOf(settle('arrived'))).toMatchObject({ code: 'notice-moved' })
    expect(await clerk(api.countNotices, {})).toEqual({ attention: 1 })
    expect(await settle('paper')).toMatchObject({ state: 'paper' })
    expect(await refusalOf(settle('paper'))).toMatchObject({ code: 'notice-moved' })
  })

  test('to the message itself gives up too', async () => {
    await setMail(ward, server)
    server.manner = 'refuses-message'
    await toldCase(ward)
    await deskOf(ward).post.run()
    expect(await notices(ward, 'attention')).toMatchObject([{ reason: 'refused', code: 554 }])
  })

  test('for days is given up', async () => {
    await setMail(ward, server)
    await server.close()
    await toldCase(ward)
    await deskOf(ward).post.run()
    ward.ports.clock.advance(73 * hour)
    await deskOf(ward).post.run()
    expect(await notices(ward, 'attention')).toMatchObject([{ state: 'given-up', reason: 'too-long' }])
  })
})

describe('a connection that ends between the message and its answer', () => {
  test('leaves the notice uncertain: it is not sent again by itself, somebody decides', async () => {
    await setMail(ward, server)
    server.manner = 'hangs-up'
    await toldCase(ward)
    await deskOf(ward).post.run()
    const [uncertain] = await notices(ward, 'attention')
    expect(uncertain).toMatchObject({ state: 'uncertain', reason: 'unknown' })
    server.manner = 'takes'
    await deskOf(ward).post.run(true)
    expect(server.received).toEqual([])
    const clerk = await ward.as('clerk')
    await clerk(api.settleNotice, {
      params: { noticeId: uncertain?.noticeId ?? '' },
      body: { actId: randomUUID(), way: 'again' },
    })
    await deskOf(ward).post.run()
    expect((await mails(server)).map(({ messageId }) => messageId)).toEqual([
      `<${uncertain?.noticeId}@vi-du.example>`,
    ])
  })

  test('is the same when the program itself ended there', async () => {
    await setMail(ward, server)
    await toldCase(ward)
    const desk = deskOf(ward)
    await server.close()
    await desk.post.run()
    const [waiting] = await notices(ward, 'waiting')
    // What `sendNotice` writes before the server hears of the message; then the power goes.
    desk.journal.command((writing) =>
      writing.append({
        type: 'notice.sending',
        subject: waiting?.caseId ?? '',
        baseVer: 1,
        actor: { user: 'system', role: 'system', session: '-' },
        body: { notice: waiting?.noticeId ?? '' },
        personal: null,
      }),
    )
    await ward.restart()
    await ward.as('clerk')
    server = await mailServer(server.port, made)
    ward.ports.clock.advance(hour)
    await deskOf(ward).post.run(true)
    expect(server.received).toEqual([])
    expect(await notices(ward, 'attention')).toMatchObject([{ state: 'uncertain', reason: 'interrupted' }])
  })
})

describe('the mail server', () => {
  test('must show the pinned certificate, before it is told who asks', async () => {
    const other = certificateIn(temporaryFolder())
    for (const certificate of [other.cert, null]) {
      await setMail(ward, server, { certificate })
      const administrator = await ward.as('administrator')
      const body = { to: 'quantri@vi-du.example' }
      expect(await refusalOf(administrator(api.sendTestMessage, { body }))).toMatchObject({
        code: 'mail-certificate',
      })
    }
    expect(server.heard()).toBe(0)
  })

  test('takes a test message, and says why not when the password is wrong', async () => {
    const body = { to: 'quantri@vi-du.example' }
    const administrator = await ward.as('administrator')
    expect(await refusalOf(administrator(api.sendTestMessage, { body }))).toMatchObject({ code: 'mail-off' })
    await setMail(ward, server)
    expect(await administrator(api.sendTestMessage, { body })).toEqual({ code: 250 })
    expect(await subjects()).toEqual(['Thư thử của Quầy Một Cửa'])
    await setMail(ward, server, { password: 'sai-mat-khau' })
    expect(await refusalOf(administrator(api.sendTestMessage, { body }))).toMatchObject({
      code: 'mail-sign-in',
    })
  })

  test('may speak TLS from the first byte, and hears nothing where it protects nothing', async () => {
    const body = { to: 'quantri@vi-du.example' }
    const administrator = await ward.as('administrator')
    const [secure, open] = [await mailServer(0, made, 'tls'), await mailServer(0, made, 'none')]
    await setMail(ward, secure, { protection: 'tls' })
    expect(await administrator(api.sendTestMessage, { body })).toEqual({ code: 250 })
    await setMail(ward, open)
    expect(await refusalOf(administrator(api.sendTestMessage, { body }))).toMatchObject({
      code: 'mail-certificate',
    })
    expect(open.heard()).toBe(0)
    await Promise.all([secure.close(), open.close()])
  })

  test('is never given the password of another', async () => {
    const setting = await setMail(ward, server)
    expect(setting).toMatchObject({ user: 'quay', hasPassword: true })
    expect(JSON.stringify(setting)).not.toContain('mat-khau-thu')
    expect(await setMail(ward, server, { password: null, certificate: 'keep', days: 5 })).toMatchObject({
      days: 5,
      certificate: setting.certificate,
    })
    const elsewhere = setMail(ward, server, { password: null, host: 'thu.noi-khac.example' })
    expect(await refusalOf(elsewhere)).toMatchObject({
      code: 'invalid-input',
      detail: expect.stringContaining('password'),
    })
  })
})

test('people without telephone and e-mail stand on the pick-up list of their letters', async () => {
  const nobody = { applicant: { phone: null } } as const
  const refused = await caseUntil(ward, 'refused', nobody)
  const reachable = await caseUntil(ward, 'refused')
  await caseUntil(ward, 'verified', nobody)
  const clerk = await ward.as('clerk')
  const { onPaper } = await clerk(api.listNotices, { query: { show: 'waiting' } })
  expect(onPaper).toBe(1)
  const pdf = await clerk(api.readCounterList, {})
  const text = readBack(new Uint8Array(await pdf.arrayBuffer()), (sheet) => sheet.text)
  expect(text).toContain('DANH SÁCH NHẬN GIẤY, THƯ TẠI QUẦY')
  expect(text).toContain(refused.applicant.fullName)
  expect(text).toContain('Phiếu từ chối')
  expect(text).not.toContain(reachable.number)
})

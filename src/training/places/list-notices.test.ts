import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../../contract/desk/index.ts'
import {
  certificateIn,
  type MailServer,
  mails,
  mailServer,
} from '../../office/features/notices/testing/mail-server.ts'
import { deskOf, setMail } from '../../office/features/notices/testing/notice-office.ts'
import { readBack, words } from '../../office/sheets/testing/read-back.ts'
import { temporaryFolder } from '../../office/testing/ports.ts'
import {
  confirmedOrganisation,
  fileOf,
  judges,
  organisationOf,
  sealsBatch,
  takes,
  walkBatch,
} from './testing/organisation-list.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'

let place: Place
let server: MailServer
beforeAll(async () => {
  place = await openPlace('duc-giang-2021')
  server = await mailServer(0, certificateIn(temporaryFolder()))
})
afterAll(async () => {
  await place.close()
  await server.close()
})

const workers = Array.from({ length: 6 }, (_, at) => ({
  name: `Ngô Văn M${'abcdef'.charAt(at)}`,
  number: `0010850${10_000 + at}`,
}))
const told = async () =>
  (await mails(server)).map(({ subject, attachments }) => [subject, attachments.length])

test('an organisation hears once of each act on its list, with what has to be mended, though the server was down', async () => {
  const firm = await confirmedOrganisation(place, organisationOf(place, 'Công ty May Mẫu', workers))
  await setMail(place.ward, server)
  const { port } = server
  await server.close()
  const wrong = workers.map((one, at) => (at === 5 ? { ...one, born: 'năm con trâu' } : one))
  const batchId = randomUUID()
  const preview = await judges(place, firm, fileOf(wrong))
  expect(await takes(place, firm, preview, { batchId })).toMatchObject({ done: 5 })
  const { post } = deskOf(place.ward)
  await post.run()
  server = await mailServer(port, certificateIn(temporaryFolder()))
  await setMail(place.ward, server)
  await post.run(true)
  await post.run(true)
  const received = `Hồ sơ ${firm.number}: 5 người trong danh sách đã tiếp nhận`
  expect(await told()).toEqual([[received, 2]])
  const [mail] = await mails(server)
  expect(server.received[0]?.to).toEqual(['a@mau.example'])
  expect(mail?.text).toContain('1 dòng chưa nhận được')
  const [letter, sheet] = mail?.attachments ?? []
  expect(sheet?.filename).toBe('dong-can-sua.xlsx')
  readBack(new Uint8Array(letter?.content as ArrayBuffer), (back) =>
    expect(words(back.text).normalize('NFC')).toContain('5 dòng nhận được; 1 dòng cần chỉnh sửa'),
  )

  const { official } = place.people
  const { rows, acts } = await official(api.readBatch, { params: { batchId } })
  const refused = rows[0]
  if (!refused) throw new Error('nobody was taken')
  for (const caseId of new Set([refused.caseId, ...(acts[0]?.sample ?? [])]))
    await official(api.lookAtRow, { params: { batchId }, body: { caseId } })
  const { refusalReasons } = await place.people.clerk(api.readPack, { query: {} })
  const body = {
    actId: randomUUID(),
    act: 'refuse' as const,
    cases: [refused.caseId],
    note: 'Chưa đủ căn cứ',
  }
  const reasonCode = refusalReasons[0]?.code ?? ''
  expect(
    await official(api.actOnBatch, { params: { batchId }, body: { ...body, reasonCode } }),
  ).toMatchObject({ done: 1 })
  await post.run(true)
  await walkBatch(place, batchId)
  expect(await sealsBatch(place, batchId)).toMatchObject({ done: 4 })
  await post.run(true)
  await post.run(true)
  expect(await told()).toEqual([
    [received, 2],
    [`Hồ sơ ${firm.number}: 1 người trong danh sách không được chấp thuận`, 0],
    [`Hồ sơ ${firm.number}: 4 người trong danh sách đã có kết quả`, 0],
  ])
  expect((await mails(server))[1]?.text).toContain(refused.fullName)
  expect(rebuilds(place)).toBe(true)
})

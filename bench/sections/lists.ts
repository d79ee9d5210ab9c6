import { readSheet } from 'read-excel-file/node'
import writeWorkbook from 'write-excel-file/node'
import type { CivilDate } from '../../src/domain/calendar.ts'
import { judgeFile } from '../../src/office/lists/judge-file.ts'
import { judgeTable } from '../../src/office/lists/judging/judge-table.ts'
import { listLimits } from '../../src/office/lists/limits.ts'
import { openList } from '../../src/office/lists/open-file.ts'
import { nodeListProcess } from '../../src/office/lists/process/start-process.ts'
import { createWatch } from '../measure.ts'
import { person, random } from '../people.ts'
import { ratio, type Row, timed } from '../table.ts'

// oxlint-disable-next-line no-unsafe-type-assertion -- a day that exists
const today = '2026-11-22' as CivilDate
const how = { kind: 'organisation', mapping: null, today } as const

/** A worker list as .xlsx: read and judged, beside the reader that only reads it. */
export async function listsSection(quick: boolean): Promise<Row[]> {
  return [...(await rowsOf(1_000, quick ? 3 : 15)), ...(await rowsOf(20_000, quick ? 1 : 5))]
}

async function rowsOf(count: number, times: number): Promise<Row[]> {
  const bytes = await workerList(count)
  const start = nodeListProcess()
  if (!start) throw new Error('the bench runs on plain Node')
  const [peer, read, judge, apart] = [createWatch(), createWatch(), createWatch(), createWatch()]
  for (let round = -1; round < times; round++) {
    const [toPeer, toRead, toJudge, toApart] =
      round < 0 ? [createWatch(), createWatch(), createWatch(), createWatch()] : [peer, read, judge, apart]
    await toPeer.run(() => readSheet(Buffer.from(bytes)))
    const part = { attachment: null, sheet: null, at: null }
    const opened = await toRead.run(() => openList({ name: null, bytes }, part, () => 0, listLimits))
    const judged = await toJudge.run(() => judgeTable(opened, how))
    if (judged.counts.bad > 0) throw new Error('the invented people are all good')
    await toApart.run(() => judgeFile({ name: null, bytes }, how, start))
  }
  const section = `list of ${count.toLocaleString('en')}`
  const beside = ratio(read.figures().cpu, peer.figures().cpu, 'CPU of read-excel-file')
  const both = ratio(
    read.figures().cpu + judge.figures().cpu,
    peer.figures().cpu,
    'CPU of read-excel-file, with the reading',
  )
  return [
    timed(section, 'read-excel-file, cells alone', peer.figures()),
    timed(section, 'read with limits, fonts, merged cells', read.figures(), beside),
    timed(section, 'every row judged', judge.figures(), both),
    timed(section, 'the whole, in a process of its own', apart.figures(), 'CPU of the office alone'),
  ]
}

async function workerList(count: number): Promise<Uint8Array> {
  const next = random(5)
  const head = [
    'STT',
    'Họ và tên',
    'Ngày sinh',
    'Giới tính',
    'Số CCCD',
    'Điện thoại',
    'Nơi ở',
    'Nơi làm việc',
    'Biển số xe',
    'Ghi chú',
  ]
  const rows = Array.from({ length: count }, (_, at) => {
    const { fullName, birthDate, sex, idNumber, residence, phone } = person(next, at, String(at))
    const born = birthDate.split('-').toReversed().join('/')
    return [
      at + 1,
      fullName,
      born,
      sex === 'male' ? 'Nam' : 'Nữ',
      idNumber,
      phone,
      residence,
      'Công ty Ví Dụ',
      '29-X1 123.45',
      null,
    ]
  })
  return writeWorkbook(
    [head, ...rows].map((row) => row.map((value) => (value === null ? null : { value }))),
  ).toBuffer()
}

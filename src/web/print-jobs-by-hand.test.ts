import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { byHand } from '../contract/desk/printers.ts'
import type { PrintJob } from '../contract/desk/print-jobs.ts'
import { sql } from '../office/database/store.ts'
import { folderPrinter } from '../office/host.ts'
import { readLine } from '../office/journal/line.ts'
import { type Picture, readBack } from '../office/sheets/testing/read-back.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { rebuilds } from '../training/places/testing/place.ts'
import { type PrintOffice, printOffice } from './testing/print-office.ts'

let office: PrintOffice
const before = { copies: 0 }
beforeAll(async () => {
  office = await printOffice(17)
  office.use(folderPrinter(temporaryFolder()))
}, 120_000)
afterAll(() => office.place.close())
beforeEach(() => {
  before.copies = office.copies().length
})

/** Where the mark stands along which cards are cut apart, 7 mm below the upper edge: mm from the left. */
function cutAt({ width, grey }: Picture): number {
  const row = Math.round((7 / 25.4) * 300) * width
  const dark = Array.from({ length: width }, (_, x) => x).filter((x) => (grey[row + x] ?? 255) < 128)
  return (((dark[0] ?? 0) + (dark.at(-1) ?? 0)) / 2) * (25.4 / 300)
}

/** The file of the part that a person prints. */
async function fileOf(job: PrintJob): Promise<Uint8Array> {
  const file = await office.clerk(api.readPrintPart, { params: job })
  return new Uint8Array(await file.arrayBuffer())
}
const confirm = (job: PrintJob) => office.clerk(api.confirmPrinted, { params: job })
const taken = () =>
  office.desk().store.all(sql.selectFrom('event').select('line').where('type', '=', 'records.taken')).length

describe('papers of a list that a person prints by the dialog of the system', () => {
  const wantCopies = (number: number) => {
    const rules = office
      .desk()
      .pack()
      .procedures.find(({ id }) => id === 'market-slip')
    Object.assign(rules?.copies ?? {}, { 'market-card-slip': number })
  }
  afterAll(() => wantCopies(1))

  test('come as a file that the journal tells of, and count by the word of the person', async () => {
    const made = await office.make(1, 5, byHand)
    expect(await office.handed(made)).toMatchObject({
      state: 'printing',
      printer: byHand,
      copies: 1,
      signed: 0,
    })
    const takenBefore = taken()
    readBack(await fileOf(made), (back) => {
      expect(back.pages).toBe(2)
      expect(back.symbols(1)).toHaveLength(4)
      expect(Math.abs(cutAt(back.picture(1, 300)) - 105)).toBeLessThan(0.2)
    })
    const placing = { xMm: 2.5, yMm: 0, percent: 98 }
    const profile = { printer: byHand, kind: 'market-cards', paper: 'A4', ...placing } as const
    await office.clerk(api.setPrinterProfile, { body: { actId: randomUUID(), ...profile } })
    readBack(await fileOf(made), (back) => {
      expect(back.symbols(1)).toHaveLength(4)
      expect(Math.abs(cutAt(back.picture(1, 300)) - (105 * 0.98 + 2.5))).toBeLessThan(0.2)
    })
    expect(taken()).toBe(takenBefore + 2)
    expect(office.copies().length).toBe(before.copies)
    expect(await confirm(made)).toMatchObject({ counts: { printed: 5, handed: 0 } })
    expect((await office.until(made, 'checking')).counts.printed).toBe(5)
    expect(office.copies().length - before.copies).toBe(5)
    expect((await refusalOf(confirm(made))).code).toBe('print-job-moved')
    expect((await refusalOf(fileOf(made))).code).toBe('print-job-moved')
  })

  test('after a jam begin at the paper behind the last good one, and go on at a printer if there is one again', async () => {
    const made = await office.make(6, 11, byHand)
    await office.handed(made)
    const stuck = await office.clerk(api.stopPrintJob, { params: made })
    const [, , third] = office
      .desk()
      .store.all(sql.selectFrom('print_item').selectAll().where('job_id', '=', made.jobId).orderBy('place'))
    await office.resume(stuck, third?.label ?? '')
    expect(await office.handed(made)).toMatchObject({
      counts: { printed: 3, handed: 3 },
      handed: { first: { place: 4 } },
    })
    await office.clerk(api.pausePrintJob, { params: made })
    expect((await refusalOf(office.resume(made, null, { printer: null }))).code).toBe('print-job-at-printer')
    await office.clerk(api.stopPrintJob, { params: made })
    await office.resume(made, null, { printer: null })
    expect((await office.until(made, 'checking')).counts.printed).toBe(6)
    expect(office.copies().length - before.copies).toBe(6)
  })

  test('as many copies as the rules want lie together, are counted, and a jam begins with the whole paper again', async () => {
    wantCopies(3)
    const made = await office.make(12, 14, byHand)
    await office.handed(made)
    const [first, second] = readBack(await fileOf(made), (back) => {
      expect(back.pages).toBe(3)
      return [back.symbols(1), back.symbols(2)]
    })
    expect([new Set(first).size, new Set(second).size]).toEqual([2, 2])
    const stuck = await office.clerk(api.stopPrintJob, { params: made })
    await office.resume(stuck, stuck.handed?.first.label ?? '')
    await office.handed(made)
    readBack(await fileOf(made), (back) => expect(back.pages).toBe(2))
    await confirm(made)
    expect((await office.until(made, 'checking')).counts.printed).toBe(3)
    const lines = office
      .desk()
      .store.all(
        sql
          .selectFrom('event')
          .select('line')
          .where('type', '=', 'sheet.printed')
          .orderBy('seq', 'desc')
          .limit(3),
      )
    const bodies = lines.map(({ line }) => readLine(line)?.body).toReversed()
    expect(bodies.map((body) => [body?.['copies'], body?.['blanks'], body?.['where']])).toEqual([
      [3, 1, 'pdf'],
      [3, 1, 'pdf'],
      [3, 1, 'pdf'],
    ])
  })
})

describe('a paper of a job that may be about', () => {
  test('gets a new one in the same job; the earlier code is replaced, the new one is scanned back', async () => {
    const sealer = await office.place.ward.as('sealer')
    const job = await office.until(await office.make(15, 17), 'checking')
    await office.clerk(api.stopPrintJob, { params: job })
    const [good] = job.samples
    await office.resume(job, good?.label ?? '', { spoiled: 'missing' })
    const aside = await office.until(job, 'checking')
    expect(aside.setAside.map(({ renewed }) => renewed)).toEqual([false, false])
    expect((await refusalOf(office.clerk(api.takeNewPapers, { params: job }))).code).toBe(
      'print-job-no-new-papers',
    )
    const [lost] = aside.setAside
    const params = { caseId: lost?.caseId ?? '' }
    const earlier = office.codeOf(params.caseId)
    const { version } = await sealer(api.readCase, { params })
    const body = { actId: randomUUID(), version, pin: colleagues.sealer.pin ?? '', reason: 'lost' as const }
    await sealer(api.replacePaper, { params, body })
    expect((await office.look(job)).setAside.map(({ renewed }) => renewed)).toEqual([true, false])
    await office.clerk(api.takeNewPapers, { params: job })
    const after = await office.until(job, 'checking')
    expect(after.counts).toMatchObject({ printed: 2, setAside: 1, waiting: 0 })
    const again = after.samples.find(({ caseId }) => caseId === params.caseId)
    expect(again).toMatchObject({ scanned: false })
    expect(again?.label).not.toBe(lost?.label)
    const scan = (scannedText: string) =>
      office.clerk(api.scanPrinted, { params: job, body: { scannedText } })
    expect((await refusalOf(scan(earlier))).code).toBe('wrong-permit-scanned')
    await scan(office.codeOf(params.caseId))
    expect((await office.clerk(api.verifyText, { body: { text: earlier } })).answer).not.toBe('valid')
  })
})

test('what was written gives the same tables again', () => {
  expect(rebuilds(office.place)).toBe(true)
})

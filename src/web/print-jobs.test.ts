import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Call } from '../contract/client.ts'
import * as api from '../contract/desk/index.ts'
import { byHand } from '../contract/desk/printers.ts'
import type { PrintJob, PrintJobState } from '../contract/desk/print-jobs.ts'
import { addDays, dateAt } from '../domain/calendar.ts'
import { sql } from '../office/database/store.ts'
import { rosterCsv } from '../office/features/households/testing/households.ts'
import { folderPrinter } from '../office/host.ts'
import { readLine } from '../office/journal/line.ts'
import type { Printer } from '../office/ports.ts'
import { readBack } from '../office/sheets/testing/read-back.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { colleagues } from '../office/testing/staffed-office.ts'
import { spellToken } from '../office/token/token.ts'
import { openPlace, type Place, rebuilds } from '../training/places/testing/place.ts'
import { systemPrinter } from './printer.ts'
import { type Cups, startCups, whyNoCups } from './testing/cups.ts'

/** Enough for a job of more than one part, which has 25 sheets with four cards. */
const cards = 147
/** Rows behind them, for jobs of few papers. */
const further = 24

let place: Place
let clerk: Call
const batchId = randomUUID()
beforeAll(async () => {
  place = await openPlace('tien-giang-2021')
  ;({ clerk } = place.people)
  await sealedCards()
}, 120_000)
afterAll(() => place.close())

async function sealedCards() {
  const { police, official, sealer } = place.people
  const { listId } = await clerk(api.readRoster, { body: rosterCsv(cards + further + 1, 4) })
  await clerk(api.takeRoster, {
    params: { listId },
    body: { actId: randomUUID(), group: 'Tổ 9', zone: 'CAM' },
  })
  const { firstDay, lastDay, digest } = await police(api.planMarketDays, { query: {} })
  await police(api.takeMarketDays, { body: { actId: randomUUID(), firstDay, lastDay, digest } })
  const today = dateAt(place.ward.ports.clock.now())
  const period = { firstDay: today, lastDay: addDays(today, 9), group: null }
  await clerk(api.makeCards, { body: { batchId, ...period } })
  const params = { batchId }
  for (const [person, act] of [
    [police, 'verify'],
    [official, 'approve'],
  ] as const) {
    const { acts } = await person(api.readBatch, { params })
    for (const caseId of acts.find((one) => one.act === act)?.sample ?? [])
      await person(api.lookAtRow, { params, body: { caseId } })
    const body = { actId: randomUUID(), act, cases: null, reasonCode: null, note: null }
    await person(api.actOnBatch, { params, body })
  }
  await sealer(api.sealBatch, { params, body: { actId: randomUUID(), pin: colleagues.sealer.pin ?? '' } })
}

const open = () => {
  const desk = place.ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  return desk
}
const use = (printer: Printer) => Object.assign(place.ward.ports, { printer })
/** Copies the journal tells of, by case. */
const copies = () => open().store.all(sql.selectFrom('sheet_print').select(['case_id', 'copies']))
const codeOf = (caseId: string) => {
  const row = open().store.first(sql.selectFrom('permit_case').select('token').where('id', '=', caseId))
  if (!row?.token) throw new Error('not sealed')
  return spellToken(new Uint8Array(row.token), 'base45')
}
const make = (from: number, to: number, printer: string | null = null) =>
  clerk(api.makePrintJob, { body: { jobId: randomUUID(), batchId, printer, rows: { from, to } } })
const look = ({ jobId }: PrintJob) => clerk(api.readPrintJob, { params: { jobId } })
async function until(job: PrintJob, ...states: PrintJobState[]): Promise<PrintJob> {
  for (;;) {
    const now = await look(job)
    if (states.includes(now.state)) return now
    await wait(50)
  }
}
const resume = (job: PrintJob, lastGood: string | null, more: object = {}) =>
  clerk(api.resumePrintJob, {
    params: job,
    body: { lastGood, spoiled: 'handed-in', next: 'go-on', ...more },
  })
const before = { copies: 0 }
beforeEach(() => {
  before.copies = copies().length
})

describe('papers of a list on the printer of the training office', () => {
  beforeAll(() => use(folderPrinter(temporaryFolder())))

  test('come out once each, are counted each, and those asked for are scanned back before the job is done', async () => {
    const made = await make(1, 22)
    const job = await until(made, 'checking')
    expect(job.counts).toMatchObject({ all: 22, printed: 22, waiting: 0 })
    expect(copies().length - before.copies).toBe(22)
    expect(job.samples.map((paper) => paper.place)).toEqual([1, 21, 22])
    const scan = (caseId: string) =>
      clerk(api.scanPrinted, { params: job, body: { scannedText: codeOf(caseId) } })
    for (const { caseId } of job.samples.slice(1)) expect((await scan(caseId)).state).toBe('checking')
    expect((await scan(job.samples[0]?.caseId ?? '')).state).toBe('done')
    expect((await refusalOf(make(1, 22))).code).toBe('print-job-empty')
  })

  test('a paper printed from its case meanwhile is left out of the job', async () => {
    const { printer } = place.ward.ports
    use({ ...printer, print: async () => ({ outcome: 'no-printer', detail: 'x' }) })
    const job = await until(await make(cards - 1, cards), 'stuck')
    expect((await refusalOf(make(cards - 1, cards))).code).toBe('print-job-empty')
    use(printer)
    const body = { sheet: 'market-card-slip', printer: null, way: 'printer' as const, reprintReason: null }
    await clerk(api.printSheet, {
      params: { caseId: job.next?.caseId ?? '' },
      body: { actId: randomUUID(), ...body },
    })
    await resume(job, null)
    expect((await until(job, 'checking')).counts).toMatchObject({ printed: 1, leftOut: 1 })
    expect(copies().length - before.copies).toBe(2)
  })

  test('a printer that is not there stops the job; it goes on where it stood', async () => {
    const { printer } = place.ward.ports
    use({ ...printer, print: async () => ({ outcome: 'no-printer', detail: 'x' }) })
    const job = await until(await make(23, 26), 'stuck')
    expect(job).toMatchObject({ why: 'no-printer', counts: { waiting: 4, handed: 0 } })
    use(printer)
    await resume(job, null)
    expect((await until(job, 'checking')).counts.printed).toBe(4)
    expect(copies().length - before.copies).toBe(4)
  })

  test('a program cut off while a part is on its way asks which came out: nothing twice, nothing missing', async () => {
    const { printer, dataDir } = place.ward.ports
    const answers: (() => void)[] = []
    use({
      ...printer,
      print: () => new Promise((resolve) => answers.push(() => resolve({ outcome: 'spooled', where: 'x' }))),
    })
    const made = await make(27, 30)
    while (answers.length === 0) await wait(20)
    // The disk as a cut of the current leaves it now: handed over, and no answer yet.
    const cut = temporaryFolder()
    cpSync(dataDir, cut, { recursive: true })
    answers[0]?.()
    await place.ward.exchangeFolder((folder) => {
      rmSync(folder, { recursive: true })
      cpSync(cut, folder, { recursive: true })
    })
    use(printer)
    clerk = await place.ward.as('clerk')
    const job = await until(made, 'stuck')
    expect(job).toMatchObject({ why: 'interrupted', counts: { handed: 4, printed: 0 } })
    await resume(job, codeOf(job.handed?.first.caseId ?? ''))
    expect((await until(job, 'checking')).counts).toMatchObject({ printed: 4 })
    expect(copies().length - before.copies).toBe(4)
    expect(copies().every((row) => row.copies === 1)).toBe(true)
  })
})

/** The file of the part that a person prints. */
async function fileOf(job: PrintJob): Promise<Uint8Array> {
  const file = await clerk(api.readPrintPart, { params: job })
  return new Uint8Array(await file.arrayBuffer())
}
const confirm = (job: PrintJob) => clerk(api.confirmPrinted, { params: job })
const taken = () =>
  open().store.all(sql.selectFrom('event').select('line').where('type', '=', 'records.taken')).length

describe('papers of a list that a person prints by the dialog of the system', () => {
  beforeAll(() => use(folderPrinter(temporaryFolder())))
  const row = (index: number) => cards + index
  const wantCopies = (number: number) => {
    const rules = open()
      .pack()
      .procedures.find(({ id }) => id === 'market-slip')
    Object.assign(rules?.copies ?? {}, { 'market-card-slip': number })
  }
  afterAll(() => wantCopies(1))

  test('come as a file that the journal tells of, and count by the word of the person', async () => {
    const made = await make(row(1), row(5), byHand)
    while ((await look(made)).counts.handed === 0) await wait(20)
    expect(await look(made)).toMatchObject({ state: 'printing', printer: byHand, copies: 1, signed: 0 })
    const takenBefore = taken()
    readBack(await fileOf(made), (back) => {
      expect(back.pages).toBe(2)
      expect(back.symbols(1)).toHaveLength(4)
    })
    expect(taken()).toBe(takenBefore + 1)
    expect(copies().length).toBe(before.copies)
    expect(await confirm(made)).toMatchObject({ counts: { printed: 5, handed: 0 } })
    expect((await until(made, 'checking')).counts.printed).toBe(5)
    expect(copies().length - before.copies).toBe(5)
    expect((await refusalOf(confirm(made))).code).toBe('print-job-moved')
    expect((await refusalOf(fileOf(made))).code).toBe('print-job-moved')
  })

  test('after a jam begin at the paper behind the last good one, and go on at a printer if there is one again', async () => {
    const made = await make(row(6), row(11), byHand)
    while ((await look(made)).counts.handed === 0) await wait(20)
    const stuck = await clerk(api.stopPrintJob, { params: made })
    const [, , third] = open().store.all(
      sql.selectFrom('print_item').selectAll().where('job_id', '=', made.jobId).orderBy('place'),
    )
    await resume(stuck, third?.label ?? '')
    while ((await look(made)).counts.handed === 0) await wait(20)
    expect(await look(made)).toMatchObject({
      counts: { printed: 3, handed: 3 },
      handed: { first: { place: 4 } },
    })
    await clerk(api.pausePrintJob, { params: made })
    expect((await refusalOf(resume(made, null, { printer: null }))).code).toBe('print-job-at-printer')
    await clerk(api.stopPrintJob, { params: made })
    await resume(made, null, { printer: null })
    expect((await until(made, 'checking')).counts.printed).toBe(6)
    expect(copies().length - before.copies).toBe(6)
  })

  test('as many copies as the rules want lie together, are counted, and a jam begins with the whole paper again', async () => {
    wantCopies(3)
    const made = await make(row(12), row(14), byHand)
    while ((await look(made)).counts.handed === 0) await wait(20)
    const [first, second] = readBack(await fileOf(made), (back) => {
      expect(back.pages).toBe(3)
      return [back.symbols(1), back.symbols(2)]
    })
    expect([new Set(first).size, new Set(second).size]).toEqual([2, 2])
    const stuck = await clerk(api.stopPrintJob, { params: made })
    await resume(stuck, stuck.handed?.first.label ?? '')
    while ((await look(made)).counts.handed === 0) await wait(20)
    readBack(await fileOf(made), (back) => expect(back.pages).toBe(2))
    await confirm(made)
    expect((await until(made, 'checking')).counts.printed).toBe(3)
    const lines = open().store.all(
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
  beforeAll(() => use(folderPrinter(temporaryFolder())))

  test('gets a new one in the same job; the earlier code is replaced, the new one is scanned back', async () => {
    const sealer = await place.ward.as('sealer')
    const job = await until(await make(cards + 15, cards + 17), 'checking')
    await clerk(api.stopPrintJob, { params: job })
    const [good] = job.samples
    await resume(job, good?.label ?? '', { spoiled: 'missing' })
    const aside = await until(job, 'checking')
    expect(aside.setAside.map(({ renewed }) => renewed)).toEqual([false, false])
    expect((await refusalOf(clerk(api.takeNewPapers, { params: job }))).code).toBe('print-job-no-new-papers')
    const [lost] = aside.setAside
    const params = { caseId: lost?.caseId ?? '' }
    const earlier = codeOf(params.caseId)
    const { version } = await sealer(api.readCase, { params })
    const body = { actId: randomUUID(), version, pin: colleagues.sealer.pin ?? '', reason: 'lost' as const }
    await sealer(api.replacePaper, { params, body })
    expect((await look(job)).setAside.map(({ renewed }) => renewed)).toEqual([true, false])
    await clerk(api.takeNewPapers, { params: job })
    const after = await until(job, 'checking')
    expect(after.counts).toMatchObject({ printed: 2, setAside: 1, waiting: 0 })
    const again = after.samples.find(({ caseId }) => caseId === params.caseId)
    expect(again).toMatchObject({ scanned: false })
    expect(again?.label).not.toBe(lost?.label)
    const scan = (scannedText: string) => clerk(api.scanPrinted, { params: job, body: { scannedText } })
    expect((await refusalOf(scan(earlier))).code).toBe('wrong-permit-scanned')
    await scan(codeOf(params.caseId))
    expect((await clerk(api.verifyText, { body: { text: earlier } })).answer).not.toBe('valid')
  })
})

describe.skipIf(whyNoCups !== null)(`papers of a list on a real spooler (${whyNoCups ?? 'CUPS'})`, () => {
  let cups: Cups
  beforeAll(async () => {
    cups = await startCups()
    use(systemPrinter())
  })
  afterAll(() => cups.close())

  test('count when the spooler says that they are out, and after a jam exactly the next one follows', async () => {
    await cups.jam(true)
    const made = await make(31, 36, cups.queue)
    while ((await look(made)).counts.handed === 0) await wait(50)
    const waiting = await look(made)
    expect(waiting).toMatchObject({ state: 'printing', counts: { handed: 6, printed: 0 } })
    expect(copies().length).toBe(before.copies)
    const stuck = await clerk(api.stopPrintJob, { params: made })
    expect(stuck).toMatchObject({ state: 'stuck', why: 'stopped-here' })
    expect((await refusalOf(resume(stuck, '999999/GĐĐ'))).code).toBe('print-job-unknown-paper')
    await cups.jam(false)
    const good = stuck.handed?.first
    const going = await resume(stuck, good?.label ?? '')
    expect(going.lastPrinted?.place).toBe(1)
    const done = await until(made, 'checking')
    expect(done.counts).toMatchObject({ printed: 6, waiting: 0 })
    expect(cups.tray).toHaveLength(1)
    expect(copies().length - before.copies).toBe(6)
  }, 15_000)

  test('what was counted and came out spoiled is printed again with its reason; what is missing is set aside', async () => {
    const job = await until(await make(37, 42, cups.queue), 'checking')
    const stopped = await clerk(api.stopPrintJob, { params: job })
    await resume(stopped, codeOf(job.samples[0]?.caseId ?? ''))
    const again = await until(job, 'checking')
    expect(again.counts).toMatchObject({ printed: 6, setAside: 0 })
    const made = copies().slice(before.copies)
    expect(copies().filter((row) => row.copies === 2)).toHaveLength(5)
    expect(made).toHaveLength(6)
    const torn = await clerk(api.stopPrintJob, { params: job })
    const last = torn.lastPrinted
    const good = again.samples[0]?.label ?? ''
    const ended = await resume(torn, good, { spoiled: 'missing', next: 'end' })
    expect(ended).toMatchObject({ state: 'cancelled', counts: { printed: 1, setAside: 5 } })
    expect(ended.setAside.at(-1)).toMatchObject(last ?? {})
    expect((await refusalOf(resume(ended, null))).code).toBe('print-job-moved')
  }, 15_000)

  test('a job too long for one part is handed over in parts, and a pause lets the part at the printer come out', async () => {
    await cups.jam(true)
    const made = await make(43, cards - 2, cups.queue)
    const partsBefore = cups.tray.length
    await clerk(api.pausePrintJob, { params: made })
    while ((await look(made)).counts.handed === 0 && (await look(made)).counts.printed === 0) {
      await resume(made, null)
      await wait(50)
      await clerk(api.pausePrintJob, { params: made })
    }
    const held = await look(made)
    expect(held).toMatchObject({ state: 'paused', counts: { handed: 100, waiting: 3 } })
    expect((await refusalOf(resume(held, null, { next: 'end' }))).code).toBe('print-job-at-printer')
    await cups.jam(false)
    while ((await look(made)).counts.printed === 0) await wait(50)
    expect(await look(made)).toMatchObject({ state: 'paused', counts: { printed: 100, waiting: 3 } })
    await resume(made, null)
    expect((await until(made, 'checking')).counts.printed).toBe(103)
    expect(cups.tray.length - partsBefore).toBe(2)
  }, 15_000)
})

test('what was written gives the same tables again', () => {
  expect(rebuilds(place)).toBe(true)
})

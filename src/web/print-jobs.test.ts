import { cpSync, rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as api from '../contract/desk/index.ts'
import { folderPrinter } from '../office/host.ts'
import { refusalOf } from '../office/testing/person.ts'
import { temporaryFolder } from '../office/testing/ports.ts'
import { rebuilds } from '../training/places/testing/place.ts'
import { systemPrinter } from './printer.ts'
import { type Cups, startCups, whyNoCups } from './testing/cups.ts'
import { type PrintOffice, printOffice } from './testing/print-office.ts'

/** Enough for a job of more than one part, which has 25 sheets with four cards. */
const cards = 147

let office: PrintOffice
const before = { copies: 0 }
beforeAll(async () => {
  office = await printOffice(cards)
}, 120_000)
afterAll(() => office.place.close())
beforeEach(() => {
  before.copies = office.copies().length
})

describe('papers of a list on the printer of the training office', () => {
  beforeAll(() => office.use(folderPrinter(temporaryFolder())))

  test('come out once each, are counted each, and those asked for are scanned back before the job is done', async () => {
    const made = await office.make(1, 22)
    const job = await office.until(made, 'checking')
    expect(job.counts).toMatchObject({ all: 22, printed: 22, waiting: 0 })
    expect(office.copies().length - before.copies).toBe(22)
    expect(job.samples.map((paper) => paper.place)).toEqual([1, 21, 22])
    const scan = (caseId: string) =>
      office.clerk(api.scanPrinted, { params: job, body: { scannedText: office.codeOf(caseId) } })
    for (const { caseId } of job.samples.slice(1)) expect((await scan(caseId)).state).toBe('checking')
    expect((await scan(job.samples[0]?.caseId ?? '')).state).toBe('done')
    expect((await refusalOf(office.make(1, 22))).code).toBe('print-job-empty')
  })

  test('a paper printed from its case meanwhile is left out of the job', async () => {
    const { printer } = office.place.ward.ports
    office.use({ ...printer, print: async () => ({ outcome: 'no-printer', detail: 'x' }) })
    const job = await office.until(await office.make(cards - 1, cards), 'stuck')
    expect((await refusalOf(office.make(cards - 1, cards))).code).toBe('print-job-empty')
    office.use(printer)
    const body = { sheet: 'market-card-slip', printer: null, way: 'printer' as const, reprintReason: null }
    await office.clerk(api.printSheet, {
      params: { caseId: job.next?.caseId ?? '' },
      body: { actId: randomUUID(), ...body },
    })
    await office.resume(job, null)
    expect((await office.until(job, 'checking')).counts).toMatchObject({ printed: 1, leftOut: 1 })
    expect(office.copies().length - before.copies).toBe(2)
  })

  test('a printer that is not there stops the job; it goes on where it stood', async () => {
    const { printer } = office.place.ward.ports
    office.use({ ...printer, print: async () => ({ outcome: 'no-printer', detail: 'x' }) })
    const job = await office.until(await office.make(23, 26), 'stuck')
    expect(job).toMatchObject({ why: 'no-printer', counts: { waiting: 4, handed: 0 } })
    office.use(printer)
    await office.resume(job, null)
    expect((await office.until(job, 'checking')).counts.printed).toBe(4)
    expect(office.copies().length - before.copies).toBe(4)
  })

  test('a program cut off while a part is on its way asks which came out: nothing twice, nothing missing', async () => {
    const { printer, dataDir } = office.place.ward.ports
    const answers: (() => void)[] = []
    office.use({
      ...printer,
      print: () => new Promise((resolve) => answers.push(() => resolve({ outcome: 'spooled', where: 'x' }))),
    })
    const made = await office.make(27, 30)
    while (answers.length === 0) await wait(20)
    // The disk as a cut of the current leaves it now: handed over, and no answer yet.
    const cut = temporaryFolder()
    cpSync(dataDir, cut, { recursive: true })
    answers[0]?.()
    await office.place.ward.exchangeFolder((folder) => {
      rmSync(folder, { recursive: true })
      cpSync(cut, folder, { recursive: true })
    })
    office.use(printer)
    await office.signIn()
    const job = await office.until(made, 'stuck')
    expect(job).toMatchObject({ why: 'interrupted', counts: { handed: 4, printed: 0 } })
    await office.resume(job, office.codeOf(job.handed?.first.caseId ?? ''))
    expect((await office.until(job, 'checking')).counts).toMatchObject({ printed: 4 })
    expect(office.copies().length - before.copies).toBe(4)
    expect(office.copies().every((row) => row.copies === 1)).toBe(true)
  })
})

describe.skipIf(whyNoCups !== null)(`papers of a list on a real spooler (${whyNoCups ?? 'CUPS'})`, () => {
  let cups: Cups
  beforeAll(async () => {
    cups = await startCups()
    office.use(systemPrinter())
  })
  afterAll(() => cups.close())

  test('count when the spooler says that they are out, and after a jam exactly the next one follows', async () => {
    const placing = { xMm: -1.5, yMm: 0.5, percent: 99.5 }
    const profile = { printer: cups.queue, kind: 'market-cards', paper: 'A4', ...placing } as const
    await office.clerk(api.setPrinterProfile, { body: { actId: randomUUID(), ...profile } })
    await cups.jam(true)
    const made = await office.make(31, 36, cups.queue)
    await office.handed(made)
    const waiting = await office.look(made)
    expect(waiting).toMatchObject({ state: 'printing', counts: { handed: 6, printed: 0 } })
    expect(office.copies().length).toBe(before.copies)
    const stuck = await office.clerk(api.stopPrintJob, { params: made })
    expect(stuck).toMatchObject({ state: 'stuck', why: 'stopped-here' })
    expect((await refusalOf(office.resume(stuck, '999999/GĐĐ'))).code).toBe('print-job-unknown-paper')
    await cups.jam(false)
    const good = stuck.handed?.first
    const going = await office.resume(stuck, good?.label ?? '')
    expect(going.lastPrinted?.place).toBe(1)
    const done = await office.until(made, 'checking')
    expect(done.counts).toMatchObject({ printed: 6, waiting: 0 })
    expect(cups.tray).toHaveLength(1)
    expect(office.copies().length - before.copies).toBe(6)
  }, 15_000)

  test('what was counted and came out spoiled is printed again with its reason; what is missing is set aside', async () => {
    const job = await office.until(await office.make(37, 42, cups.queue), 'checking')
    const stopped = await office.clerk(api.stopPrintJob, { params: job })
    await office.resume(stopped, office.codeOf(job.samples[0]?.caseId ?? ''))
    const again = await office.until(job, 'checking')
    expect(again.counts).toMatchObject({ printed: 6, setAside: 0 })
    const made = office.copies().slice(before.copies)
    expect(office.copies().filter((row) => row.copies === 2)).toHaveLength(5)
    expect(made).toHaveLength(6)
    const torn = await office.clerk(api.stopPrintJob, { params: job })
    const last = torn.lastPrinted
    const good = again.samples[0]?.label ?? ''
    const ended = await office.resume(torn, good, { spoiled: 'missing', next: 'end' })
    expect(ended).toMatchObject({ state: 'cancelled', counts: { printed: 1, setAside: 5 } })
    expect(ended.setAside.at(-1)).toMatchObject(last ?? {})
    expect((await refusalOf(office.resume(ended, null))).code).toBe('print-job-moved')
  }, 15_000)

  test('a job too long for one part is handed over in parts, and a pause lets the part at the printer come out', async () => {
    await cups.jam(true)
    const made = await office.make(43, cards - 2, cups.queue)
    const partsBefore = cups.tray.length
    await office.clerk(api.pausePrintJob, { params: made })
    while ((await office.look(made)).counts.handed === 0 && (await office.look(made)).counts.printed === 0) {
      await office.resume(made, null)
      await wait(50)
      await office.clerk(api.pausePrintJob, { params: made })
    }
    const held = await office.look(made)
    expect(held).toMatchObject({ state: 'paused', counts: { handed: 100, waiting: 3 } })
    expect((await refusalOf(office.resume(held, null, { next: 'end' }))).code).toBe('print-job-at-printer')
    await cups.jam(false)
    while ((await office.look(made)).counts.printed === 0) await wait(50)
    expect(await office.look(made)).toMatchObject({ state: 'paused', counts: { printed: 100, waiting: 3 } })
    await office.resume(made, null)
    expect((await office.until(made, 'checking')).counts.printed).toBe(103)
    expect(cups.tray.length - partsBefore).toBe(2)
  }, 15_000)
})

test('what was written gives the same tables again', () => {
  expect(rebuilds(office.place)).toBe(true)
})

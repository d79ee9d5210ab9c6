import { z } from 'zod'
import { paperSizes, sheetKinds } from '../../domain/printing/sheet-kinds.ts'
import { route } from '../route.ts'

/**
 * Stands for no printer: the person prints the PDF by the system's own dialog. No spooler takes such a name for one of
 * its queues.
 */
export const byHand = '#by-hand'

const setters = ['clerk', 'ward-police', 'administrator'] as const
const name = z.string().min(1).max(200)
const kind = z.enum(sheetKinds)
const paper = z.enum(paperSizes)
/** Right and down in mm, size in percent; both in tenths. Whether they are within the limits says the office. */
const placing = { xMm: z.number(), yMm: z.number(), percent: z.number() }

const profile = z.object({
  kind,
  ...placing,
  paper,
  setBy: z.string(),
  setAt: z.string(),
})
export type PrinterProfile = z.infer<typeof profile>

const printer = z.object({ name, isDefault: z.boolean(), profiles: z.array(profile) })
export type ProfiledPrinter = z.infer<typeof printer>
const printers = z.object({ printers: z.array(printer) })

export const listPrinterProfiles = route({
  method: 'get',
  path: '/api/printers/profiles',
  summary:
    'Printers of this PC and how each is set right for each kind of sheet; the last one is printing by hand',
  for: setters,
  answer: printers,
})

export const setPrinterProfile = route({
  method: 'post',
  path: '/api/printers/profiles',
  summary: 'From now on this printer prints this kind of sheet so',
  for: setters,
  body: z.object({ actId: z.uuid(), printer: name, kind, ...placing, paper }),
  answer: printers,
})

const page = { printer: name, kind, paper }

export const printCalibration = route({
  method: 'post',
  path: '/api/printers/calibration',
  summary: 'Print the page that is measured with a ruler, as the printer is set now',
  for: setters,
  body: z.object(page),
  answer: z.object({ where: z.string() }),
})

export const readCalibration = route({
  method: 'get',
  path: '/api/printers/calibration',
  summary: 'The same page as PDF, for printing by hand',
  for: setters,
  query: z.object(page),
  answer: 'application/pdf',
})

const millimetres = z.number().min(0).max(200)

export const measureCalibration = route({
  method: 'post',
  path: '/api/printers/calibration/measured',
  summary: 'What the printer needs, from what was read off the page; nothing is set yet',
  for: setters,
  body: z.object({
    ...page,
    leftMm: millimetres,
    topMm: millimetres,
    widthMm: millimetres,
    heightMm: millimetres,
  }),
  answer: z.object(placing),
})

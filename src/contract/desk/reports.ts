import { z } from 'zod'
import { caseStates } from '../../domain/case.ts'
import { recordKinds } from '../policy/pack.ts'
import { route } from '../route.ts'

const keepers = ['clerk', 'ward-official'] as const
/** Counts name nobody, so whoever looks after the office may have them too. */
const counters = ['clerk', 'ward-official', 'administrator'] as const

const packId = z.string().regex(/^[a-z0-9-]{1,16}$/)
const procedureId = z.string().regex(/^[a-z0-9-]{1,40}$/)
/** A ledger: the cases of one procedure of a pack, under all its versions. */
const ledgerName = z.object({ pack: packId, procedure: procedureId })
export type LedgerName = z.infer<typeof ledgerName>

/** Days of receipt, both included; a year at most. */
const period = { firstDay: z.iso.date(), lastDay: z.iso.date() }
const registerFilter = z.object({
  ...period,
  /** `pack/procedure`; absent: everything the counter received. */
  ledger: z
    .string()
    .regex(/^[a-z0-9-]{1,16}\/[a-z0-9-]{1,40}$/)
    .optional(),
})
const ledgerFilter = z.object({
  ...period,
  state: z.enum(caseStates).optional(),
  category: z.coerce.number().int().min(1).max(31).optional(),
})

/** `overdue`: open past its time; `late`: its result was given past its time. */
const lateness = z.enum(['no', 'overdue', 'late'])

const csvFile = z.object({
  /** File name without personal data. */
  name: z.string(),
  /** With a byte order mark, cells that a spreadsheet would calculate are made text. */
  csv: z.string(),
  rows: z.int(),
})
export type CsvFile = z.infer<typeof csvFile>

export const ledgerSchema = ledgerName.extend({
  title: z.string(),
  packTitle: z.string(),
  record: z.enum(recordKinds),
  /** Of the pack in force, so that new cases may come. */
  inForce: z.boolean(),
  cases: z.int(),
  categories: z.array(z.object({ code: z.int(), label: z.string() })),
})
export type Ledger = z.infer<typeof ledgerSchema>

export const listLedgers = route({
  method: 'get',
  path: '/api/reports/ledgers',
  summary: 'The ledgers of this office: every procedure of the pack in force, and those that have cases',
  for: counters,
  answer: z.object({ ledgers: z.array(ledgerSchema) }),
})

export const registerItemSchema = z.object({
  caseId: z.string(),
  /** Running number in the year's book. */
  entry: z.int(),
  number: z.string(),
  matter: z.string(),
  fullName: z.string(),
  receivedAt: z.string(),
  dueAt: z.string(),
  returnedAt: z.string().nullable(),
  state: z.enum(caseStates),
  late: lateness,
})
export type RegisterItem = z.infer<typeof registerItemSchema>

export const readRegister = route({
  method: 'get',
  path: '/api/reports/register',
  summary: 'The register of dossiers (form 07) of a period: every case once, in the order of receipt',
  for: keepers,
  query: registerFilter,
  answer: z.object({
    /** The first rows of the book. */
    items: z.array(registerItemSchema),
    total: z.int(),
    overdue: z.int(),
    late: z.int(),
  }),
})

export const printRegister = route({
  method: 'get',
  path: '/api/reports/register/pdf',
  summary: 'The same as a book to print',
  for: keepers,
  query: registerFilter,
  answer: 'application/pdf',
})

/** POST, so that no address prepared by somebody else makes a browser keep a file of people. */
export const exportRegister = route({
  method: 'post',
  path: '/api/reports/register/csv',
  summary: 'The same as a table for a spreadsheet',
  for: keepers,
  body: registerFilter,
  answer: csvFile,
})

export const ledgerRowSchema = z.object({
  caseId: z.string(),
  number: z.string(),
  registeredAt: z.string(),
  fullName: z.string(),
  idNumber: z.string(),
  residence: z.string(),
  category: z.string(),
  zone: z.string().nullable(),
  state: z.enum(caseStates),
  late: lateness,
  permitNumber: z.string().nullable(),
  /** As texts, in the order of the ledger's fields. */
  answers: z.array(z.string()),
  payment: z.object({ amount: z.number(), paidOn: z.string(), voucher: z.string() }).nullable(),
})
export type LedgerRow = z.infer<typeof ledgerRowSchema>

export const readLedger = route({
  method: 'get',
  path: '/api/reports/ledgers/{pack}/{procedure}',
  summary: 'A ledger: its records with the fields of the pack',
  for: keepers,
  params: ledgerName,
  query: ledgerFilter,
  answer: z.object({
    fields: z.array(z.object({ id: z.string(), label: z.string() })),
    /** The first rows; the printed ledger and the table have all of them. */
    rows: z.array(ledgerRowSchema),
    total: z.int(),
  }),
})

export const printLedger = route({
  method: 'get',
  path: '/api/reports/ledgers/{pack}/{procedure}/pdf',
  summary: 'A ledger to print',
  for: keepers,
  params: ledgerName,
  query: ledgerFilter,
  answer: 'application/pdf',
})

export const exportLedger = route({
  method: 'post',
  path: '/api/reports/ledgers/{pack}/{procedure}/csv',
  summary: 'A ledger as a table for a spreadsheet',
  for: keepers,
  params: ledgerName,
  body: ledgerFilter,
  answer: csvFile,
})

const counted = z.object({ label: z.string(), count: z.int() })
const countedMoney = counted.extend({ sum: z.number() })
export type Counted = z.infer<typeof counted>

export const reportSchema = ledgerName.extend({
  title: z.string(),
  record: z.enum(recordKinds),
  /** When it was counted. */
  asOf: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  total: z.int(),
  open: z.int(),
  overdue: z.int(),
  late: z.int(),
  days: z.array(z.object({ day: z.string(), count: z.int() })),
  states: z.array(z.object({ state: z.enum(caseStates), count: z.int() })),
  categories: z.array(counted),
  zones: z.array(counted),
  /** Fields with a few answers, and the checkpoint of a declaration, by answer. */
  fields: z.array(z.object({ id: z.string(), label: z.string(), values: z.array(counted) })),
  /** What was paid out to the cases of the period, in đồng, and the same by each field of choices. */
  payments: countedMoney
    .omit({ label: true })
    .extend({ by: z.array(z.object({ label: z.string(), values: z.array(countedMoney) })) })
    .nullable(),
  /** People whose status holds now, whenever it was recorded; `held`: it keeps them at home. */
  holders: z.array(counted.extend({ held: z.boolean() })).nullable(),
})
export type Report = z.infer<typeof reportSchema>

export const readReport = route({
  method: 'get',
  path: '/api/reports/ledgers/{pack}/{procedure}/report',
  summary: 'Counts of a ledger: by day, state, category, zone and answer; payments; who holds which status',
  for: counters,
  params: ledgerName,
  query: z.object(period),
  answer: reportSchema,
})

export const printReport = route({
  method: 'get',
  path: '/api/reports/ledgers/{pack}/{procedure}/report/pdf',
  summary: 'The counts to print',
  for: counters,
  params: ledgerName,
  query: z.object(period),
  answer: 'application/pdf',
})

export const exportReport = route({
  method: 'post',
  path: '/api/reports/ledgers/{pack}/{procedure}/report/csv',
  summary: 'The counts as a table for a spreadsheet',
  for: counters,
  params: ledgerName,
  body: z.object(period),
  answer: csvFile,
})

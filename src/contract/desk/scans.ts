import { z } from 'zod'
import { route } from '../route.ts'
import { typedMeasureSchema } from './readers.ts'
import { verdictSchema } from './verify.ts'

export * from './addresses.ts'
export * from './readers.ts'

export const scanKinds = [
  'cccd',
  'can-cuoc',
  'cmnd',
  'bhyt',
  'mrz-td1',
  'mrz-td3',
  'permit',
  'market-card',
  'organisation',
  'receipt',
  'unknown',
] as const

export const scanDamages = [
  'truncated',
  'diacritics-lost',
  'question-marks',
  'code-page',
  'input-method',
  'mojibake',
] as const

/** What one scan turned out to be. Absent fields were not on the document or must be typed. */
export const recognisedSchema = z.object({
  kind: z.enum(scanKinds),
  rule: z.string(),
  idNumber: z.string().optional(),
  oldIdNumber: z.string().optional(),
  fullName: z.string().optional(),
  birthDate: z.string().optional(),
  sex: z.enum(['male', 'female']).optional(),
  address: z.string().optional(),
  issueDate: z.string().optional(),
  receiptNumber: z.string().optional(),
  repaired: z.boolean(),
  /** Not null: name and address must be typed and confirmed. */
  damage: z.enum(scanDamages).nullable(),
  warnings: z.array(z.string()),
  /** The identity number may be taken over. */
  accepted: z.boolean(),
})
export type Recognised = z.infer<typeof recognisedSchema>

export const scanSchema = z.object({
  /** Rises by one with each scan of this office since it started. */
  seq: z.int(),
  at: z.string(),
  source: z.string(),
  recognised: recognisedSchema,
  /** The raw text, only when nothing recognised it. */
  text: z.string().nullable(),
  /** Set when the scan is one of our tokens. */
  verdict: verdictSchema.nullable(),
})
export type Scan = z.infer<typeof scanSchema>

export const submitScan = route({
  method: 'post',
  path: '/api/scans',
  summary: 'Recognise a text that was pasted, or typed by a keyboard-mode reader',
  for: 'staff',
  body: z.object({
    text: z.string().min(1).max(10_000),
    source: z.enum(['paste', 'keyboard']),
    /** How it was typed, as the window measured it: keys of an input method spoil the letters. */
    typed: typedMeasureSchema.optional(),
  }),
  answer: scanSchema,
})

export const submitPicture = route({
  method: 'post',
  path: '/api/scans/picture',
  summary: 'Read the codes in a picture (PNG, JPEG) or PDF',
  for: 'staff',
  body: 'bytes',
  answer: z.object({ scans: z.array(scanSchema) }),
})

export const readScans = route({
  method: 'get',
  path: '/api/scans',
  summary: 'Scans that readers attached to this PC made since a number (the `changes` feed says when)',
  for: 'staff',
  query: z.object({ after: z.coerce.number().int().nonnegative() }),
  answer: z.object({ last: z.int(), scans: z.array(scanSchema) }),
})

export const listSampleCards = route({
  method: 'get',
  path: '/api/simulated-reader',
  summary: 'The sample cards of the training office’s simulated reader',
  for: 'staff',
  answer: z.object({ cards: z.array(z.object({ id: z.string(), label: z.string() })) }),
})

export const scanSampleCard = route({
  method: 'post',
  path: '/api/simulated-reader/{id}',
  summary: 'Put a sample card under the simulated reader; the scan arrives like any other',
  for: 'staff',
  params: z.object({ id: z.string() }),
  answer: z.object({}),
})

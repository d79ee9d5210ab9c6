import * as z from 'zod'
import { cell, line, symbolCode } from '../fields.ts'
import { letterFields } from '../letter-fields.ts'

const column = z.object({
  title: line(48),
  /** Share of the width, relative to the other columns; none may be narrower than a tenth of it. */
  share: z.number().positive().max(100),
  align: z.enum(['left', 'center', 'right']).default('left'),
})

const whole = (columns: readonly { share: number }[]) => columns.reduce((sum, { share }) => sum + share, 0)

/**
 * What the paper of a record without permit prints: a support case with its payment, a checkpoint declaration, a notice
 * of status. Which fields stand on it is the rule pack's business.
 */
export const caseRecordSheet = z.object({
  ...letterFields,
  /** Kind of paper in capitals, e.g. `PHIẾU CHI TRẢ HỖ TRỢ`. */
  title: line(120),
  /** What it is about. */
  about: line(160).optional(),
  addressee: line(120).optional(),
  /** The sentence before the fields, and the one after them. */
  opening: line(400).optional(),
  closing: line(400).optional(),
  /** Label and value, in the order of the pack; `strong` ones in bold. */
  fields: z
    .array(z.object({ label: line(80), value: line(400), strong: z.boolean().default(false) }))
    .min(1)
    .max(60),
  /** Rows of one kind, e.g. payments. */
  table: z
    .object({ columns: z.array(column).min(2).max(8), rows: z.array(z.array(cell(160))).max(500) })
    .refine(
      ({ columns, rows }) => rows.every((row) => row.length === columns.length),
      'a row is not as long as the head',
    )
    .refine(
      ({ columns }) => columns.every(({ share }) => share * 10 >= whole(columns)),
      'a column is too narrow',
    )
    .optional(),
  /** What was decided, e.g. label `Quyết định`, text `Chi trả một lần 1.500.000 đồng`. */
  decision: z.object({ label: line(80), text: line(600) }).optional(),
  /** Code of the record as a plain QR. */
  code: symbolCode(40).optional(),
  /** Under what it is filed, e.g. `HS 39901-261121-0007`. */
  filed: line(60),
  /** Who signs for having received it, e.g. title `NGƯỜI NHẬN TIỀN`. */
  receiver: z.object({ title: line(48), name: line(64) }).optional(),
})

/** A record as a feature hands it over for printing. */
export type CaseRecordSheet = z.input<typeof caseRecordSheet>
/** A record after validation, as the layout sees it. */
export type CaseRecordData = z.output<typeof caseRecordSheet>

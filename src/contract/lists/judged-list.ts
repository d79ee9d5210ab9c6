import { z } from 'zod'
import { columnMeanings, listFields, listKinds, mostColumns } from './fields.ts'
import { noticeCodes } from './notices.ts'
import { reasonCodes } from './reasons.ts'
import { verdicts } from './verdict.ts'

const meaning = z.enum(columnMeanings)
const facts = z.record(z.string(), z.union([z.string(), z.number()]))

/**
 * Which column means what, as found or as a clerk corrected it: `columns[0]` is column A, null where it counts for
 * nothing. `firstRow` is the number of the first row of people, as Excel counts rows. Small enough to be remembered.
 */
export const columnMappingSchema = z.object({
  firstRow: z.int().min(1),
  columns: z.array(meaning.nullable()).min(1).max(mostColumns),
})
export type ColumnMapping = z.infer<typeof columnMappingSchema>

const findingSchema = z.object({
  code: z.enum(reasonCodes),
  field: meaning.nullable(),
  data: facts,
})

/** One row of a list, judged. */
export const judgedRowSchema = z.object({
  /** Its number in the file, as Excel shows it; the first line of a text is 1. */
  row: z.int().min(1),
  verdict: z.enum(verdicts),
  reasons: z.array(findingSchema),
  /** What was read, normalised: dates `yyyy-mm-dd` or less, phones and plates as the desk keeps them. */
  values: z.partialRecord(z.enum(listFields), z.string()),
  /** All cells as the file has them, by column, old fonts converted: what a letter of corrections shows again. */
  cells: z.array(z.string()),
})
export type JudgedRow = z.infer<typeof judgedRowSchema>

/** A list found in a file: the attachment and sheet it stands in, and how many rows it has below its heading. */
const partSchema = z.object({
  attachment: z.string().nullable(),
  sheet: z.string().nullable(),
  rows: z.int(),
})

/** A list, judged row by row; nothing of it is stored anywhere yet. */
export const judgedListSchema = z.object({
  kind: z.enum(listKinds),
  /** The sheet or attachment that was read; null for a plain text. */
  source: partSchema.omit({ rows: true }),
  /** Every list found in the file, this one among them; a part is asked for by its place here. */
  parts: z.array(partSchema),
  /** The heading of each column, as found. */
  headings: z.array(z.string()),
  mapping: columnMappingSchema,
  /** The same for the same people and values in any order and file format: SHA-256, hex. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  notices: z.array(z.object({ code: z.enum(noticeCodes), data: facts })),
  counts: z.object({ good: z.int(), 'to-check': z.int(), bad: z.int() }),
  rows: z.array(judgedRowSchema),
})
export type JudgedList = z.infer<typeof judgedListSchema>

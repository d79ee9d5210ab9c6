import * as z from 'zod'
import { agency, cell, day, footer, line } from '../fields.ts'
import { signing } from '../signing.ts'

/**
 * What a letter about a list that has to be corrected (*văn bản đề nghị chỉnh sửa danh sách*) prints: each row with what
 * is wrong and how to mend it. Rows without anything wrong are only counted.
 */
export const correctionLetterSheet = z.object({
  training: z.boolean(),
  agency,
  counter: line(80),
  number: line(40),
  issuedOn: day,
  ...signing,
  organisation: line(120),
  /** How many rows the list has, and how many of them can be taken. */
  rows: z.int().min(1),
  good: z.int().min(0),
  wrong: z
    .array(
      z.object({
        row: z.int().min(1),
        name: cell(120),
        idNumber: cell(40),
        mend: z.array(line(400)).min(1),
      }),
    )
    .min(1),
  /** Where to send the corrected list. */
  contact: line(120),
  footer,
})

/** A correction letter after validation, as the layout sees it. */
export type CorrectionLetterData = z.output<typeof correctionLetterSheet>

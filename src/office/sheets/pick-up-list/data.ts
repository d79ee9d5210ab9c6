import * as z from 'zod'
import { agency, cell, day, footer, line } from '../fields.ts'

/** What a list of papers to be fetched (*danh sách nhận giấy*) prints: one row a paper, with room to sign. */
export const pickUpListSheet = z.object({
  training: z.boolean(),
  agency,
  counter: line(80),
  printedOn: day,
  /** Whose list it is. */
  name: line(120),
  matter: line(200),
  papers: z
    .array(
      z.object({
        number: line(40),
        fullName: line(64),
        /** The last digits of the ID number: enough to tell namesakes. */
        lastDigits: cell(8),
        caseNumber: line(40),
      }),
    )
    .min(1),
  footer,
})

/** A pick-up list after validation, as the layout sees it. */
export type PickUpListData = z.output<typeof pickUpListSheet>

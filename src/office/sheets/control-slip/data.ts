import * as z from 'zod'
import { agency, applicant, day, footer, line, moment, symbolCode } from '../fields.ts'

/**
 * What a control slip (*phiếu kiểm soát quá trình giải quyết hồ sơ*) prints; form 06 of Circular 03/2025/TT-VPCP. It
 * travels with the dossier and only ever grows: who had it from when to when, and whether that was in time.
 */
export const controlSlipSheet = z.object({
  training: z.boolean(),
  agency,
  counter: line(80),
  /** Dossier code; also the text of the QR. */
  dossierNumber: symbolCode(40),
  printedOn: day,
  applicant,
  matter: line(160),
  /** The unit that deals with it, and those it asks. */
  unit: line(120),
  partners: z.array(line(80)).max(6).default([]),
  receivedAt: moment,
  dueAt: moment,
  /** Each stay of the dossier in the order in which they happened. */
  stays: z
    .array(
      z.object({
        /** The step, e.g. `Thẩm định`. */
        step: line(80),
        unit: line(80),
        holder: line(64),
        from: moment,
        /** When it was handed on; without it the dossier is still there. */
        until: moment.optional(),
        dueAt: moment.optional(),
        result: z.enum(['early', 'on-time', 'late', 'running', 'running-late']),
        note: line(300).optional(),
      }),
    )
    .min(1)
    .max(500),
  footer,
})

/** A control slip as a feature hands it over for printing. */
export type ControlSlipSheet = z.input<typeof controlSlipSheet>
/** A control slip after validation, as the layout sees it. */
export type ControlSlipData = z.output<typeof controlSlipSheet>

import * as z from 'zod'
import { agency, applicant, day, footer, line } from '../fields.ts'

/**
 * What a refusal slip (*phiếu từ chối tiếp nhận giải quyết hồ sơ*) prints; form 03 of Circular 03/2025/TT-VPCP.
 * A refusal always says why and what the applicant can do next.
 */
export const refusalSheet = z.object({
  training: z.boolean(),
  agency,
  counter: line(80),
  /** Number of the slip as printed, e.g. `12/PTC-UBND`. */
  number: line(30),
  issuedOn: day,
  dossierNumber: line(40).optional(),
  applicant,
  matter: line(160),
  reasons: z.array(line(300)).min(1).max(6),
  nextSteps: z.array(line(300)).min(1).max(6),
  /** Telephone or place where the applicant gets help. */
  contact: line(120),
  handledBy: line(64),
  footer,
})

/** A refusal slip as a feature hands it over for printing. */
export type RefusalSheet = z.input<typeof refusalSheet>
/** A refusal slip after validation, as the layout sees it. */
export type RefusalData = z.output<typeof refusalSheet>

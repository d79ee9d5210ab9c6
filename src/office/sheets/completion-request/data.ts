import * as z from 'zod'
import { agency, applicant, day, footer, line } from '../fields.ts'

/**
 * What a request to complete a dossier (*phiếu yêu cầu bổ sung, hoàn thiện hồ sơ*) prints; form 02 of Circular
 * 03/2025/TT-VPCP.
 */
export const completionRequestSheet = z.object({
  training: z.boolean(),
  agency,
  counter: line(80),
  /** Number of the slip as printed, e.g. `12/PBS-UBND`. */
  number: line(30),
  issuedOn: day,
  dossierNumber: line(40),
  applicant,
  matter: line(160),
  /** What is missing or wrong, in the order the applicant should see to it. */
  items: z.array(line(300)).min(1).max(12),
  reason: line(300).optional(),
  /** Last day to bring the missing parts, when the procedure sets one. */
  bringBy: day.optional(),
  /** Telephone or place where the applicant gets help. */
  contact: line(120),
  handledBy: line(64),
  footer,
})

/** A completion request as a feature hands it over for printing. */
export type CompletionRequestSheet = z.input<typeof completionRequestSheet>
/** A completion request after validation, as the layout sees it. */
export type CompletionRequestData = z.output<typeof completionRequestSheet>

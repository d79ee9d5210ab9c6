import * as z from 'zod'
import { applicant, line, moment } from '../fields.ts'
import { letterFields } from '../letter-fields.ts'

/**
 * What a notice of stopping (*thông báo dừng giải quyết hồ sơ*) prints; form 05 of Circular 03/2025/TT-VPCP. It always
 * says why and what becomes of the papers.
 */
export const stopNoticeSheet = z.object({
  ...letterFields,
  counter: line(80),
  dossierNumber: line(40),
  applicant,
  matter: line(160),
  receivedAt: moment,
  stoppedAt: moment,
  /** Who wants it stopped: the applicant asked for it, or the office may not go on. */
  cause: z.enum(['applicant', 'office']),
  reasons: z.array(line(300)).min(1).max(6),
  /** The rule under which it stops, if it is named. */
  basis: line(200).optional(),
  /** Papers and money given back, e.g. `01 bản chính Giấy xác nhận`. */
  returned: z.array(line(160)).max(12),
  nextSteps: z.array(line(300)).min(1).max(6),
  contact: line(120),
})

/** A notice of stopping as a feature hands it over for printing. */
export type StopNoticeSheet = z.input<typeof stopNoticeSheet>
/** A notice of stopping after validation, as the layout sees it. */
export type StopNoticeData = z.output<typeof stopNoticeSheet>

import * as z from 'zod'
import { component } from '../component-fields.ts'
import { applicant, line, moment } from '../fields.ts'
import { letterFields } from '../letter-fields.ts'

/** What a transfer slip (*phiếu chuyển hồ sơ*) prints: a dossier goes on to the office that has authority over it. */
export const transferSlipSheet = z.object({
  ...letterFields,
  counter: line(80),
  dossierNumber: line(40),
  /** The office it goes to. */
  to: line(120),
  applicant,
  matter: line(160),
  receivedAt: moment,
  dueAt: moment,
  reason: line(300),
  /** The rule under which it goes there, if it is named. */
  basis: line(200).optional(),
  components: z.array(component).max(30),
  handedOverBy: line(64),
  contact: line(120),
})

/** A transfer slip as a feature hands it over for printing. */
export type TransferSlipSheet = z.input<typeof transferSlipSheet>
/** A transfer slip after validation, as the layout sees it. */
export type TransferSlipData = z.output<typeof transferSlipSheet>

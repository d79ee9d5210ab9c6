import * as z from 'zod'
import { component } from '../component-fields.ts'
import { agency, applicant, footer, furtherLines, line, moment, symbolCode } from '../fields.ts'

/**
 * What a receipt with appointment (*giấy tiếp nhận hồ sơ và hẹn trả kết quả*) prints; form 01 of Circular
 * 03/2025/TT-VPCP.
 */
export const receiptSheet = z.object({
  training: z.boolean(),
  agency,
  /** The unit at the counter, e.g. `Trung tâm Phục vụ hành chính công`. */
  counter: line(80),
  /** Dossier code; also the text of the QR. */
  dossierNumber: symbolCode(40),
  applicant,
  /** Set when the applicant files for an organisation. */
  organisation: line(96).optional(),
  matter: line(160),
  /** Further fields of the pack's form. */
  more: furtherLines(8, 300),
  components: z.array(component).max(30),
  sets: z.int().min(1).max(20),
  receivedAt: moment,
  dueAt: moment,
  collectAt: line(120),
  /** As printed, e.g. `Không` or `30.000 đồng`. */
  fee: line(60).optional(),
  /** Book and entry of the register of dossiers. */
  register: z.object({ book: line(12), entry: line(12) }).optional(),
  receivedBy: line(64),
  footer,
})

/** A receipt as a feature hands it over for printing. */
export type ReceiptSheet = z.input<typeof receiptSheet>
/** A receipt after validation, as the layout sees it. */
export type ReceiptData = z.output<typeof receiptSheet>

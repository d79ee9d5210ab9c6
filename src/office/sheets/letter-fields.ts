import * as z from 'zod'
import { agency, day, footer, line } from './fields.ts'
import { signing } from './signing.ts'

/** What every A4 letter takes. */
export const letterFields = {
  training: z.boolean(),
  agency,
  /** Number as printed, e.g. `12/TB-UBND`. */
  number: line(30),
  issuedOn: day,
  ...signing,
  /** Recipients (*nơi nhận*) other than the file. */
  recipients: z.array(line(60)).max(4).default(['Như trên']),
  footer,
}

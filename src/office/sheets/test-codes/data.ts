import * as z from 'zod'
import { testCodeIds } from '../../../domain/identity/test-codes.ts'
import { day } from '../fields.ts'

/** What a sheet of test codes (*tờ mã thử máy quét*) prints: each code as rows of `1` (dark) and `0`, without border. */
export const testCodesSheet = z.object({
  training: z.boolean(),
  printedOn: day,
  codes: z.array(
    z.object({ id: z.enum(testCodeIds), text: z.string(), rows: z.array(z.string().regex(/^[01]+$/)) }),
  ),
})

/** A sheet of test codes after validation, as the layout sees it. */
export type TestCodesData = z.output<typeof testCodesSheet>

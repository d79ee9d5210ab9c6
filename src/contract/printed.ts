import { z } from 'zod'
import { companionsFit, companionsOf, isPrintable, printLine } from '../domain/text/printable.ts'

/**
 * One line that a sheet prints, 1 … `longest` characters after its clean-up. The same for the form, the office, the
 * journal and the sheets: what is taken at the counter can be printed at the end.
 */
export const printed = (longest: number) =>
  z.string().overwrite(printLine).min(1).max(longest).refine(isPrintable, 'not printable')

/** The same where it may be missing; a text of nothing but blanks is missing. */
export const printedOrNull = (longest: number) =>
  z
    .string()
    .overwrite(printLine)
    .max(longest)
    .refine(isPrintable, 'not printable')
    .nullable()
    .overwrite((text) => text || null)

/** Names of the people travelling along, with commas between; null when there are none. */
export const companions = z
  .string()
  .max(400)
  .refine(companionsFit, 'more people or longer names than the permit has room for')
  .overwrite((text) => companionsOf(text).join(', '))
  .refine(isPrintable, 'not printable')
  .nullable()
  .overwrite((text) => text || null)

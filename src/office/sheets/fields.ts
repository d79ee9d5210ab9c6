import * as z from 'zod'
import { civilDate, existsDay, type CivilDate } from '../../domain/calendar.ts'
import { printLine } from '../../domain/text/printable.ts'

/**
 * One line of Vietnamese text of 1 … `longest` characters, made fit to print: NFC, trimmed, single spaces, without
 * invisible characters that pasting brings along (soft hyphens, zero-width marks, line ends).
 */
export const line = (longest: number) => cell(longest).pipe(z.string().min(1))

/** The same, or nothing: a cell of a table. */
export const cell = (longest: number) =>
  z
    .string()
    .transform((text) => printLine(text.replace(/\p{Cc}/gu, ' ')))
    .pipe(z.string().max(longest))

/** A code that a plain QR carries in its compact mode: capitals, digits, space and `$ % * + - . / :`. */
export const symbolCode = (longest: number) =>
  z
    .string()
    .regex(/^[0-9A-Z $%*+\-./:]+$/)
    .max(longest)

/** A day that exists, `yyyy-mm-dd`. */
export const day = z.string().transform((text, context): CivilDate => {
  const date = civilDate(text)
  if (date) return date
  context.addIssue({ code: 'custom', message: 'not a day of the calendar' })
  return z.NEVER
})

/** A birth of which perhaps only the year, or year and month, are known. */
export const partialDay = z
  .object({
    year: z.int().min(1800).max(2200),
    month: z.int().min(1).max(12).optional(),
    day: z.int().min(1).max(31).optional(),
  })
  .refine(
    ({ year, month, day: dayOfMonth }) =>
      dayOfMonth === undefined || (month !== undefined && existsDay(year, month, dayOfMonth)),
    'not a day of the calendar',
  )

/** A minute of a day at the ward. */
export const moment = z.object({ date: day, minute: z.int().min(0).max(1440) })

/** The office that issues: its superior (*cơ quan chủ quản*) if it prints one, its name, and the place before dates. */
export const agency = z.object({
  parent: line(64).optional(),
  name: line(64),
  place: line(30),
})

/** Who hands in a dossier. */
export const applicant = z.object({
  fullName: line(64),
  idKind: line(40),
  idNumber: line(20),
  address: line(200),
  phone: line(20).optional(),
})

/** Further fields of a rule pack's form, as it labels them. */
export const furtherLines = (most: number, longest: number) =>
  z
    .array(z.object({ label: line(120), value: line(longest) }))
    .max(most)
    .default([])

/** Contact lines at the foot of the page: address, telephone, e-mail. */
export const footer = z.array(line(120)).max(2).default([])

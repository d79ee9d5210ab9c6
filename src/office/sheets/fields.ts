import * as z from 'zod'
import { civilDate, existsDay, type CivilDate } from '../../domain/calendar.ts'

const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u

/** One line of Vietnamese text of 1 … `longest` characters: trimmed, NFC, single spaces, no control characters. */
export const line = (longest: number) =>
  z
    .string()
    .normalize('NFC')
    .transform((text) => text.trim().replace(/ +/g, ' '))
    .pipe(
      z
        .string()
        .min(1)
        .max(longest)
        .refine((text) => !controls.test(text), 'control characters cannot be printed'),
    )

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
  parent: line(80).optional(),
  name: line(80),
  place: line(40),
})

/** Who hands in a dossier. */
export const applicant = z.object({
  fullName: line(64),
  idKind: line(40),
  idNumber: line(20),
  address: line(200),
  phone: line(20).optional(),
})

/** Contact lines at the foot of the page: address, telephone, e-mail. */
export const footer = z.array(line(120)).max(3).default([])

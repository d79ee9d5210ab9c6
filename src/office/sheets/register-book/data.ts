import * as z from 'zod'
import { agency, day, line, moment } from '../fields.ts'

/** One dossier of the register. */
export const registerEntry = z.object({
  dossierNumber: line(40),
  matter: line(160),
  sets: z.int().min(1).max(20),
  /** Person or organisation. */
  name: line(96),
  /** Address and telephone. */
  contact: line(240),
  unit: line(120),
  receivedAt: moment,
  dueAt: moment,
  /** When the result, or the notice that there will be none, was handed over. */
  returnedAt: moment.optional(),
  way: z.enum(['counter', 'post', 'online', 'delivered']).optional(),
  state: z.enum(['open', 'resolved', 'refused', 'stopped', 'transferred']),
  note: line(120).optional(),
})

/** What stands around the entries. */
export const registerCover = z
  .object({
    training: z.boolean(),
    agency,
    counter: line(80),
    /** Number of the volume. */
    book: line(12),
    firstDay: day,
    lastDay: day,
    /** Running number of the first entry. */
    firstEntry: z.int().min(1).max(9_999_999).default(1),
    /** When the book was drawn up: what is open and past its time then is overdue. */
    asOf: moment,
    keptBy: line(64),
    head: z.object({ title: line(48), name: line(48) }),
  })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, 'the last day is before the first')

/**
 * What a register of dossiers (*sổ theo dõi hồ sơ*) prints; form 07 of Circular 03/2025/TT-VPCP. For a short period;
 * a whole year goes through `streamRegisterBook`.
 */
export const registerBookSheet = registerCover.and(z.object({ entries: z.array(registerEntry).max(5000) }))

/** What stands around the entries, as a feature hands it over. */
export type RegisterCoverSheet = z.input<typeof registerCover>
/** One dossier as a feature hands it over. */
export type RegisterEntrySheet = z.input<typeof registerEntry>
/** A cover after validation. */
export type RegisterCover = z.output<typeof registerCover>
/** One dossier after validation. */
export type RegisterEntry = z.output<typeof registerEntry>

import * as z from 'zod'
import { agency, day, footer, furtherLines, line, partialDay, symbolCode } from '../fields.ts'
import { signing } from '../signing.ts'

const window = z
  .tuple([z.int().min(0).max(1440), z.int().min(0).max(1440)])
  .refine(([from, to]) => from < to, 'a window ends after it begins')

/** What a travel permit (*giấy đi đường*) prints. Every string is plain text, already decided by someone else. */
export const permitSheet = z
  .object({
    training: z.boolean(),
    agency,
    /** Full number as printed, e.g. `05/GĐĐ-UBND`. */
    number: line(30),
    issuedOn: day,
    holder: z.object({
      /** Printed in capitals. */
      fullName: line(64),
      birth: partialDay,
      /** e.g. `Căn cước công dân`. */
      idKind: line(40),
      idNumber: line(20),
      residence: line(160),
      phone: line(20).optional(),
    }),
    purpose: line(120),
    /** Label of the category under the rules in force. */
    category: line(96),
    route: line(96),
    /** Names of the places or markets it is good for. */
    places: z.array(line(64)).max(3),
    /** Label of the zone it is good for, e.g. `Vùng 1 (vùng đỏ)`. */
    zone: line(64).optional(),
    schedule: z.object({
      /** 0 = Monday … 6 = Sunday. */
      weekdays: z.array(z.int().min(0).max(6)).min(1).max(7),
      /** Minutes from midnight, from … to. */
      windows: z.array(window).min(1).max(3),
    }),
    vehicle: z.object({ plate: line(20) }).optional(),
    organisation: line(96).optional(),
    companions: z.array(line(64)).max(3).optional(),
    /** Further fields of the pack's form. */
    more: furtherLines(3, 120),
    firstDay: day,
    lastDay: day,
    ...signing,
    /** Text of the signed QR: base45 with `VP1:` or digits. */
    tokenText: symbolCode(1000),
    dossierNumber: line(40),
    /** The rules it was issued under, a small line at the foot: title of the pack, or its decision. */
    issuedUnder: line(160).optional(),
    /** Number of the permit this one replaces; the paper then bears the mark `CẤP LẠI`. */
    supersedes: line(30).optional(),
    /** Recipients (*nơi nhận*) other than the file. */
    recipients: z.array(line(40)).max(2).default(['Như trên']),
    footer,
  })
  .refine((permit) => permit.firstDay <= permit.lastDay, 'the last day is before the first')

/** A permit as a feature hands it over for printing. */
export type PermitSheet = z.input<typeof permitSheet>
/** A permit after validation, as the layout sees it. */
export type PermitData = z.output<typeof permitSheet>

import * as z from 'zod'
import { day, line, symbolCode } from '../fields.ts'
import { letterFields } from '../letter-fields.ts'

/**
 * What an organisation paper prints: the ward confirms a unit's epidemic-prevention plan and the list of those who must
 * travel (*giấy xác nhận phương án và danh sách người lao động*). One QR for the unit (token kind 3). The head of the
 * unit issues the permits of the people on the list and answers for them.
 */
export const organisationPaperSheet = z
  .object({
    ...letterFields,
    dossierNumber: line(40),
    unit: z.object({
      name: line(120),
      taxCode: z
        .string()
        .regex(/^\d{10}(-\d{3})?$/)
        .optional(),
      address: line(200),
      /** Who stands for it, and as what. */
      representative: line(64),
      position: line(64).optional(),
      phone: line(20).optional(),
    }),
    /** Number and day of the plan, e.g. `số 12/PA-MH ngày 18/11/2026`; none where only the list is confirmed. */
    plan: line(120).optional(),
    /** Who confirmed the plan at the health station, and when. */
    health: z.object({ name: line(96), on: day }).optional(),
    routes: z
      .array(z.object({ route: line(160), shift: line(120).optional() }))
      .min(1)
      .max(40),
    /** Registered routes and shifts that only the list names. */
    otherRoutes: z.int().min(0).default(0),
    /** The list, as annex. */
    workers: z
      .array(
        z.object({
          fullName: line(120),
          idNumber: line(120).optional(),
          job: line(120).optional(),
          /** Registered route and shift, e.g. `Tuyến 1, ca sáng`. */
          route: line(242).optional(),
        }),
      )
      .max(5000),
    /** People on the confirmed list, also where the list itself is not printed. */
    headcount: z.int().min(1).max(65_535),
    conditions: z.array(line(300)).max(10).default([]),
    firstDay: day,
    lastDay: day,
    /** Text of the signed QR. */
    tokenText: symbolCode(1000),
    issuedUnder: line(160).optional(),
    /** Number of the paper this one replaces. */
    supersedes: line(30).optional(),
  })
  .refine((paper) => paper.firstDay <= paper.lastDay, 'the last day is before the first')
  .refine(
    ({ workers, headcount }) => workers.length === 0 || workers.length === headcount,
    'the list does not have as many people as the paper says',
  )

/** An organisation paper as a feature hands it over for printing. */
export type OrganisationPaperSheet = z.input<typeof organisationPaperSheet>
/** An organisation paper after validation, as the layout sees it. */
export type OrganisationPaperData = z.output<typeof organisationPaperSheet>

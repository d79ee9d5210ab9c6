import { z } from 'zod'
import { printed, printedOrNull } from '../printed.ts'
import { civilDateText, type EventType, placeCode, textLimits } from './parts.ts'

/**
 * On what terms a household lives at its address: registered there (*thường trú*), for the time being (*tạm trú*), in
 * rented rooms (*phòng trọ*), with another household (*ở nhờ*).
 */
export const stays = ['permanent', 'temporary', 'rented-room', 'lodger'] as const
export type Stay = (typeof stays)[number]

/** The one who goes to market for the household; number and birth date are asked for before a card is made. */
const shopper = z.object({
  fullName: printed(textLimits.fullName),
  idNumber: printedOrNull(20),
  birthDate: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .nullable(),
})

/** A household of the roster (*sổ hộ*), as whoever keeps it wrote it. All of it is personal. */
export const householdSchema = z.object({
  head: printed(textLimits.fullName),
  address: printed(textLimits.residence),
  /** Residential group (*tổ dân phố*), e.g. `Tổ 5`. */
  group: printed(textLimits.organisation),
  /** Staircase or entrance of a block of flats. */
  stairwell: printedOrNull(20),
  /** Where it stands in its group: counts along the street, up the stairs. */
  order: z.int().min(0).max(99_999),
  members: z.int().min(1).max(50),
  shopper,
  zone: placeCode.nullable(),
  stay: z.enum(stays),
  phone: printedOrNull(20),
  note: printedOrNull(textLimits.note),
})
export type HouseholdDetails = z.output<typeof householdSchema>

/** Why a household is no longer on the roster. */
export const leavings = ['moved-out', 'merged', 'entered-in-error'] as const

const keepers = { roles: ['area-police', 'clerk'], caseAct: null } as const

/** What happens to the roster of households and to their market days. The subject is the household. */
export const householdEvents = {
  'household.entered': {
    tv: 1,
    body: z.object({
      /** The running number in the ward, which stays with it. */
      number: z.int().positive(),
      /** The household it was split from. */
      from: z.uuid().nullable(),
      way: z.enum(['typed', 'list']),
    }),
    personal: householdSchema,
    ...keepers,
  },
  'household.changed': {
    tv: 1,
    body: z.object({ why: z.enum(['corrected', 'list', 'merged', 'split']) }),
    personal: householdSchema,
    ...keepers,
  },
  'household.left': {
    tv: 1,
    /** `into`: the household that it was merged into. */
    body: z.object({ reason: z.enum(leavings), into: z.uuid().nullable() }),
    personal: null,
    ...keepers,
  },
  /** Where and when it goes to market from now on; null: the rule has no place for it. */
  'household.placed': {
    tv: 1,
    body: z.object({
      allocation: z.uuid(),
      place: z
        .object({ market: placeCode, turn: z.int().min(0).max(31), slot: z.int().min(0).max(12) })
        .nullable(),
    }),
    personal: null,
    ...keepers,
  },
  /** A market card was made for it: the case, and the days it holds for. */
  'household.carded': {
    tv: 1,
    body: z.object({
      card: z.uuid(),
      batch: z.uuid(),
      firstDay: civilDateText,
      lastDay: civilDateText,
      /** The only days on which it holds, where neither odd and even nor weekdays say them. */
      days: z.array(civilDateText).max(62).nullable(),
    }),
    personal: null,
    ...keepers,
  },
  /** Market days were given out by a rule; the lines after it say to whom. The subject is the office. */
  'market-days.taken': {
    tv: 1,
    body: z.object({
      pack: z.string().max(16),
      packVersion: z.int().positive(),
      /** Whether the pack has the rule itself; else the program's own stood in. */
      rule: z.enum(['pack', 'default']),
      firstDay: civilDateText,
      lastDay: civilDateText,
      households: z.int().nonnegative(),
      placed: z.int().nonnegative(),
      moved: z.int().nonnegative(),
    }),
    personal: null,
    ...keepers,
  },
} as const satisfies Record<string, EventType>

import { z } from 'zod'
import { type CivilDate, civilDate } from '../../domain/calendar.ts'
import { roles } from '../../domain/roles.ts'
import { sidewaysActs, stepKinds } from '../../domain/workflow.ts'
import { packCode, placeCode } from '../events/parts.ts'
import { marketDays } from '../market/rule.ts'
import { printed } from '../printed.ts'

// A refinement cannot narrow the type; the predicate is the same that makes civil dates everywhere.
const day = z.iso.date().refine((text) => civilDate(text) !== null) as unknown as z.ZodType<CivilDate, string>
const minute = z.int().min(0).max(1440)
const weekdays = z.array(z.int().min(0).max(6)).min(1).max(7)
const label = printed(120)
const sentence = printed(300)
const reason = z.strictObject({ code: packCode, label })
const categoryCode = z.int().min(1).max(31)

/** Who decides about a category, as the decision names them: sector, level, and within which remit. */
const authority = z.strictObject({
  name: label,
  level: z.enum(['ward', 'district', 'city', 'agency', 'enterprise']),
  /** False: this office registers nobody for it and tells people where to go. */
  here: z.boolean(),
  /** What within that authority it may decide, in a sentence; null = everything of the category. */
  scope: sentence.nullable().default(null),
})

const category = z.strictObject({
  code: categoryCode,
  label,
  authority,
  /** First day on which the category is open: a phase of the roll-out. Absent: from the pack's first day. */
  opens: day.optional(),
  /** Papers the applicant shows. */
  requires: z.array(label).max(12).default([]),
})

/** A zone of the decision (red, orange, green …) and what it allows. */
const zone = z.strictObject({
  code: placeCode,
  label,
  colour: z.enum(['red', 'orange', 'green']),
  allows: sentence,
  /** Categories that may be applied for by people of this zone; `all`. */
  categories: z.union([z.literal('all'), z.array(categoryCode)]),
})

/** A market, zone or ward that papers may be bound to. */
const place = z.strictObject({ code: placeCode, label, kind: z.enum(['zone', 'market', 'ward', 'district']) })

/** Somebody who needs no paper at all, and how they show it. Shown to the clerk before anything is filled in. */
const exemption = z.strictObject({ label: sentence, proof: sentence })

/** Fields every form knows, with room of their own in the record. */
export const ownFields = ['purpose', 'route', 'vehiclePlate', 'organisation', 'companions'] as const
export type OwnField = (typeof ownFields)[number]

/** Kinds of the further fields a pack may ask for. */
export const fieldKinds = [
  'text',
  'long-text',
  'number',
  'money',
  'date',
  'choice',
  'yes-no',
  'phone',
  'plate',
  'rows',
] as const

/** Sheets that can show a field. */
export const shownOn = ['permit', 'receipt', 'record', 'organisation-paper', 'register-book'] as const

const column = z.strictObject({ id: packCode, label, required: z.boolean().default(false) })

/** One field of a form after the applicant's own: an own field by its name, or a further one. Order is the list's. */
const field = z.strictObject({
  id: z.union([z.enum(ownFields), packCode]),
  kind: z.enum(fieldKinds),
  label,
  hint: sentence.optional(),
  required: z.boolean(),
  /** Sheets that print it; a field nobody ever sees is refused. */
  shownOn: z.array(z.enum(shownOn)),
  choices: z.array(label).max(40).optional(),
  /** Most characters of a text: what the sheets that show it have room for. Absent: 300. */
  longest: z.int().min(1).max(300).optional(),
  /** For `number` and `money`. */
  least: z.number().optional(),
  most: z.number().optional(),
  /** For `rows`. */
  columns: z.array(column).min(1).max(8).optional(),
})
export type PackField = z.output<typeof field>

const step = z.strictObject({
  step: z.enum(stepKinds),
  by: z.array(z.enum(roles)).default([]),
  label,
  may: z.array(z.enum(sidewaysActs)).default([]),
  goTo: z.enum(stepKinds).optional(),
})

/** How the number of a paper is spelt. */
const paperNumber = z.string().regex(/^\{serial\}[^{}]{1,24}$/u)

const deadline = z.strictObject({
  workingDays: z.int().min(0).max(60),
  cutOff: minute,
  dueMinute: minute,
  weekdays,
  holidays: z.array(day).max(60),
})

/** What a record of a procedure is; the code behind it is the program's, everything else the pack's. */
export const recordKinds = [
  'permit',
  'market-card',
  'organisation',
  'declaration',
  'support',
  'status',
] as const
export type RecordKind = (typeof recordKinds)[number]

const component = z.strictObject({
  name: label,
  form: z.enum(['original', 'copy', 'form']),
  quantity: z.int().min(1).max(9),
})

const procedure = z.strictObject({
  id: packCode,
  title: label,
  record: z.enum(recordKinds),
  categories: z.array(categoryCode).min(1),
  fields: z.array(field).max(30),
  /** Who may register it: the counter, or the area police who draw up the lists of their beat. */
  registeredBy: z
    .array(z.enum(['clerk', 'area-police']))
    .min(1)
    .default(['clerk']),
  steps: z.array(step).max(8),
  /** Instead of the pack's. */
  deadline: deadline.optional(),
  /** Copies of each sheet the rule asks for; a sheet not named is printed once. */
  copies: z.record(packCode, z.int().min(1).max(4)).default({}),
  /** What the applicant hands in, as the receipt lists it. */
  components: z.array(component).min(1).max(12),
  /** The applicant must stand on the list of an approved case of this procedure, and keep to its routes. */
  listedBy: packCode.optional(),
  /** Filled in from the population extract of the ward, by number. */
  prefill: z.boolean().default(false),
  /** Where the applicant may hand in besides the counter. */
  channels: z.array(z.enum(['counter', 'e-mail', 'post', 'online'])).default(['counter']),
  /** How the result may be carried. */
  carried: z.enum(['paper', 'paper-or-phone']).default('paper'),
  /** For `status`: movement is not allowed while one of these choices of the field `status` holds. */
  holdsAtHome: z.array(label).default([]),
})
export type Procedure = z.output<typeof procedure>

/** Sentences of letters and papers that a city words itself; without them they only say where to ask. */
const letters = z.strictObject({
  /** What people can do after a refusal, as its letter lists it. */
  refusal: z.array(sentence).min(1).max(6),
  /** What people can do after their case was stopped. */
  stop: z.array(sentence).min(1).max(6),
  /** Why a dossier comes back to be completed; what is missing stands above it. */
  completion: sentence,
  /** What an organisation has to keep to, on its confirmation. */
  organisation: z.array(sentence).max(10).default([]),
})

const earlier = z.strictObject({
  pack: z.string().regex(/^[a-z0-9-]{1,16}$/),
  /** Absent: every version. */
  version: z.int().min(1).max(65_535).optional(),
  effect: z.enum(['stay-valid', 'valid-until', 'void']),
  until: day.optional(),
})

/**
 * A rule pack (*bộ quy tắc*): what a decision of the city says, as dated data. Groups, forms, issuers, chains,
 * validity, zones, exemptions and numbering are here and nowhere in code.
 */
export const rulePackSchema = z.strictObject({
  /** Version of this format. A pack of a newer one is kept and announced, never half applied. */
  format: z.literal(2),
  id: z.string().regex(/^[a-z0-9-]{1,16}$/),
  version: z.int().min(1).max(65_535),
  title: label,
  place: label,
  /** The decisions it rests on. */
  basis: z.array(sentence).max(12),
  effectiveFrom: day,
  /** Its last day; absent: until another is in force. */
  effectiveUntil: day.optional(),
  categories: z.array(category).min(1).max(31),
  zones: z.array(zone).max(12).default([]),
  places: z.array(place).max(200).default([]),
  exemptions: z.array(exemption).max(60).default([]),
  purposes: z.array(label).max(40),
  returnReasons: z.array(reason).min(1).max(40),
  refusalReasons: z.array(reason).min(1).max(40),
  stopReasons: z.array(reason).min(1).max(40),
  transferReasons: z.array(reason).min(1).max(40),
  extensionReasons: z.array(reason).min(1).max(40),
  validity: z.strictObject({
    maxDays: z.int().min(1).max(366),
    defaultDays: z.int().min(1).max(366),
    /** Weekdays a permit may name; absent: all. */
    weekdays: weekdays.optional(),
    /** Hours a permit may name, from and to; absent: all day. */
    hours: z.tuple([minute, minute]).optional(),
  }),
  deadline,
  numbers: z.strictObject({
    /** `{serial}` is the running number with this PC's letters. */
    permit: paperNumber,
    /** Of market cards; absent: as `permit`. */
    card: paperNumber.optional(),
    /** Of the dossier. `{ward} {yy} {letter} {serial} {check}` make up the office's own, which every reader knows. */
    dossier: z.string().max(60).default('{ward}-{yy}-{letter}{serial}-{check}'),
  }),
  tokenForm: z.enum(['base45', 'numeric']),
  signing: z.strictObject({ capacity: z.array(label).min(1).max(3), title: label }),
  receipt: z.strictObject({ counter: label, matter: label, fee: label }),
  letters: letters.optional(),
  /** What happens to papers issued under earlier packs. */
  earlier: z.array(earlier).max(40).default([]),
  /** Cases received under an earlier pack. */
  casesInProgress: z.enum(['finish-under-their-pack', 'go-on-under-this']).default('finish-under-their-pack'),
  procedures: z.array(procedure).min(1).max(12),
  /** Which household goes to market when; without it the program's own rule stands in, and says so. */
  marketDays: marketDays.optional(),
})

/** A rule pack as it is read: days are civil dates, what may be left out has its default. */
export type RulePack = z.output<typeof rulePackSchema>

/** The format this program reads. */
export const packFormat = 2

/** The procedure of a pack by its id; null when it has none. */
export function procedureOf(pack: Pick<RulePack, 'procedures'>, id: string): Procedure | null {
  return pack.procedures.find((one) => one.id === id) ?? null
}

import { z } from 'zod'
import { printed, printedOrNull } from '../printed.ts'
import { eventLineSchema, sha256Text, wardCode } from './event-line.ts'

/** Whether a type is that of the city's own lines, known here or not. A PC never writes one. */
export function isCityType(type: string): boolean {
  return type.startsWith('city.')
}

/**
 * The city list key's Ed25519 signature over `cityLineText`, base64url; `kid` names the key on the trust list. The
 * feed itself proves nothing about who wrote a line, so a city's line carries its own proof.
 */
const proof = z.object({
  kid: z.string().regex(/^[0-9a-f]{8}$/),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
})

/** Why the city may refuse a case, with the sentence for the letter. A ward's pack may word them differently. */
export const cityRefusalReasons = {
  'not-eligible': 'Không thuộc đối tượng được cấp theo quy định hiện hành',
  'not-necessary': 'Lý do đi lại không thuộc trường hợp cần thiết',
  incomplete: 'Hồ sơ thiếu giấy tờ chứng minh',
  'wrong-authority': 'Không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận',
  'risk-area': 'Nơi đi hoặc nơi đến đang thuộc vùng nguy cơ cao',
  other: 'Lý do khác, ghi tại phần ghi chú',
} as const

/** What the city decided on a case (subject = the case). `reasonCode` is set on a refusal. Nothing personal. */
export const cityDecisionSchema = z.object({
  decision: z.enum(['approved', 'refused']),
  /** Number of the city's own document, as it will be printed. */
  reference: printed(40),
  reasonCode: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable(),
  note: printedOrNull(300),
  decidedAt: z.iso.datetime({ offset: true }),
})
export type CityDecision = z.infer<typeof cityDecisionSchema>

/** That a rule pack can be fetched (subject = its id); `sha256` is its address, see `pack.ts`. */
export const packPublishedSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,16}$/),
  version: z.int().min(1).max(65_535),
  sha256: sha256Text,
  effectiveFrom: z.iso.date(),
})
export type PackPublished = z.infer<typeof packPublishedSchema>

/**
 * That another ward has the same: the very list (subject = the batch), or a paper of the same kind for the same person
 * that holds on some of the same days (subject = the case). A hint only, and nothing in it names anybody. `since`: the
 * day the other's reached the city; `order`: whether one's own reached it before that or after.
 */
export const overlapSchema = z.object({
  what: z.enum(['list', 'person']),
  other: wardCode,
  since: z.iso.date(),
  order: z.enum(['first', 'later']),
})
export type Overlap = z.infer<typeof overlapSchema>

/** Without line breaks, so that `cityLineText` cannot be read in two ways. */
const oneLine = z.string().regex(/^\P{Cc}{1,64}$/u)
const envelope = eventLineSchema.extend({
  tv: z.literal(1),
  subject: oneLine,
  actor: eventLineSchema.shape.actor.extend({ role: z.literal('system'), user: oneLine }),
})
const decided = envelope.extend({
  type: z.literal('city.decided'),
  body: cityDecisionSchema.extend({ proof }),
})
const packPublished = envelope.extend({
  type: z.literal('city.pack-published'),
  body: packPublishedSchema.extend({ proof }),
})
const overlap = envelope.extend({
  type: z.literal('city.overlap'),
  body: overlapSchema.extend({ proof }),
})

/** A line of the city of this version: an event line whose body carries the proof. */
export const cityLineSchema = z.discriminatedUnion('type', [decided, packPublished, overlap])
export type CityLine = z.infer<typeof cityLineSchema>

/** What a line of the city says, by its type. */
export type CityWords =
  | { readonly type: 'city.decided'; readonly body: CityDecision }
  | { readonly type: 'city.pack-published'; readonly body: PackPublished }
  | { readonly type: 'city.overlap'; readonly body: Overlap }

/** What a proof binds of a line's envelope. */
type Signed = {
  readonly ward: string
  readonly id: string
  readonly subject: string
  /** `at.wall` of the line. */
  readonly wall: string
  readonly user: string
}

/**
 * The text the city signs: one value a line, missing ones empty. No value can hold a line break (the schemas refuse
 * it), so no two lines have the same text. Stream and number are not in it: the same words may be told again.
 */
export function cityLineText(line: Signed & CityWords): string {
  const { ward, id, subject, wall, user } = line
  const head = ['psp1 city line', line.type, '1', ward, id, subject, wall, user]
  return [...head, ...valuesOf(line)].join('\n')
}

function valuesOf(line: CityWords): string[] {
  switch (line.type) {
    case 'city.decided': {
      const { decision, reference, reasonCode, note, decidedAt } = line.body
      return [decision, reference, reasonCode ?? '', note ?? '', decidedAt]
    }
    case 'city.pack-published': {
      const { id, version, sha256, effectiveFrom } = line.body
      return [id, String(version), sha256, effectiveFrom]
    }
    case 'city.overlap': {
      const { what, other, since, order } = line.body
      return [what, other, since, order]
    }
  }
}

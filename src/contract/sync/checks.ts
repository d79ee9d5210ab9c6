import { z } from 'zod'
import { type Answer, type Reason, reasonSentences, verdicts } from '../../domain/verdict.ts'
import { serverInstant } from './base.ts'
import { wardCode } from './event-line.ts'

/** Where the city serves the checkpoint page, and below it what the page asks. */
export const checkpointBase = '/checkpoint'

/** Most checks of one batch, and the most bytes of its body. */
export const maxChecksPerBatch = 200
export const maxChecksBytes = 256 * 1024

// The keys of a record over a closed list are that list, which Object.keys cannot say.
const answers = Object.keys(verdicts) as [Answer, ...Answer[]]
const reasons = Object.keys(reasonSentences) as [Reason, ...Reason[]]

/** One of the closed answers of a verification (qr-token.md section 8). */
const answerSchema = z.enum(answers)

/** Kinds of paper that a checkpoint meets. */
const paperKind = z.enum(['permit', 'market-card', 'organisation'])

/**
 * `GET /checkpoint/config.json`: what a page pins when it is installed. `roots` are the raw Ed25519 public keys that
 * may sign its trust list, in hex; `pairingCode` is published by a training city only.
 */
export const checkpointConfigSchema = z.object({
  protocol: z.literal('checkpoint/1'),
  city: z.string().min(1).max(120),
  roots: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(2),
  training: z.boolean(),
  pairingCode: z.string().nullable(),
})
export type CheckpointConfig = z.infer<typeof checkpointConfigSchema>

/** `POST /checkpoint/v1/pairings`: a device asks to be let in by the code of the city's operator. */
export const pairingRequestSchema = z.object({ code: z.string().regex(/^[A-Z2-7]{10}$/) })

/** Its answer: the secret stands in `Authorization: Bearer` of every upload. */
export const pairingAnswerSchema = z.object({
  checkpoint: z.uuid(),
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type PairingAnswer = z.infer<typeof pairingAnswerSchema>

/** Where a checkpoint stands. Two devices that say the same name and ward stand at the same place. */
export const checkPlaceSchema = z.object({
  name: z.string().min(1).max(80),
  ward: wardCode.nullable(),
  /** Zone and market codes that apply here. */
  codes: z.array(z.string().regex(/^[A-Z0-9-]{1,8}$/)).max(12),
  position: z
    .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .nullable(),
})
export type CheckPlace = z.infer<typeof checkPlaceSchema>

/**
 * One check. `id` is made on the device once, so that a batch may be sent again. `paper` is there from the moment the
 * signature held: a digest (`paperDigest`), never a number or a name; `ward` is the issuer's (00000 = the city),
 * `visits` the n visits in m days that a market card allows. `compared` says how the last digits of the ID card compared.
 */
const checkSchema = z.object({
  id: z.uuid(),
  /** By the device's clock. */
  at: z.iso.datetime(),
  answer: answerSchema,
  reason: z.enum(reasons).nullable(),
  paper: z
    .object({
      digest: z.string().regex(/^[0-9a-f]{32}$/),
      kind: paperKind,
      ward: wardCode,
      visits: z.tuple([z.int().min(1).max(31), z.int().min(1).max(31)]).nullable(),
    })
    .nullable(),
  compared: z.enum(['same', 'differs', 'not-done']),
})
export type Check = z.infer<typeof checkSchema>

/** `POST /checkpoint/v1/checks`: checks made at one place. */
export const checksBatchSchema = z.object({
  place: checkPlaceSchema,
  checks: z.array(checkSchema).min(1).max(maxChecksPerBatch),
})
export type ChecksBatch = z.infer<typeof checksBatchSchema>

/** Its answer: every check of the batch is kept from now on; `known` of them were there already. */
export const checksAnswerSchema = z.object({
  stored: z.int().nonnegative(),
  known: z.int().nonnegative(),
  serverTime: serverInstant,
})
export type ChecksAnswer = z.infer<typeof checksAnswerSchema>

const placeName = z.object({ name: z.string(), ward: wardCode.nullable() })

/** How often each answer was given on a civil day (UTC+07:00) at one place; `differs`: the ID card did not match. */
const checkCountSchema = z.object({
  day: z.iso.date(),
  place: placeName,
  answers: z.partialRecord(answerSchema, z.int().positive()),
  differs: z.int().nonnegative(),
})
export type CheckCount = z.infer<typeof checkCountSchema>

const sighting = z.object({ at: serverInstant, place: placeName })
const flagged = { paper: z.string(), paperKind }

/**
 * A paper that somebody should look after: seen at two places between which nobody travels that fast (`kilometres`
 * null where a place has no position), or a market card that went shopping more often than it allows.
 */
export const copyFlagSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('too-far-too-soon'),
    ...flagged,
    first: sighting,
    second: sighting,
    kilometres: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('too-many-visits'),
    ...flagged,
    last: sighting,
    made: z.int(),
    allowed: z.int(),
    days: z.int(),
  }),
])
export type CopyFlag = z.infer<typeof copyFlagSchema>

/** How many days back a ward may ask; older checks keep their counts but no longer say which paper they saw. */
export const longestChecksDays = 62

/**
 * Answer to `GET /wards/{ward}/checks?since=`: checks of papers that the ward issued, wherever they were made; all
 * checks made at checkpoints in the ward (forged and unreadable ones too); flags on the ward's papers, newest first.
 */
export const wardChecksSchema = z.object({
  since: z.iso.date(),
  ours: z.array(checkCountSchema),
  here: z.array(checkCountSchema),
  flags: z.array(copyFlagSchema),
  serverTime: serverInstant,
})
export type WardChecks = z.infer<typeof wardChecksSchema>

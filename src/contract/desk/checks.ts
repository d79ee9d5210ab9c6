import { z } from 'zod'
import type { Role } from '../../domain/roles.ts'
import { placeCode } from '../events/parts.ts'
import { printed } from '../printed.ts'
import { route } from '../route.ts'
import { copyFlagSchema, longestChecksDays, wardChecksSchema } from '../sync/checks.ts'
import { answers, verdictSchema } from './verify.ts'

/** Who stands at a checkpoint or at the gate of a market. */
export const gateRoles = ['clerk', 'area-police', 'ward-police'] as const satisfies readonly Role[]
/** Who looks after what was checked. */
export const countRoles = ['ward-official', 'ward-police', 'administrator'] as const satisfies readonly Role[]

/**
 * Where this PC checks papers: a checkpoint (*chốt kiểm tra*) or the gate of a market (*cổng chợ*). `code` is a zone or
 * market of the rule pack: a paper bound to it counts as being in its place here.
 */
const gateSchema = z.object({
  name: printed(60),
  kind: z.enum(['checkpoint', 'market']),
  code: placeCode.nullable(),
})
export type Gate = z.infer<typeof gateSchema>

const answerCounts = z.partialRecord(z.enum(answers), z.int().positive())
export type AnswerCounts = z.infer<typeof answerCounts>

/** How often a paper was seen before, today; `at` is the last time. */
const seenSchema = z.object({ count: z.int().positive(), at: z.string(), place: z.string() })

const todaySchema = z.object({ total: z.int(), answers: answerCounts, differs: z.int() })

const gateStateSchema = z.object({
  gate: gateSchema.nullable(),
  /** Zones and markets of the rule pack in force. */
  codes: z.array(z.object({ code: z.string(), label: z.string() })),
  /** The checks of this civil day at this gate. */
  today: todaySchema,
})
export type GateState = z.infer<typeof gateStateSchema>

/**
 * One check at the gate. The closed answer is in `verdict`; nothing beside it changes it (qr-token.md sections 4, 8).
 */
const gateCheckSchema = z.object({
  checkId: z.uuid(),
  at: z.string(),
  verdict: verdictSchema,
  /** What the paper says besides the verdict's content; null until the signature held. */
  more: z
    .object({
      household: z.string().nullable(),
      parity: z.enum(['odd', 'even']).nullable(),
      /** The only days of a market card, where its code names them. */
      days: z.array(z.string()).nullable(),
      taxCode: z.string().nullable(),
      headcount: z.int().nullable(),
    })
    .nullable(),
  /** This paper before, today: at this gate, and at other gates of the ward as far as they have synced. */
  seenHere: seenSchema.nullable(),
  seenElsewhere: seenSchema.nullable(),
  /** The visits of a market card before this one, in its days, at all gates of the ward that have synced. */
  visits: z.object({ made: z.int(), allowed: z.int(), days: z.int() }).nullable(),
  today: todaySchema,
})
export type GateCheck = z.infer<typeof gateCheckSchema>

export const readGate = route({
  method: 'get',
  path: '/api/gate',
  summary: 'Where this PC checks papers, and how many it checked today',
  for: gateRoles,
  answer: gateStateSchema,
})

export const setGate = route({
  method: 'put',
  path: '/api/gate',
  summary: 'Say where this PC checks papers; remembered until it is said anew',
  for: gateRoles,
  body: gateSchema,
  answer: gateStateSchema,
})

export const makeCheck = route({
  method: 'post',
  path: '/api/checks',
  summary:
    'Check the text of a code at the gate: judged without a network, counted, written into the journal without a name',
  for: gateRoles,
  body: z.object({ checkId: z.uuid(), text: z.string().min(1).max(10_000) }),
  answer: gateCheckSchema,
})

export const cardDiffered = route({
  method: 'post',
  path: '/api/checks/{checkId}/differed',
  summary: 'The ID card shown at a check was not that of the paper',
  for: gateRoles,
  params: z.object({ checkId: z.uuid() }),
  answer: z.object({}),
})

export const letIn = route({
  method: 'post',
  path: '/api/checks/{checkId}/let-in',
  summary: 'Whoever keeps the gate lets somebody in although the card’s visits are used up: one visit more',
  for: gateRoles,
  params: z.object({ checkId: z.uuid() }),
  answer: z.object({}),
})

const { ours, here } = wardChecksSchema.shape

const flaggedSchema = z.object({
  /** Told by the city from the checkpoints, or seen at the gates of this ward. */
  by: z.enum(['city', 'gates']),
  flag: copyFlagSchema,
  /** The case of this office the paper belongs to, if it does. */
  case: z
    .object({ caseId: z.string(), permitNumber: z.string().nullable(), withdrawn: z.boolean() })
    .nullable(),
})
export type FlaggedPaper = z.infer<typeof flaggedSchema>

const checksSchema = z.object({
  since: z.iso.date(),
  /** Checks at the gates of this ward's PCs. */
  gates: ours,
  city: z.object({
    standing: z.enum(['not-enrolled', 'reached', 'unreached']),
    /** The server's time of what is shown; null when it never told anything. */
    asOf: z.string().nullable(),
    /** Checks of this ward's papers at checkpoints anywhere. */
    ours,
    /** Checks at checkpoints in this ward, whosesoever the paper. */
    here,
  }),
  flags: z.array(flaggedSchema),
})
export type Checks = z.infer<typeof checksSchema>

export const readChecks = route({
  method: 'get',
  path: '/api/checks',
  summary: 'How often papers were checked, where and with which answers, and what looks like a copy',
  for: countRoles,
  query: z.object({ days: z.coerce.number().int().min(1).max(longestChecksDays) }),
  answer: checksSchema,
})

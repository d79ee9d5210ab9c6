import { z } from 'zod'
import type { Role } from '../../domain/roles.ts'
import { ownSettingsSchema } from '../policy/local.ts'
import { rulePackSchema } from '../policy/pack.ts'
import { maxEnvelopeBytes } from '../sync/pack.ts'
import { route } from '../route.ts'

const administrator = ['administrator'] as const
const readers = ['administrator', 'ward-official'] as const satisfies readonly Role[]

const params = z.object({
  pack: z.string().regex(/^[a-z0-9-]{1,16}$/),
  version: z.string().regex(/^[1-9]\d{0,4}$/),
})
/** `id/version`. */
const named = z.string().regex(/^[a-z0-9-]{1,16}\/[1-9]\d{0,4}$/)
/** Made by the page before the first try, so that a repeated press or a lost answer never acts twice. */
const actId = z.uuid()

/**
 * How a pack stands: the one in force; one that begins by itself; one that may be activated; one that waits for
 * administrators' yeses; one made for a later program; one that was in force or whose days are over.
 */
export const policyStates = ['in-force', 'scheduled', 'needs-approval', 'ready', 'too-new', 'past'] as const
export type PolicyState = (typeof policyStates)[number]

export const policySchema = z.object({
  pack: z.string(),
  version: z.int(),
  /** The version an office's own pack was made from, and its which edit it is; null for one that was published. */
  local: z.object({ origin: z.int(), edit: z.int() }).nullable(),
  title: z.string(),
  place: z.string(),
  basis: z.array(z.string()),
  effectiveFrom: z.string(),
  effectiveUntil: z.string().nullable(),
  source: z.enum(['shipped', 'city', 'file', 'office']),
  state: z.enum(policyStates),
  /** Since when it is in force, or from when it will be; null otherwise, and where nobody ever activated it. */
  from: z.string().nullable(),
  receivedAt: z.string().nullable(),
  /** The yeses so far to a pack the city has not signed. */
  approvals: z.array(z.object({ user: z.string(), fullName: z.string(), at: z.string() })),
})
export type Policy = z.infer<typeof policySchema>

export const activationSchema = z.object({
  pack: z.string(),
  version: z.int(),
  title: z.string(),
  from: z.string(),
  /** Who activated it; the city's packs come into force by themselves. */
  who: z.string(),
  rollback: z.boolean(),
  status: z.enum(['begun', 'scheduled', 'cancelled', 'rolled-back']),
})
export type PolicyActivation = z.infer<typeof activationSchema>

const changeSchema = z.object({
  what: z.string(),
  whatEn: z.string(),
  weight: z.enum(['eases', 'tightens', 'changes']),
})
export type PolicyChange = z.infer<typeof changeSchema>

const faultSchema = z.object({
  line: z.int(),
  path: z.string(),
  reason: z.string(),
  reasonEn: z.string(),
})
export type PolicyFault = z.infer<typeof faultSchema>

/** What a pack does to papers issued under an earlier one. */
const effectSchema = z.object({
  pack: z.string(),
  version: z.int().nullable(),
  title: z.string().nullable(),
  effect: z.enum(['stay-valid', 'valid-until', 'void']),
  until: z.string().nullable(),
  /** Papers of this office that are live now and that it concerns. */
  papers: z.int(),
})
export type EarlierEffect = z.infer<typeof effectSchema>

/** A pack the city published that this office did not take, with the sentence that says why. */
const refusedSchema = z.object({
  pack: z.string(),
  version: z.int(),
  effectiveFrom: z.string(),
  at: z.string(),
  /** The city published another text under a name that is taken here: only a later version settles it. */
  otherText: z.boolean().default(false),
  vi: z.string(),
  en: z.string(),
})
export type RefusedPolicy = z.infer<typeof refusedSchema>

/** A pack that the journal or cases name and whose text is not here; `sha256` (base64url) of its text, where it is known. */
const missingSchema = z.object({
  pack: z.string(),
  version: z.int(),
  sha256: z.string().nullable(),
  /** Open cases that wait for it. */
  cases: z.int(),
})
export type MissingPolicy = z.infer<typeof missingSchema>

export const listPolicies = route({
  method: 'get',
  path: '/api/policies',
  summary: 'Every rule pack of this office and how it stands, activations, and packs shipped as samples',
  for: readers,
  answer: z.object({
    policies: z.array(policySchema),
    /** Newest first. */
    activations: z.array(activationSchema),
    refused: z.array(refusedSchema),
    missing: z.array(missingSchema),
    samples: z.array(z.object({ id: z.string(), title: z.string(), place: z.string(), isHere: z.boolean() })),
  }),
})

export const readPolicy = route({
  method: 'get',
  path: '/api/policies/{pack}/{version}',
  summary:
    'One rule pack, what differs from the one in force, and what it does to papers and cases of before',
  for: readers,
  params,
  answer: policySchema.extend({
    /** Null for one made for a later program. */
    content: rulePackSchema.nullable(),
    /** Worth reading before activating it, in Vietnamese. */
    notes: z.array(z.string()),
    /** From the pack in force to this one; empty for that one itself. */
    difference: z.array(changeSchema),
    /** The title of the pack that is in force again when this one, in force, is taken back; null: it cannot be. */
    returnsTo: z.string().nullable(),
    earlier: z.array(effectSchema),
    /** Open cases received under other packs, and under which rules they go on. */
    openCases: z.object({
      count: z.int(),
      rule: z.enum(['finish-under-their-pack', 'go-on-under-this']),
    }),
    /** Full names of whose accounts are limited under other packs only: under this one they can do nothing yet. */
    unscoped: z.array(z.string()),
  }),
})
export type PolicyDetails = z.infer<typeof readPolicy.answer>

export const comparePolicies = route({
  method: 'get',
  path: '/api/policy-differences',
  summary: 'What changes from one rule pack to another, in plain words',
  for: readers,
  query: z.object({ before: named, after: named }),
  answer: z.object({ changes: z.array(changeSchema) }),
})

const longestText = maxEnvelopeBytes
/** A file as base64, byte for byte as it was signed, or a text. */
const file = z.union([
  z.strictObject({ base64: z.base64().max(Math.ceil(longestText / 3) * 4) }),
  z.strictObject({ text: z.string().max(longestText) }),
])

export const judgePolicy = route({
  method: 'post',
  path: '/api/policies/judge',
  summary: 'Judge a rule pack without keeping it: every fault with its line and reason',
  for: readers,
  body: file,
  answer: z.object({
    outcome: z.enum(['ok', 'too-new', 'refused']),
    head: z.object({ pack: z.string(), version: z.int(), title: z.string() }).nullable(),
    notes: z.array(z.string()),
    /** The first in the order of their lines; `total` counts all. */
    faults: z.array(faultSchema),
    total: z.int(),
  }),
})

export const receivePolicy = route({
  method: 'post',
  path: '/api/policies',
  summary: 'Take a rule pack from a file: an envelope signed by the city, or a bare pack',
  for: administrator,
  body: file,
  answer: policySchema,
})

export const receiveSample = route({
  method: 'post',
  path: '/api/policies/samples',
  summary: 'Take one of the packs shipped as samples',
  for: administrator,
  body: z.object({ id: z.string().max(16) }),
  answer: policySchema,
})

export const editPolicy = route({
  method: 'post',
  path: '/api/policies/{pack}/{version}/edit',
  summary: 'Make a pack of this office: a pack with the settings an office may word itself',
  for: administrator,
  params,
  body: z.object({ actId, settings: ownSettingsSchema }),
  answer: policySchema,
})

export const approvePolicy = route({
  method: 'post',
  path: '/api/policies/{pack}/{version}/approve',
  summary: 'Say yes to a pack the city has not signed; two different administrators make it ready',
  for: administrator,
  params,
  body: z.object({ actId }),
  answer: policySchema,
})

export const simulatePolicy = route({
  method: 'get',
  path: '/api/policies/{pack}/{version}/simulation',
  summary: 'The cases of the last days, as this pack would have had them',
  for: readers,
  params,
  query: z.object({ days: z.enum(['7', '30', '90']).default('30') }),
  answer: z.object({
    from: z.string(),
    cases: z.int(),
    same: z.int(),
    /** Would not have been taken. */
    refused: z.int(),
    /** Would have been decided by somebody else. */
    elsewhere: z.int(),
    /** How often each sentence was said, most often first. */
    reasons: z.array(z.object({ vi: z.string(), en: z.string(), count: z.int() })),
    /** The first 200, newest first. */
    different: z.array(
      z.object({
        caseId: z.string(),
        number: z.string(),
        fullName: z.string(),
        registeredAt: z.string(),
        how: z.enum(['refused', 'elsewhere']),
        vi: z.string(),
        en: z.string(),
      }),
    ),
  }),
})
export type PolicySimulation = z.infer<typeof simulatePolicy.answer>

export const activatePolicy = route({
  method: 'post',
  path: '/api/policies/{pack}/{version}/activate',
  summary: 'Put a pack in force now or at a later time',
  for: administrator,
  params,
  body: z.object({
    actId,
    /** Null: now. */
    at: z.iso.datetime({ offset: true }).nullable(),
  }),
  answer: policySchema,
})

export const rollBackPolicy = route({
  method: 'post',
  path: '/api/policies/{pack}/{version}/roll-back',
  summary:
    'Take back the activation of a pack: one that has not begun is cancelled, else the pack before it returns',
  for: administrator,
  params,
  body: z.object({ actId }),
  answer: policySchema,
})

import { z } from 'zod'
import { hubWays } from '../events/hub-events.ts'
import { hubCityProblems } from '../sync/hub.ts'
import { route } from '../route.ts'

const administrator = ['administrator'] as const
const count = z.int().nonnegative()
const port = z.int().min(1).max(65_535)

/** Why a hub that is switched on takes nothing: refusals of the closed list. */
export const hubServeProblems = ['hub-port-taken', 'hub-address-not-here', 'hub-port-forbidden'] as const

/**
 * Why a PC gets nothing to or from its hub, a closed list so that the page has a sentence for each: no answer; no proof
 * of the pairing code (a code made anew, another program); another key; another ward; the city does not name one of the
 * two as a PC of the ward, so that they tell each other nothing of people; the hub's disk is full, this PC's share there is used up, or it is busy; an answer that makes no sense.
 */
export const hubUseProblems = [
  'unreachable',
  'not-known',
  'key-differs',
  'other-ward',
  'not-member',
  'disk-full',
  'share-full',
  'busy',
  'garbled-answer',
] as const
export type HubUseProblem = (typeof hubUseProblems)[number]

export const hubStateSchema = z.object({
  enrolled: z.boolean(),
  /** This PC as a hub; null while it was never switched on. */
  serving: z
    .object({
      on: z.boolean(),
      host: z.string(),
      port: z.int(),
      problem: z.enum(hubServeProblems).nullable(),
      cityProblem: z.enum(hubCityProblems).nullable(),
      nextTryAt: z.string().nullable(),
      lastForwardedAt: z.string().nullable(),
      /** The PCs that have sent through it. */
      pcs: z.array(
        z.object({
          device: z.string(),
          letters: z.string(),
          lastSeenAt: z.string().nullable(),
          waiting: count,
          bytes: count,
          oldestAt: z.string().nullable(),
          answers: count,
          refused: count,
        }),
      ),
    })
    .nullable(),
  /** The hub this PC uses; null: none. */
  using: z
    .object({
      host: z.string(),
      port: z.int(),
      way: z.enum(hubWays),
      /** Whether it is used now: the city does not answer, or everything goes there. */
      inUse: z.boolean(),
      problem: z.enum(hubUseProblems).nullable(),
      /** Letters of the hub's PC, once it has answered. */
      letters: z.string().nullable(),
      lastContactAt: z.string().nullable(),
      /** Lines that lie at the hub and that no receipt of the city is here for, and since when. */
      linesThere: count,
      thereSince: z.string().nullable(),
      /** What the hub says of its own way to the city; it may be wrong or lie. */
      cityProblem: z.enum(hubCityProblems).nullable(),
      /** Why the city would not have what the hub brought last. */
      refused: z.object({ code: z.string(), detail: z.string() }).nullable(),
    })
    .nullable(),
})
export type HubState = z.infer<typeof hubStateSchema>

export const readHub = route({
  method: 'get',
  path: '/api/hub',
  summary: 'The ward hub: what this PC forwards for others, and what of it lies at another',
  for: 'staff',
  answer: hubStateSchema,
})

/** What an administrator switches on and shows to the others. */
export const hubSettingSchema = z.object({
  /** IPv4 addresses of this PC in its networks. */
  hosts: z.array(z.string()),
  on: z.boolean(),
  host: z.string(),
  port: z.int(),
  /** The pairing code in groups, and the QR with address, key and code; null while it is off. */
  code: z.string().nullable(),
  text: z.string().nullable(),
  rows: z.array(z.string()).nullable(),
})
export type HubSetting = z.infer<typeof hubSettingSchema>

export const readHubSetting = route({
  method: 'get',
  path: '/api/hub/setting',
  summary: 'How this PC is a hub, with the pairing code and its QR',
  for: administrator,
  answer: hubSettingSchema,
})

export const setHub = route({
  method: 'post',
  path: '/api/hub/setting',
  summary: 'Switch this PC on or off as the hub of the ward, or end every pairing by a new code',
  for: administrator,
  body: z.object({
    actId: z.uuid(),
    on: z.boolean(),
    host: z.ipv4(),
    /** 0: any free one. */
    port: z.int().min(0).max(65_535),
    newCode: z.boolean(),
  }),
  answer: hubSettingSchema,
})

export const joinHub = route({
  method: 'post',
  path: '/api/hub/join',
  summary: 'Send through a hub: its QR as scanned, or address and pairing code; it is asked at once',
  for: administrator,
  body: z.object({
    actId: z.uuid(),
    found: z.union([
      z.object({ text: z.string().max(300) }),
      z.object({ host: z.ipv4(), port, code: z.string().max(60) }),
    ]),
    way: z.enum(hubWays),
  }),
  answer: hubStateSchema,
})

export const setHubWay = route({
  method: 'post',
  path: '/api/hub/way',
  summary: 'Use the hub while the city does not answer, or for everything',
  for: administrator,
  body: z.object({ actId: z.uuid(), way: z.enum(hubWays) }),
  answer: hubStateSchema,
})

export const leaveHub = route({
  method: 'post',
  path: '/api/hub/leave',
  summary: 'Send through no hub any more; what lies there it forwards all the same',
  for: administrator,
  body: z.object({ actId: z.uuid() }),
  answer: hubStateSchema,
})

export const tryHub = route({
  method: 'post',
  path: '/api/hub/try',
  summary: 'Exchange with the hub now',
  for: 'staff',
  answer: hubStateSchema,
})

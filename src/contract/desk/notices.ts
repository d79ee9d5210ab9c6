import { z } from 'zod'
import { mailProtections, noticeFailures, noticeKinds, noticeWays } from '../events/notice-events.ts'
import { route } from '../route.ts'

/** Who looks after notices. */
const keepers = ['clerk', 'ward-official'] as const
const administrator = ['administrator'] as const

/**
 * How a notice stands: it waits; it is on its way; it was taken by the server; the program gave it up; the connection
 * broke so that nobody knows; people are told on paper.
 */
export const noticeStates = ['waiting', 'sending', 'sent', 'given-up', 'uncertain', 'paper'] as const
export type NoticeState = (typeof noticeStates)[number]

/** How the line to the mail server is. */
export const mailProblems = ['unreachable', 'certificate', 'sign-in'] as const
export type MailProblem = (typeof mailProblems)[number]

export const noticeItem = z.object({
  noticeId: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  kind: z.enum(noticeKinds),
  /** The letter that goes with it, as it may be printed instead. */
  sheet: z.string().nullable(),
  to: z.string(),
  state: z.enum(noticeStates),
  reason: z.enum(noticeFailures).nullable(),
  /** What the server answered. */
  code: z.int().nullable(),
  tries: z.int(),
  queuedAt: z.string(),
  changedAt: z.string(),
})
export type NoticeItem = z.output<typeof noticeItem>

const mailLine = z.object({
  on: z.boolean(),
  problem: z.enum(mailProblems).nullable(),
  /** When the line is tried again; null while all is well. */
  nextTryAt: z.string().nullable(),
})

export const listNotices = route({
  method: 'get',
  path: '/api/notices',
  summary: 'Notices by e-mail: those that need somebody, those that wait, and the newest that are done',
  for: keepers,
  query: z.object({ show: z.enum(['attention', 'waiting', 'done']) }),
  answer: z.object({
    line: mailLine,
    counts: z.object({ attention: z.int(), waiting: z.int(), done: z.int() }),
    /** People who gave neither telephone nor e-mail and whose letter or paper lies at the counter. */
    onPaper: z.int(),
    items: z.array(noticeItem),
  }),
})

export const settleNotice = route({
  method: 'post',
  path: '/api/notices/{noticeId}/settle',
  summary: 'Send a notice again, say that it arrived, or tell people on paper instead',
  for: keepers,
  params: z.object({ noticeId: z.uuid() }),
  body: z.object({ actId: z.uuid(), way: z.enum(noticeWays) }),
  answer: noticeItem,
})

export const sendNotices = route({
  method: 'post',
  path: '/api/notices/send',
  summary: 'Try the mail server now, and send everything that waits',
  for: [...keepers, 'administrator'],
  answer: mailLine,
})

export const readCounterList = route({
  method: 'get',
  path: '/api/notices/pick-up-list',
  summary: 'Letters and papers for people without telephone and e-mail, by group, with room to sign',
  for: keepers,
  answer: 'application/pdf',
})

const address = z.email().max(254)
/** A name of the domain system or an address, never with a scheme. */
const host = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9.:-]+$/)

export const mailSettingSchema = z.object({
  on: z.boolean(),
  host: z.string(),
  port: z.int(),
  protection: z.enum(mailProtections),
  sender: z.string(),
  /** The account the office signs in with; its password is never shown. */
  user: z.string().nullable(),
  hasPassword: z.boolean(),
  /** SHA-256 of the pinned certificate, in hex. */
  certificate: z.string().nullable(),
  days: z.int(),
})
export type MailSetting = z.output<typeof mailSettingSchema>

export const readMailSetting = route({
  method: 'get',
  path: '/api/notices/setting',
  summary: 'How notices leave the office',
  for: administrator,
  answer: mailSettingSchema,
})

export const setMail = route({
  method: 'post',
  path: '/api/notices/setting',
  summary: 'Set the mail server, the account and the sender; what happened before is not told afterwards',
  for: administrator,
  body: z.object({
    actId: z.uuid(),
    on: z.boolean(),
    host,
    port: z.int().min(1).max(65_535),
    protection: z.enum(mailProtections),
    sender: address,
    user: z.string().min(1).max(254).nullable(),
    /** Null: the one kept already. */
    password: z.string().min(1).max(500).nullable(),
    /** `keep` what is pinned, or the certificate as PEM; null: none is pinned. */
    certificate: z.string().max(20_000).nullable(),
    days: z.int().min(1).max(14),
  }),
  answer: mailSettingSchema,
})

export const sendTestMessage = route({
  method: 'post',
  path: '/api/notices/test',
  summary: 'Send a message to oneself through the mail server as it is set',
  for: administrator,
  body: z.object({ to: address }),
  answer: z.object({ code: z.int() }),
})

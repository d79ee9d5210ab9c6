import { z } from 'zod'
import type { EventType } from './parts.ts'

/** What a notice (*thông báo*) tells about a case: received, to be completed, approved, refused, stopped. */
export const noticeKinds = ['received', 'completion', 'approved', 'refused', 'stopped'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/**
 * Why a notice was not sent. `refused` and `later`: what the server said, for good or for now; `line`: the connection
 * ended before the message went out; `unknown`: it ended after, so that nobody knows; `interrupted`: the program ended
 * meanwhile; `too-long`: it could not be sent in all the days it is tried; `letter`: it could not be written.
 */
export const noticeFailures = [
  'refused',
  'later',
  'line',
  'unknown',
  'interrupted',
  'too-long',
  'letter',
] as const
export type NoticeFailure = (typeof noticeFailures)[number]

/** How the connection to the mail server is protected: from the first byte (465), or before anything is said (587). */
export const mailProtections = ['tls', 'starttls'] as const

/** What somebody decided: send it again, it has arrived, tell them on paper instead. */
export const noticeWays = ['again', 'arrived', 'paper'] as const
export type NoticeWay = (typeof noticeWays)[number]

const notice = z.uuid()
/** A reply code of SMTP (RFC 5321 section 4.2). */
const replyCode = z.int().min(200).max(599)
const system = { roles: ['system'], caseAct: null } as const

/**
 * The way of a notice, under the case it is about. `notice.sending` is written before the server hears of the message
 * and is always followed by what came of it: a notice is never sent twice by the program itself.
 */
export const noticeEvents = {
  /** Its id is made of the act it tells about, so that an act is told once. */
  'notice.queued': {
    tv: 1,
    body: z.object({
      notice,
      kind: z.enum(noticeKinds),
      act: z.uuid(),
      sheet: z.string().max(40).nullable(),
    }),
    personal: z.object({
      to: z.string().max(254),
      subject: z.string().max(200),
      text: z.string().max(20_000),
    }),
    ...system,
  },
  'notice.sending': { tv: 1, body: z.object({ notice }), personal: null, ...system },
  'notice.sent': { tv: 1, body: z.object({ notice, code: replyCode }), personal: null, ...system },
  'notice.failed': {
    tv: 1,
    body: z.object({
      notice,
      reason: z.enum(noticeFailures),
      code: replyCode.nullable(),
      /** Tried again by itself; else it waits for a person. */
      again: z.boolean(),
    }),
    personal: null,
    ...system,
  },
  'notice.settled': {
    tv: 1,
    body: z.object({ notice, way: z.enum(noticeWays) }),
    personal: null,
    roles: ['clerk', 'ward-official'],
    caseAct: null,
  },
  /** How notices leave the office; the account and its password are secrets of the store. */
  'office.mail-set': {
    tv: 1,
    body: z.object({
      on: z.boolean(),
      host: z.string().max(253),
      port: z.int().min(1).max(65_535),
      protection: z.enum(mailProtections),
      sender: z.string().max(254),
      signsIn: z.boolean(),
      /** SHA-256 in hex of the only certificate the server may show; null: whichever the public authorities vouch for. */
      certificate: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      /** After so many days without success a notice waits for a person. */
      days: z.int().min(1).max(14),
    }),
    personal: null,
    roles: ['administrator'],
    caseAct: null,
  },
} as const satisfies Record<string, EventType>

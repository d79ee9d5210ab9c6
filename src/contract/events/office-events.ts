import { z } from 'zod'
import { paperSizes, sheetKinds } from '../../domain/printing/sheet-kinds.ts'
import { roles } from '../../domain/roles.ts'
import { type Answer, type Reason, reasonSentences, verdicts } from '../../domain/verdict.ts'
import { sha256Text } from '../sync/event-line.ts'
import { civilDateText, type EventType, kid, packCode, paperIndex, seriesNumber } from './parts.ts'

const system = { roles: [], caseAct: null, personal: null } as const
const admin = { roles: ['administrator'], caseAct: null } as const
const user = z.string().max(64)
const visitNumber = z.int().min(1).max(31)
// The keys of a record over a closed list are that list, which Object.keys cannot say.
const answers = Object.keys(verdicts) as [Answer, ...Answer[]]
const reasons = Object.keys(reasonSentences) as [Reason, ...Reason[]]
const packName = { pack: z.string().max(16), packVersion: z.int().positive(), sha256: sha256Text }

/** What happens at the office besides the acts on cases. */
export const officeEvents = {
  'office.established': {
    tv: 1,
    body: z.object({ wardName: z.string().max(100), parentName: z.string().max(100), training: z.boolean() }),
    personal: null,
    ...admin,
  },
  'office.enrolled': {
    tv: 1,
    body: z.object({ city: z.string().max(100), deviceLetters: z.string().max(4) }),
    personal: null,
    ...admin,
  },
  /** How this office seals: by hand or electronically, how large the stamp is, how many one session may seal. */
  'office.seal-set': {
    tv: 1,
    body: z.object({
      mode: z.enum(['wet', 'electronic']),
      spaceMm: z.int().min(30).max(60),
      quota: z.int().min(1).max(5_000),
      /** Where the office's certificate is; null while it seals by hand. */
      certificate: z.enum(['file', 'token']).nullable(),
      /** SHA-256 in hex of the PKCS#11 module that alone may be loaded. */
      module: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable()
        .default(null),
    }),
    personal: null,
    ...admin,
  },
  /** How a printer of the PC is set right for a kind of sheet: moved right and down, its size in percent, its paper. */
  'office.printer-set': {
    tv: 1,
    body: z.object({
      printer: z.string().max(200),
      kind: z.enum(sheetKinds),
      paper: z.enum(paperSizes),
      xMm: z.number().min(-20).max(20),
      yMm: z.number().min(-20).max(20),
      percent: z.number().min(95).max(105),
    }),
    personal: null,
    roles: ['clerk', 'ward-police', 'administrator'],
    caseAct: null,
  },
  /** An administrator has seen a signing token take its PIN elsewhere: its tries are counted from the beginning. */
  'office.token-tries-cleared': {
    tv: 1,
    body: z.object({ token: z.string().max(200) }),
    personal: null,
    ...admin,
  },
  'staff.added': {
    tv: 1,
    body: z.object({ user, roles: z.array(z.enum(roles)).min(1) }),
    personal: z.object({ fullName: z.string().max(100) }),
    ...admin,
  },
  'staff.disabled': { tv: 1, body: z.object({ user }), personal: null, ...admin },
  /** Limits an account to some categories of a pack (a reviewer of one sector); null: no limit. */
  'staff.scoped': {
    tv: 1,
    body: z.object({
      user,
      scope: z
        .object({ pack: z.string().max(16), categories: z.array(z.int().min(1).max(31)).min(1).max(31) })
        .nullable(),
    }),
    personal: null,
    ...admin,
  },
  'staff.unlocked': { tv: 1, body: z.object({ user }), personal: null, ...admin },
  /** `recovered`: by the code from the envelope, by whoever had it; else by the person, who knew the one before. */
  'staff.secret-changed': {
    tv: 1,
    body: z.object({
      user,
      kind: z.enum(['password', 'pin']),
      way: z.enum(['changed', 'recovered']).optional(),
    }),
    ...system,
  },
  /** A rule pack came: from the city, from a file, or made here. */
  'pack.received': {
    tv: 1,
    body: z.object({
      ...packName,
      source: z.enum(['shipped', 'city', 'file', 'office']),
      effectiveFrom: civilDateText,
      /** Whether the city has signed it; lines of before do not say. */
      signed: z.boolean().optional(),
    }),
    ...system,
  },
  /** One administrator's yes to a pack the city has not signed; two different ones put it in force. */
  'pack.approved': { tv: 1, body: z.object(packName), personal: null, ...admin },
  /** From this instant on the pack is in force; the newest activation that has begun counts. */
  'pack.activated': {
    tv: 1,
    body: z.object({ ...packName, from: z.iso.datetime({ offset: true }), rollback: z.boolean() }),
    ...system,
  },
  /** Papers that no longer count, many at once; `first` and `count` absent: the whole series. */
  'papers.withdrawn': {
    tv: 1,
    body: z.object({
      scope: z.enum(['series', 'range', 'organisation', 'pack']),
      items: z
        .array(
          z.object({
            kid,
            series: seriesNumber,
            first: paperIndex.optional(),
            count: z.int().positive().optional(),
          }),
        )
        .min(1)
        .max(1_000),
      reason: z.enum(['withdrawn', 'lost', 'issued-in-error']),
      reasonCode: packCode,
      lastDay: civilDateText,
    }),
    personal: null,
    // The program's own where a rule pack ends the papers of earlier ones.
    roles: ['ward-official', 'ward-police', 'system'],
    caseAct: null,
  },
  'issuing-key.withdrawn': {
    tv: 1,
    body: z.object({ kid, reason: z.enum(['retired', 'compromised']), since: civilDateText }),
    personal: null,
    roles: ['administrator', 'ward-police'],
    caseAct: null,
  },
  /**
   * A paper was checked at a gate of the ward. `paper` is its digest (office/token/paper-digest.ts), never its number or
   * a name; `visits` the n visits in m days that a market card allows. No paper is named until its signature held.
   */
  'check.made': {
    tv: 1,
    body: z.object({
      place: z.string().min(1).max(60),
      answer: z.enum(answers),
      reason: z.enum(reasons).nullable(),
      paper: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .nullable(),
      kind: z.enum(['permit', 'market-card', 'organisation']).nullable(),
      visits: z.tuple([visitNumber, visitNumber]).nullable(),
      /** A good card whose visits were used up: its holder is not let in, unless `check.let-in` says so. */
      usedUp: z.boolean().optional(),
    }),
    personal: null,
    roles: ['clerk', 'area-police', 'ward-police'],
    caseAct: null,
  },
  /** The ID card shown at a check was not that of the paper. */
  'check.differed': {
    tv: 1,
    body: z.object({ check: z.uuid() }),
    personal: null,
    roles: ['clerk', 'area-police', 'ward-police'],
    caseAct: null,
  },
  /** Whoever keeps the gate let somebody in although the card's visits were used up. */
  'check.let-in': {
    tv: 1,
    body: z.object({ check: z.uuid() }),
    personal: null,
    roles: ['clerk', 'area-police', 'ward-police'],
    caseAct: null,
  },
  /** A book or ledger with people's names left the office on paper or as a table. */
  'records.taken': {
    tv: 1,
    body: z.object({ book: z.string().max(60), way: z.enum(['pdf', 'csv']) }),
    ...system,
  },
  /** Somebody has dealt otherwise with a line of the city that could not be carried out here. */
  'city-line.put-away': {
    tv: 1,
    body: z.object({
      line: sha256Text,
      type: z.string().max(64),
      about: z.string().max(64),
      why: z.string().max(40),
    }),
    personal: null,
    roles: ['administrator', 'ward-official'],
    caseAct: null,
  },
  /** A population extract of the ward took the place of the one before. */
  'extract.imported': {
    tv: 1,
    body: z.object({ sha256: sha256Text, asOf: civilDateText, people: z.int().nonnegative() }),
    personal: null,
    ...admin,
  },
  /** Somebody looked a number up in the extract; whom, only the case that follows says. */
  'extract.looked-up': {
    tv: 1,
    body: z.object({ procedure: packCode, found: z.boolean() }),
    ...system,
  },
  'session.opened': { tv: 1, body: z.object({}), ...system },
  /** Locking while idle closes nothing: the same person goes on with the password. */
  'session.closed': { tv: 1, body: z.object({ why: z.enum(['signed-out']) }), ...system },
  'session.failed': {
    tv: 1,
    body: z.object({ kind: z.enum(['password', 'pin']), failures: z.int().positive() }),
    ...system,
  },
  'clock.jumped': { tv: 1, body: z.object({ byMs: z.int() }), ...system },
  /** An administrator said that the clock, which stood this far ahead of what was expected, is right. */
  'clock.confirmed': { tv: 1, body: z.object({ aheadMs: z.int() }), personal: null, ...admin },
  'alarm.raised': { tv: 1, body: z.object({ alarm: z.string().max(40), count: z.int() }), ...system },
} as const satisfies Record<string, EventType>

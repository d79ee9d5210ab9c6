import type { Gate, GateCheck } from '../../../contract/desk/checks.ts'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { addDays, type CivilDate, dateAt, dateOfDay, instantOf } from '../../../domain/calendar.ts'
import { readDays } from '../../../domain/market/signed-days.ts'
import type { Role } from '../../../domain/roles.ts'
import { type Reason, reasonSentences } from '../../../domain/verdict.ts'
import type { VerifiedPaper } from '../../../domain/signed-paper.ts'
import { builtAt } from '../../built-at.ts'
import { sql } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import { readMeta } from '../../facts.ts'
import type { Actor } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { judge } from '../../token/judge.ts'
import { paperDigest } from '../../token/paper-digest.ts'
import { parse } from '../../token/token.ts'
import { withOwnKnowledge } from '../issuing/own-knowledge.ts'
import { verdictOf } from '../issuing/verdict.ts'
import { gateOf, today } from './gate.ts'
import { checksOfPaper, type KeptCheck } from './kept.ts'
import { isGood, isLetIn, visitsBefore } from './visits.ts'

/**
 * Checks the text of a code at this PC's gate and writes the check into the journal, without a number or a name. With
 * the same `checkId` again it writes nothing more. Throws `invalid-input` for `gate` while nobody has said where it is.
 */
export function makeCheck(
  desk: Desk,
  session: LiveSession,
  role: Role,
  { checkId, text }: { readonly checkId: string; readonly text: string },
): GateCheck {
  const gate = gateOf(desk)
  if (!gate) throw new Refusal('invalid-input', { fields: 'gate' })
  const { paper } = desk.tokens.judge(text.trim())
  const verdict = verdictAt(desk, gate, text)
  const now = desk.ports.clock.now()
  const seen = paper ? seenBefore(desk, gate, paper, { at: now, today: dateAt(now), checkId }) : notSeen
  desk.journal.command((writing) => {
    if (desk.journal.has(checkId)) return
    writing.append({
      type: 'check.made',
      id: checkId,
      subject: 'office',
      baseVer: 0,
      actor: actorOf(session, role),
      body: {
        place: gate.name,
        ...answerOf(verdict),
        paper: paper ? digestOf(paper) : null,
        kind: paper?.content.kind ?? null,
        visits: paper?.content.visits ? [...paper.content.visits] : null,
        ...(isUsedUp(verdict, seen.visits) ? { usedUp: true } : {}),
      },
      personal: null,
    })
  })
  desk.notify('checks')
  return {
    checkId,
    at: vietnamTime(now),
    // Who can read the digits off the screen does not look at the card; the page compares and does not show them.
    verdict,
    more: paper ? moreOf(paper) : null,
    ...seen,
    today: today(desk, gate),
  }
}

/**
 * Writes down that somebody was let in although the card's visits were used up; again changes nothing. Throws `not-found`
 * for a check nobody made here.
 */
export function letIn(desk: Desk, session: LiveSession, role: Role, checkId: string): void {
  addToCheck(desk, actorOf(session, role), checkId, 'check.let-in')
}

/**
 * Writes down that the card shown at a check was another person's; again changes nothing. Throws `not-found` for a check
 * nobody made here.
 */
export function cardDiffered(desk: Desk, session: LiveSession, role: Role, checkId: string): void {
  addToCheck(desk, actorOf(session, role), checkId, 'check.differed')
}

type Addition = 'check.let-in' | 'check.differed'

function addToCheck(desk: Desk, actor: Actor, checkId: string, type: Addition): void {
  desk.journal.command((writing) => {
    const made = writing.first(
      sql.selectFrom('gate_check').select(['used_up', 'differs']).where('id', '=', checkId),
    )
    if (!made) throw new Refusal('not-found')
    const isSaid = type === 'check.let-in' ? made.used_up === 0 : made.differs === 1
    if (isSaid) return
    const body = { check: checkId }
    writing.append({ type, subject: 'office', baseVer: 0, actor, body, personal: null })
  })
  desk.notify('checks')
}

/** Whether a card is good but for its visits. */
function isUsedUp({ answer }: Verdict, visits: GateCheck['visits']): boolean {
  return isGood({ answer }) && visits !== null && visits.made >= visits.allowed
}

/** Answers that the place decides or that come after it; every other one stands wherever the paper is. */
const ofPlace: readonly Verdict['answer'][] = ['wrong-place', 'valid', 'valid-revocation-stale']

/**
 * The desk's verdict, judged at the gate's own zone or market where it has said one. What the office itself knows of
 * the paper (withdrawn, replaced) comes before the place and stays.
 */
function verdictAt(desk: Desk, { code }: Gate, text: string): Verdict {
  const verdict = verdictOf(desk, text)
  if (code === null || !ofPlace.includes(verdict.answer)) return verdict
  const clock = {
    now: desk.ports.clock.now(),
    builtAt,
    serverTime: readMeta<number>(desk.store, 'server-time') ?? null,
  }
  const here = { ward: Number(desk.facts().wardCode), codes: [code] }
  const judged = judge(parse(text.trim()), clock, here, desk.tokens.lists())
  const { answer, reason, ageHours, notices } = withOwnKnowledge(desk.store, judged, text)
  return { ...verdict, answer, reason, ageHours, notices: [...notices] }
}

function answerOf({ answer, reason }: Verdict) {
  return { answer, reason: reason !== null && isReason(reason) ? reason : null }
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(reasonSentences, text)
}

function digestOf({ issuer, content }: VerifiedPaper): string {
  return paperDigest(issuer.kid, content.series, content.index)
}

const notSeen = { seenHere: null, seenElsewhere: null, visits: null }

type Moment = { readonly at: number; readonly today: CivilDate; readonly checkId: string }

/** What the gates of the ward know of a paper; this check itself is left out. */
function seenBefore(desk: Desk, gate: Gate, paper: VerifiedPaper, moment: Moment) {
  const [allowed, days] = paper.content.visits ?? []
  const since = instantOf(addDays(moment.today, 1 - Math.max(1, days ?? 1)))
  const earlier = checksOfPaper(desk.store, digestOf(paper), since).filter(({ id }) => id !== moment.checkId)
  const ofToday = earlier.filter(({ day }) => day === moment.today)
  return {
    seenHere: lastOf(ofToday.filter(({ place }) => place === gate.name)),
    seenElsewhere: lastOf(ofToday.filter(({ place }) => place !== gate.name)),
    visits:
      allowed === undefined || days === undefined
        ? null
        : { made: visitsBefore(earlier.filter(isLetIn).map(entryOf), moment, days), allowed, days },
  }
}

function entryOf({ at }: KeptCheck) {
  return { at, day: dateAt(at) }
}

function lastOf(checks: readonly KeptCheck[]): GateCheck['seenHere'] {
  const last = checks.at(-1)
  return last ? { count: checks.length, at: vietnamTime(last.at), place: last.place } : null
}

function moreOf({ content }: VerifiedPaper): GateCheck['more'] {
  const { household, parity, taxCode, headcount, firstDay, days } = content
  return {
    household: household ?? null,
    parity: parity === undefined ? null : parity === 1 ? 'odd' : 'even',
    days: days === undefined ? null : readDays(days).map((offset) => dateOfDay(firstDay + offset)),
    taxCode: taxCode ?? null,
    headcount: headcount ?? null,
  }
}

import { dateAt } from '../../../domain/calendar.ts'
import { dueAt } from '../../../domain/deadline.ts'
import { ownPattern, spellDossierNumber } from '../../../domain/dossier-pattern.ts'
import { machineFor, procedureFor } from '../policies/policies.ts'
import { procedureOf, type Procedure, type RulePack } from '../../../contract/policy/pack.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import type { z } from 'zod'
import type { Role } from '../../../domain/roles.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { type completeCase, packName, type registerCase } from '../../../contract/desk/registration.ts'
import type { Applicant } from '../../../contract/events.ts'
import type { BatchPlace } from '../../../contract/events/batch-events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { freeBytes } from '../../database/open.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { EventDraft } from '../../journal/journal.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { assertInScope } from '../staff/scope.ts'
import { actOnCase, isWritten } from './act.ts'
import { type Application, assertApplication, isSamePerson } from './assert-application.ts'
import { assertPrints } from './assert-prints.ts'
import { type CaseRow, caseRow, contentOf, packFor } from './read.ts'
import { readCase } from './view.ts'

export type Registration = z.output<typeof registerCase.body>
export type Completion = z.output<typeof completeCase.body>

/** Below this much free disk no new cases are taken; printing and sync go on. */
const leastFreeBytes = 200 * 1024 * 1024

/**
 * Registers an application. The event's id is the case's id, so sending it again changes nothing.
 * Throws what `assertApplication` throws, `rules-changed`, `out-of-scope`, `disk-nearly-full`, `disk-full`.
 */
export function register(desk: Desk, session: LiveSession, asked: Registration): Case {
  assertRoom(desk)
  desk.journal.command((writing) => {
    if (isWritten(writing, asked.caseId, asked.caseId)) return
    writing.append(registrationOf(desk, writing, session, asked))
    assertPrints(desk, caseRow(writing, asked.caseId))
    const { draftId } = asked
    if (draftId)
      writing.run(sql.deleteFrom('draft').where('id', '=', draftId).where('user', '=', session.user))
  })
  desk.notify('cases', 'people')
  return readCase(desk, session, asked.caseId)
}

/** Throws `disk-nearly-full` where there is no room for more cases. */
export function assertRoom(desk: Desk): void {
  const free = freeBytes(desk.ports.dataDir)
  if (free < leastFreeBytes)
    throw new Refusal('disk-nearly-full', { megabytes: Math.floor(free / 1024 / 1024) })
}

/** The line of a registration, once nothing forbids it. Throws as `register`. */
export function registrationOf(
  desk: Desk,
  tx: Transactor,
  session: LiveSession,
  asked: Registration,
  batch?: BatchPlace,
): EventDraft<'case.registered'> {
  const now = desk.ports.clock.now()
  const pack = desk.pack()
  assertDrawnBy(pack, asked)
  const procedure = procedureOf(pack, asked.procedure)
  if (!procedure) throw new Refusal('invalid-input', { fields: 'procedure' })
  const role = registrarOf(procedure, session)
  assertScope(tx, session, pack, asked)
  assertApplication(desk, asked, { pack, procedure }, null, batch ? [asked.applicant.idNumber] : [])
  const isRecord = machineFor(procedure).first === 'recorded'
  return {
    type: 'case.registered',
    id: asked.caseId,
    subject: asked.caseId,
    baseVer: 0,
    actor: actorOf(session, role),
    body: {
      ...nextDossierNumber(tx, desk, pack, now),
      pack: pack.id,
      packVersion: pack.version,
      procedure: procedure.id,
      ...applied(asked, procedure, pack, now),
      ...(batch ? { batch } : {}),
      scanRule: asked.scanRule,
      ...(isRecord ? { to: 'recorded' as const } : {}),
    },
    personal: {
      applicant: applicantOf(asked, newPersonId(asked.caseId)),
      details: asked.details,
    },
  }
}

/** Throws `rules-changed` when the form was drawn by other rules than those it is judged by: nobody saw what they ask. */
function assertDrawnBy(pack: RulePack, asked: Pick<Registration, 'pack'>): void {
  if (asked.pack !== undefined && asked.pack !== packName(pack))
    throw new Refusal('rules-changed', { title: pack.title })
}

/** Throws `out-of-scope`, `scope-not-set` when the account may not bring cases into this category of the pack. */
function assertScope(reader: Reader, { user }: LiveSession, pack: RulePack, { category }: Application): void {
  assertInScope(reader, user, { pack: pack.id, category })
}

/** The role in which somebody registers under a procedure. Throws `not-your-role`. */
function registrarOf({ registeredBy }: Procedure, { roles }: LiveSession): Role {
  const role = roles.find((own) => registeredBy.some((one) => one === own))
  if (!role) throw new Refusal('not-your-role', { roles: registeredBy.join(', ') })
  return role
}

/**
 * Sends a returned application again, corrected; `byFile`: as a list that was sent again says. Throws as `register`, and
 * `case-moved`.
 */
export function complete(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  asked: Completion,
  byFile = false,
): Case {
  const answer = actOnCase(
    desk,
    session,
    { caseId, actId: asked.actId, version: asked.version, act: 'complete' },
    (writing, row, { actor }) => {
      const now = desk.ports.clock.now()
      const pack = packOfCompletion(desk, row)
      assertDrawnBy(pack, asked)
      assertScope(writing, session, pack, asked)
      const procedure = procedureFor(pack, row.procedure)
      const before = contentOf(row).applicant
      const named = byFile ? [asked.applicant.idNumber] : [before.idNumber]
      assertApplication(desk, asked, { pack, procedure }, before, named)
      writing.append({
        type: 'case.completed',
        id: asked.actId,
        subject: caseId,
        baseVer: row.version,
        actor,
        body: {
          ...applied(asked, procedure, pack, now, Date.parse(row.due_at)),
          ...(pack.id === row.pack && pack.version === row.pack_version
            ? {}
            : { pack: pack.id, packVersion: pack.version }),
        },
        personal: {
          applicant: applicantOf(asked, isSamePerson(before, asked) ? row.person_id : asked.actId),
          details: asked.details,
        },
      })
      assertPrints(desk, caseRow(writing, caseId))
    },
  )
  desk.notify('people')
  return answer
}

/**
 * A case finishes under the pack it was received under, unless the one in force says that cases in progress go on under
 * it and still has the procedure.
 */
function packOfCompletion(desk: Desk, row: CaseRow): RulePack {
  const inForce = desk.pack()
  const goesOn =
    inForce.casesInProgress === 'go-on-under-this' && procedureOf(inForce, row.procedure) !== null
  return goesOn ? inForce : packFor(desk, row)
}

/**
 * What an application says besides the personal part, and until when it is answered: never sooner than was promised
 * before (`promised`, 0 = nothing), or a letter of apology would take a promise back.
 */
function applied(asked: Application, procedure: Procedure, pack: RulePack, now: number, promised = 0) {
  return {
    category: asked.category,
    schedule: asked.schedule,
    zone: asked.zone,
    places: [...asked.places],
    listedBy: asked.listedBy,
    dueAt: vietnamTime(Math.max(promised, dueAt(now, procedure.deadline ?? pack.deadline))),
  }
}

const lastOf = composedOnce(({ name }: { name: string }) =>
  sql.selectFrom('counter').select('last').where('name', '=', name),
)

/** The next number by the pack's pattern; only one that readers do not know says its serial besides. */
function nextDossierNumber(
  tx: Transactor,
  desk: Desk,
  { numbers }: RulePack,
  now: number,
): { number: string; serial?: number } {
  const { wardCode, letters } = desk.facts()
  const day = dateAt(now)
  const year = Number(day.slice(0, 4))
  // The number has two digits for the year; a clock outside them is wrong anyway.
  if (year < 2000 || year > 2099) throw new Refusal('clock-doubtful', { clock: vietnamTime(now) })
  const isOwn = numbers.dossier === ownPattern
  const name = isOwn ? `dossier-${year}-${letters}` : `dossier-${year}`
  const serial = (tx.first(lastOf({ name }))?.last ?? 0) + 1
  const number = spellDossierNumber(numbers.dossier, { ward: wardCode, year, device: letters, serial }, day)
  return isOwn ? { number } : { number, serial }
}

/** A new person is named after the case that brought them: unique, and the same when the request is repeated. */
function newPersonId(caseId: string): string {
  return caseId
}

/** The person of an application; a telephone number is kept as it is dialled, so that it is found however it is typed. */
function applicantOf({ applicant, personId }: Application, otherwise: string): Applicant {
  const { phone } = applicant
  return {
    ...applicant,
    phone: phone === null ? null : (readPhone(phone)?.number ?? phone),
    personId: personId ?? otherwise,
  }
}

import { dateAt } from '../../../domain/calendar.ts'
import { dueAt } from '../../../domain/deadline.ts'
import { makeDossierNumber } from '../../../domain/identity/dossier-number.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import type { z } from 'zod'
import type { Role } from '../../../domain/roles.ts'
import type { Case, completeCase, registerCase } from '../../../contract/desk/cases.ts'
import type { Applicant } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { freeBytes } from '../../database/open.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Transactor } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { actOnCase, isWritten } from './act.ts'
import { type Application, assertApplication, isSamePerson } from './assert-application.ts'
import { assertPrints } from './assert-prints.ts'
import { caseRow, contentOf, readCase } from './read.ts'

export type Registration = z.output<typeof registerCase.body>
export type Completion = z.output<typeof completeCase.body>

/** Below this much free disk no new cases are taken; printing and sync go on. */
const leastFreeBytes = 200 * 1024 * 1024

/**
 * Registers an application. The event's id is the case's id, so sending it again changes nothing.
 * Throws what `assertApplication` throws,
 * `disk-nearly-full`, `disk-full`.
 */
export function register(desk: Desk, session: LiveSession, role: Role, asked: Registration): Case {
  const free = freeBytes(desk.ports.dataDir)
  if (free < leastFreeBytes)
    throw new Refusal('disk-nearly-full', { megabytes: Math.floor(free / 1024 / 1024) })
  const pack = desk.pack()
  desk.journal.command((writing) => {
    if (isWritten(writing, asked.caseId, asked.caseId)) return
    const now = desk.ports.clock.now()
    assertApplication(desk, asked, pack, null)
    writing.append({
      type: 'case.registered',
      id: asked.caseId,
      subject: asked.caseId,
      baseVer: 0,
      actor: actorOf(session, role),
      body: {
        number: nextDossierNumber(writing, desk, now),
        pack: pack.id,
        packVersion: pack.version,
        category: asked.category,
        schedule: asked.schedule,
        dueAt: vietnamTime(dueAt(now, pack.deadline)),
        scanRule: asked.scanRule,
      },
      personal: {
        applicant: applicantOf(asked, newPersonId(asked.caseId)),
        details: asked.details,
      },
    })
    assertPrints(desk, caseRow(writing, asked.caseId))
    const { draftId } = asked
    if (draftId)
      writing.run(sql.deleteFrom('draft').where('id', '=', draftId).where('user', '=', session.user))
  })
  desk.notify('cases', 'people')
  return readCase(desk, session, asked.caseId)
}

/** Sends a returned application again, corrected. Throws as `register`, and `case-moved`. */
export function complete(
  desk: Desk,
  session: LiveSession,
  role: Role,
  caseId: string,
  asked: Completion,
): Case {
  const answer = actOnCase(
    desk,
    session,
    { caseId, actId: asked.actId, version: asked.version, act: 'complete' },
    (writing, row) => {
      const now = desk.ports.clock.now()
      const pack = desk.pack()
      const before = contentOf(row).applicant
      assertApplication(desk, asked, pack, before)
      writing.append({
        type: 'case.completed',
        id: asked.actId,
        subject: caseId,
        baseVer: row.version,
        actor: actorOf(session, role),
        body: {
          category: asked.category,
          schedule: asked.schedule,
          dueAt: vietnamTime(dueAt(now, pack.deadline)),
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

const lastOf = composedOnce(({ name }: { name: string }) =>
  sql.selectFrom('counter').select('last').where('name', '=', name),
)

function nextDossierNumber(tx: Transactor, desk: Desk, now: number): string {
  const { wardCode, letters } = desk.facts()
  const year = Number(dateAt(now).slice(0, 4))
  // The number has two digits for the year; a clock outside them is wrong anyway.
  if (year < 2000 || year > 2099) throw new Refusal('clock-doubtful', { clock: vietnamTime(now) })
  const last = tx.first(lastOf({ name: `dossier-${year}-${letters}` }))
  return makeDossierNumber({ ward: wardCode, year, device: letters, serial: (last?.last ?? 0) + 1 })
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

import { dateAt } from '../../../domain/calendar.ts'
import { dueAt } from '../../../domain/deadline.ts'
import { makeDossierNumber } from '../../../domain/identity/dossier-number.ts'
import type { z } from 'zod'
import type { Role } from '../../../domain/roles.ts'
import type { Case, completeCase, registerCase } from '../../../contract/desk/cases.ts'
import type { Schedule } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { freeBytes } from '../../database/open.ts'
import { sql, type Transactor } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { findDuplicates } from '../people/duplicates.ts'
import type { RulePack } from '../policies/pack.ts'
import { actOnCase, isWritten } from './act.ts'
import { readCase } from './read.ts'

export type Registration = z.output<typeof registerCase.body>
export type Completion = z.output<typeof completeCase.body>
type Application = Pick<Registration, 'applicant' | 'personId' | 'confirmed' | 'schedule'>

/** Below this much free disk no new cases are taken; printing and sync go on. */
const leastFreeBytes = 200 * 1024 * 1024

/**
 * Registers an application. The event's id is the case's id, so sending it again changes nothing.
 * Throws `duplicate-person`, `live-permit` (until confirmed), `schedule-outside-rules`, `invalid-input`,
 * `disk-nearly-full`, `disk-full`.
 */
export function register(desk: Desk, session: LiveSession, role: Role, asked: Registration): Case {
  const free = freeBytes(desk.ports.dataDir)
  if (free < leastFreeBytes)
    throw new Refusal('disk-nearly-full', { megabytes: Math.floor(free / 1024 / 1024) })
  const pack = desk.pack()
  desk.journal.command((writing) => {
    if (isWritten(writing, asked.caseId)) return
    const now = desk.ports.clock.now()
    assertSchedule(asked.schedule, pack, now)
    assertCategory(asked.category, pack)
    assertConsidered(desk, asked)
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
        applicant: { ...asked.applicant, personId: asked.personId ?? newPersonId(asked.caseId) },
        details: asked.details,
      },
    })
    if (asked.draftId) writing.run(sql.deleteFrom('draft').where('id', '=', asked.draftId))
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
      assertSchedule(asked.schedule, pack, now)
      assertCategory(asked.category, pack)
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
          applicant: { ...asked.applicant, personId: asked.personId ?? row.person_id },
          details: asked.details,
        },
      })
    },
  )
  desk.notify('people')
  return answer
}

function nextDossierNumber(tx: Transactor, desk: Desk, now: number): string {
  const { wardCode, letters } = desk.facts()
  const year = Number(dateAt(now).slice(0, 4))
  const last = tx.first(
    sql.selectFrom('counter').select('last').where('name', '=', `dossier-${year}-${letters}`),
  )
  return makeDossierNumber({ ward: wardCode, year, device: letters, serial: (last?.last ?? 0) + 1 })
}

/** A new person is named after the case that brought them: unique, and the same when the request is repeated. */
function newPersonId(caseId: string): string {
  return caseId
}

function assertSchedule(schedule: Schedule, pack: RulePack, now: number): void {
  const today = dateAt(now)
  const last = dateAt(now + (pack.validity.maxDays - 1) * 86_400_000)
  const isOutside =
    schedule.firstDay < today || schedule.lastDay < schedule.firstDay || schedule.lastDay > last
  if (isOutside) throw new Refusal('schedule-outside-rules', { days: pack.validity.maxDays })
  if (schedule.windows.some(([from, to]) => from >= to))
    throw new Refusal('invalid-input', { fields: 'schedule.windows' })
}

function assertCategory(category: number, pack: RulePack): void {
  if (!pack.categories.some(({ code }) => code === category))
    throw new Refusal('invalid-input', { fields: 'category' })
}

/** A likely duplicate is never merged and never refuses a walk-in: the clerk looks at it and decides. */
function assertConsidered(desk: Desk, asked: Application): void {
  const candidates = findDuplicates(desk, asked.applicant)
  const others = candidates.filter(({ personId }) => personId !== asked.personId)
  if (asked.personId === null && others.length > 0 && !asked.confirmed.includes('somebody-else')) {
    throw new Refusal('duplicate-person', { count: others.length })
  }
  const live = candidates.find(
    ({ personId, livePermit }) => personId === asked.personId && livePermit !== null,
  )
  if (live?.livePermit && !asked.confirmed.includes('live-permit')) {
    throw new Refusal('live-permit', { number: live.livePermit })
  }
}

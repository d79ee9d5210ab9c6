import type { z } from 'zod'
import type { Case } from '../../../contract/desk/cases.ts'
import type { extendCase, transferCase } from '../../../contract/desk/case-steps.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { LiveSession } from '../../sessions.ts'
import { actOnCase } from './act.ts'
import { assertReason } from './assert-reason.ts'

/**
 * Promises a later day for the result, with a reason; the letter of apology is printed from it. Throws `invalid-input`
 * for a day that is not after the promised one, or past already, `unknown-reason` for one its rules do not list.
 */
export function extend(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  ask: z.output<typeof extendCase.body>,
): Case {
  return actOnCase(desk, session, { caseId, ...ask, act: 'extend' }, (writing, row, { actor }) => {
    assertReason(desk, row, 'extend', ask.reasonCode)
    const due = Date.parse(ask.dueAt)
    if (due <= Date.parse(row.due_at) || due <= desk.ports.clock.now())
      throw new Refusal('invalid-input', { fields: 'dueAt' })
    writing.append({
      type: 'case.extended',
      id: ask.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { reasonCode: ask.reasonCode, dueAt: vietnamTime(due), before: row.due_at },
      personal: { text: ask.note },
    })
  })
}

/** Hands a case to another ward. Throws `invalid-input` when that ward is this one, `unknown-reason`. */
export function transfer(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  ask: z.output<typeof transferCase.body>,
): Case {
  if (ask.ward === desk.facts().wardCode) throw new Refusal('invalid-input', { fields: 'ward' })
  return actOnCase(desk, session, { caseId, ...ask, act: 'transfer' }, (writing, row, { actor }) => {
    assertReason(desk, row, 'transfer', ask.reasonCode)
    writing.append({
      type: 'case.transferred',
      id: ask.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { reasonCode: ask.reasonCode, ward: ask.ward },
      personal: { text: ask.note },
    })
  })
}

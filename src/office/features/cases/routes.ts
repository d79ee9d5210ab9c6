import type { CaseAct } from '../../../domain/case.ts'
import * as contract from '../../../contract/desk/index.ts'
import type { EventName } from '../../../contract/events.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import type { Desk } from '../../desk.ts'
import type { Ask, Mount } from '../../http.ts'
import { actOnCase } from './act.ts'
import { extend, transfer } from './aside.ts'
import { assertReason } from './assert-reason.ts'
import { searchLists } from './lists.ts'
import { readQueue } from './queue.ts'
import { complete, register } from './register.ts'
import { readCase } from './view.ts'

/** The life of a case, whichever steps its pack has. */
export function mountCases(mount: Mount): void {
  mount.staff(contract.readPack, ({ desk, query }) => readPackNamed(desk, query.pack))
  mount.staff(contract.searchLists, ({ desk, body }) => searchLists(desk, body))
  mount.staff(contract.listQueue, ({ desk, session, query }) => readQueue(desk, session, query))
  mount.staff(contract.readCase, ({ desk, session, params }) => readCase(desk, session, params.caseId))
  mount.staff(contract.registerCase, ({ desk, session, body }) => register(desk, session, body))
  mount.staff(contract.completeCase, ({ desk, session, params, body }) =>
    complete(desk, session, params.caseId, body),
  )
  mount.staff(contract.verifyCase, (ask) => noted(ask, 'verify', 'case.verified'))
  mount.staff(contract.confirmCase, (ask) => noted(ask, 'confirm', 'case.confirmed'))
  mount.staff(contract.approveCase, (ask) => noted(ask, 'approve', 'case.approved'))
  mount.staff(contract.submitCase, submit)
  mount.staff(contract.returnCase, (ask) => reasoned(ask, 'return', 'case.returned'))
  mount.staff(contract.refuseCase, (ask) => reasoned(ask, 'refuse', 'case.refused'))
  mount.staff(contract.sendBackCase, (ask) => reasoned(ask, 'send-back', 'case.sent-back'))
  mount.staff(contract.stopCase, (ask) => reasoned(ask, 'stop', 'case.stopped'))
  mount.staff(contract.notifyRefusal, (ask) => told(ask, 'notify-refusal', 'refusal.notified'))
  mount.staff(contract.notifyStop, (ask) => told(ask, 'notify-stop', 'stop.notified'))
  mount.staff(contract.confirmTransfer, (ask) => told(ask, 'confirm-transfer', 'transfer.confirmed'))
  mount.staff(contract.transferCase, ({ desk, session, params, body }) =>
    transfer(desk, session, params.caseId, body),
  )
  mount.staff(contract.extendCase, ({ desk, session, params, body }) =>
    extend(desk, session, params.caseId, body),
  )
  mount.staff(contract.payCase, pay)
}

/** The pack in force, or one that a case names. Throws `pack-missing` when that is not here. */
function readPackNamed(desk: Desk, name: string | undefined): RulePack {
  if (name === undefined) return desk.pack()
  const [id = '', version] = name.split('/')
  return desk.policies.packOfCase(id, Number(version))
}

type Noted =
  | Ask<typeof contract.verifyCase>
  | Ask<typeof contract.confirmCase>
  | Ask<typeof contract.approveCase>

/** Verify, confirm or approve: the note is optional. */
function noted(
  { desk, session, params, body }: Noted,
  act: CaseAct,
  type: Extract<EventName, 'case.verified' | 'case.confirmed' | 'case.approved'>,
) {
  return actOnCase(desk, session, { ...params, ...body, act }, (writing, row, { actor, lastStep }) =>
    writing.append({
      type,
      id: body.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: lastStep,
      personal: body.note ? { text: body.note } : null,
    }),
  )
}

function submit({ desk, session, params, body }: Ask<typeof contract.submitCase>) {
  return actOnCase(desk, session, { ...params, ...body, act: 'submit' }, (writing, row, { actor }) =>
    writing.append({
      type: 'case.submitted',
      id: body.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: {},
      personal: body.note ? { text: body.note } : null,
    }),
  )
}

type Reasoned =
  | Ask<typeof contract.returnCase>
  | Ask<typeof contract.refuseCase>
  | Ask<typeof contract.sendBackCase>
  | Ask<typeof contract.stopCase>

/** Return, refuse, send back or stop: never without a reason of the rules. Throws `unknown-reason`. */
function reasoned(
  { desk, session, params, body }: Reasoned,
  act: CaseAct,
  type: Extract<EventName, 'case.returned' | 'case.refused' | 'case.sent-back' | 'case.stopped'>,
) {
  return actOnCase(desk, session, { ...params, ...body, act }, (writing, row, { actor }) => {
    assertReason(desk, row, act, body.reasonCode)
    writing.append({
      type,
      id: body.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { reasonCode: body.reasonCode },
      personal: { text: body.note },
    })
  })
}

type Told =
  | Ask<typeof contract.notifyRefusal>
  | Ask<typeof contract.notifyStop>
  | Ask<typeof contract.confirmTransfer>

/** The letter is in the applicant's hand, or the other ward has the case: it closes. */
function told(
  { desk, session, params, body }: Told,
  act: CaseAct,
  type: Extract<EventName, 'refusal.notified' | 'stop.notified' | 'transfer.confirmed'>,
) {
  return actOnCase(desk, session, { ...params, ...body, act }, (writing, row, { actor }) =>
    writing.append({
      type,
      id: body.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: {},
      personal: null,
    }),
  )
}

function pay({ desk, session, params, body }: Ask<typeof contract.payCase>) {
  return actOnCase(desk, session, { ...params, ...body, act: 'pay' }, (writing, row, { actor }) =>
    writing.append({
      type: 'payment.recorded',
      id: body.actId,
      subject: row.id,
      baseVer: row.version,
      actor,
      body: { amount: body.amount, paidOn: body.paidOn, voucher: body.voucher },
      personal: body.note ? { text: body.note } : null,
    }),
  )
}

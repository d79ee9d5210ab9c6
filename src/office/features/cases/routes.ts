import * as contract from '../../../contract/desk/index.ts'
import { packSchema } from '../../../contract/desk/cases.ts'
import type { EventName } from '../../../contract/events.ts'
import type { CaseAct } from '../../../domain/case.ts'
import { actorOf } from '../../desk.ts'
import type { Ask, Mount } from '../../http.ts'
import { actOnCase } from './act.ts'
import { readCase, readQueue } from './read.ts'
import { complete, register } from './register.ts'

/** The life of a case up to the decision. */
export function mountCases(mount: Mount): void {
  mount.staff(contract.readPack, ({ desk }) => packSchema.parse(desk.pack()))
  mount.staff(contract.listQueue, ({ desk, session, query }) => readQueue(desk, session, query.queue))
  mount.staff(contract.readCase, ({ desk, session, params }) => readCase(desk, session, params.caseId))
  mount.staff(contract.registerCase, ({ desk, session, role, body }) => register(desk, session, role, body))
  mount.staff(contract.completeCase, ({ desk, session, role, params, body }) =>
    complete(desk, session, role, params.caseId, body),
  )
  mount.staff(contract.verifyCase, (ask) => noted(ask, 'verify', 'case.verified'))
  mount.staff(contract.approveCase, (ask) => noted(ask, 'approve', 'case.approved'))
  mount.staff(contract.returnCase, (ask) => reasoned(ask, 'return', 'case.returned'))
  mount.staff(contract.refuseCase, (ask) => reasoned(ask, 'refuse', 'case.refused'))
  mount.staff(contract.sendBackCase, (ask) => reasoned(ask, 'send-back', 'case.sent-back'))
  mount.staff(contract.notifyRefusal, ({ desk, session, role, params, body }) =>
    actOnCase(desk, session, { ...params, ...body, act: 'notify-refusal' }, (writing, row) =>
      writing.append({
        type: 'refusal.notified',
        id: body.actId,
        subject: row.id,
        baseVer: row.version,
        actor: actorOf(session, role),
        body: {},
        personal: null,
      }),
    ),
  )
}

type Noted = Ask<typeof contract.verifyCase> | Ask<typeof contract.approveCase>

/** Verify or approve: the note is optional. */
function noted(ask: Noted, act: CaseAct, type: Extract<EventName, 'case.verified' | 'case.approved'>) {
  const { desk, session, role, params, body } = ask
  return actOnCase(desk, session, { ...params, ...body, act }, (writing, row) =>
    writing.append({
      type,
      id: body.actId,
      subject: row.id,
      baseVer: row.version,
      actor: actorOf(session, role),
      body: {},
      personal: body.note ? { text: body.note } : null,
    }),
  )
}

type Reasoned =
  | Ask<typeof contract.returnCase>
  | Ask<typeof contract.refuseCase>
  | Ask<typeof contract.sendBackCase>
type ReasonedEvent = Extract<EventName, 'case.returned' | 'case.refused' | 'case.sent-back'>

/** Return, refuse or send back: never without a reason. */
function reasoned(ask: Reasoned, act: CaseAct, type: ReasonedEvent) {
  const { desk, session, role, params, body } = ask
  return actOnCase(desk, session, { ...params, ...body, act }, (writing, row) =>
    writing.append({
      type,
      id: body.actId,
      subject: row.id,
      baseVer: row.version,
      actor: actorOf(session, role),
      body: { reasonCode: body.reasonCode },
      personal: { text: body.note },
    }),
  )
}

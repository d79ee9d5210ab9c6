import * as contract from '../../../contract/desk/index.ts'
import type { Mount } from '../../http.ts'
import { readChecks } from './counts.ts'
import { gateState, standAt } from './gate.ts'
import { cardDiffered, letIn, makeCheck } from './make-check.ts'

/** Checks at a gate of the ward, and how often its papers were checked anywhere. */
export function mountChecks(mount: Mount): void {
  mount.staff(contract.readGate, ({ desk }) => gateState(desk))
  mount.staff(contract.setGate, ({ desk, body }) => {
    standAt(desk, body)
    return gateState(desk)
  })
  mount.staff(contract.makeCheck, ({ desk, session, role, body }) => makeCheck(desk, session, role, body))
  mount.staff(contract.cardDiffered, ({ desk, session, role, params }) => {
    cardDiffered(desk, session, role, params.checkId)
    return {}
  })
  mount.staff(contract.letIn, ({ desk, session, role, params }) => {
    letIn(desk, session, role, params.checkId)
    return {}
  })
  mount.staff(contract.readChecks, ({ desk, query }) => readChecks(desk, query.days))
}

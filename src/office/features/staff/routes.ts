import * as contract from '../../../contract/desk/index.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { finishing } from '../../journal/finishing.ts'
import type { Sessions } from '../../sessions.ts'
import { assertPassword } from './passwords.ts'
import { setSealingPin } from './pins.ts'
import { allStaff, staffMember, type StaffMember } from './read.ts'
import { scopeUnder } from './scopes.ts'
import { addStaff, changePassword, disableStaff, scopeStaff, unlockStaff } from './write.ts'

/** Accounts of the office. */
export function mountStaff(mount: Mount, sessions: Sessions): void {
  mount.staff(contract.listStaff, ({ desk }) => ({
    staff: allStaff(desk.store).map((member) => shown(desk, member)),
  }))
  mount.staff(contract.addStaff, async ({ desk, session, role, body }) => {
    await addStaff(desk, actorOf(session, role), body)
    const added = staffMember(desk.store, body.user)
    if (!added) throw new Refusal('not-found')
    return shown(desk, added)
  })
  mount.staff(contract.disableStaff, async ({ desk, session, role, params }) => {
    await finishing(
      () => disableStaff(desk, actorOf(session, role), params.user),
      () => sessions.endAllOf(params.user),
    )
    return {}
  })
  mount.staff(contract.scopeStaff, ({ desk, session, role, params, body }) => {
    scopeStaff(desk, actorOf(session, role), params.user, body.scope)
    const scoped = staffMember(desk.store, params.user)
    if (!scoped) throw new Refusal('not-found')
    return shown(desk, scoped)
  })
  mount.staff(contract.unlockStaff, ({ desk, session, role, params }) => {
    unlockStaff(desk, actorOf(session, role), params.user)
    return {}
  })
  mount.staff(contract.changePassword, async ({ desk, session, body }) => {
    await finishing(
      () => changePassword(desk, session.user, body.current, body.next),
      () => sessions.endAllOf(session.user, session.token),
    )
    return {}
  })
  mount.staff(contract.setPin, async ({ desk, session, body }) => {
    await assertPassword(desk, session.user, body.password)
    await finishing(
      () => setSealingPin(desk, session.user, body.pin),
      () => desk.sync.wake(),
    )
    return {}
  })
}

function shown(desk: Desk, { scopes, roles, ...member }: StaffMember) {
  const pack = desk.policies.findInForce(desk.sureTime.sure())
  const scope = pack && scopes ? scopeUnder(scopes, pack.id) : undefined
  return {
    ...member,
    roles: [...roles],
    scope: scope ? { pack: scope.pack, categories: [...scope.categories] } : null,
    unscoped: pack !== null && scopes !== null && !scope,
  }
}

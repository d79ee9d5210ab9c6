import * as contract from '../../../contract/desk/hub.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { changeHub, changeWay, hubSetting, join, leave } from './change.ts'
import { hubState } from './read.ts'

/** The ward hub: being one, and using one. */
export function mountHub(mount: Mount): void {
  mount.staff(contract.readHub, ({ desk }) => hubState(desk))
  mount.staff(contract.readHubSetting, ({ desk }) => hubSetting(desk))
  mount.staff(contract.setHub, async ({ desk, session, role, body }) => {
    await changeHub(desk, actorOf(session, role), body)
    return hubSetting(desk)
  })
  mount.staff(contract.joinHub, async ({ desk, session, role, body }) => {
    await join(desk, actorOf(session, role), body)
    await desk.hub.courier.run()
    return hubState(desk)
  })
  mount.staff(contract.setHubWay, async ({ desk, session, role, body }) => {
    await changeWay(desk, actorOf(session, role), body.actId, body.way)
    return hubState(desk)
  })
  mount.staff(contract.leaveHub, async ({ desk, session, role, body }) => {
    await leave(desk, actorOf(session, role), body.actId)
    return hubState(desk)
  })
  mount.staff(contract.tryHub, async ({ desk }) => {
    await desk.hub.courier.run()
    return hubState(desk)
  })
}

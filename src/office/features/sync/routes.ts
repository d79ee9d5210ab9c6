import * as contract from '../../../contract/desk/index.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { usesOnlyHub } from '../hub/setting.ts'
import { mountBundles } from './bundle-routes.ts'
import { putLineAway } from './lines-aside.ts'
import { syncState } from './state.ts'

/** Syncing with the city. */
export function mountSync(mount: Mount): void {
  mountBundles(mount)
  mount.staff(contract.readSync, ({ desk }) => syncState(desk))
  mount.staff(contract.sendNow, async ({ desk }) => {
    const ended = usesOnlyHub(desk.store) ? undefined : await desk.sync.sendNow()
    if (desk.hub.courier.status().inUse) await desk.hub.courier.run()
    return syncState(desk, ended)
  })
  mount.staff(contract.putCityLineAway, async ({ desk, session, role, params }) => {
    await putLineAway(desk, actorOf(session, role), params.line)
    return syncState(desk)
  })
  mount.staff(contract.enrolOffice, async ({ desk, session, role, body }) => {
    await desk.sync.enrol(session, role, body.configuration, body.code)
    return syncState(desk)
  })
}

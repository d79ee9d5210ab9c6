import * as contract from '../../../contract/desk/households.ts'
import * as comparison from '../../../contract/desk/roster-comparison.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { changeHousehold, enterHousehold, leaveHousehold, mergeHousehold, splitHousehold } from './change.ts'
import { readHousehold, searchHouseholds } from './read.ts'
import { mountMarketDays } from './market-routes.ts'
import { compareRoster, correctColumns, readRoster, takeRoster } from './roster-list.ts'

/** The roster of households and their market days. */
export function mountHouseholds(mount: Mount): void {
  mountRoster(mount)
  mountMarketDays(mount)
}

function mountRoster(mount: Mount): void {
  mount.staff(contract.searchHouseholds, ({ desk, body }) => searchHouseholds(desk, body))
  mount.staff(contract.readHousehold, ({ desk, params }) => readHousehold(desk, params.householdId))
  mount.staff(contract.enterHousehold, ({ desk, session, role, body }) =>
    enterHousehold(desk, actorOf(session, role), body),
  )
  mount.staff(contract.changeHousehold, ({ desk, session, role, params, body }) =>
    changeHousehold(desk, actorOf(session, role), params.householdId, body),
  )
  mount.staff(contract.leaveHousehold, ({ desk, session, role, params, body }) =>
    leaveHousehold(desk, { session, role }, params.householdId, body),
  )
  mount.staff(contract.mergeHousehold, ({ desk, session, role, params, body }) =>
    mergeHousehold(desk, { session, role }, params.householdId, body),
  )
  mount.staff(contract.splitHousehold, ({ desk, session, role, params, body }) =>
    splitHousehold(desk, actorOf(session, role), params.householdId, body),
  )
  mount.staff(contract.readRoster, ({ desk, session, body }) => readRoster(desk, session.user, body))
  mount.staff(contract.correctColumns, ({ desk, session, params, body }) =>
    correctColumns(desk, session.user, params.listId, body),
  )
  mount.staff(comparison.compareRoster, ({ desk, session, params, body }) =>
    compareRoster(desk, session.user, params.listId, body),
  )
  mount.staff(contract.takeRoster, ({ desk, session, role, params, body }) =>
    takeRoster(desk, actorOf(session, role), params.listId, body),
  )
}

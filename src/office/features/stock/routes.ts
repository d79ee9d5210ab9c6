import * as contract from '../../../contract/desk/stock.ts'
import { readStockStanding } from '../../../contract/desk/stock-standing.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { renderLayout } from '../../sheets/render.ts'
import { changeSetting } from './change-setting.ts'
import { closeDay } from './close.ts'
import { closeSheet } from './close-sheet.ts'
import { recordCount } from './count.ts'
import { recordMovement } from './move.ts'
import { closedDays, readStock, standing } from './view.ts'

/** Blank paper of this PC, its serials, and the close of the day. */
export function mountStock(mount: Mount): void {
  mount.staff(readStockStanding, ({ desk }) => standing(desk))
  mount.staff(contract.readStock, ({ desk }) => readStock(desk))
  mount.staff(contract.listClosedDays, ({ desk }) => ({ days: closedDays(desk) }))
  mount.staff(contract.setStock, ({ desk, session, role, body }) => {
    changeSetting(desk, actorOf(session, role), body)
    return readStock(desk)
  })
  mount.staff(contract.moveStock, ({ desk, session, role, body }) => {
    recordMovement(desk, actorOf(session, role), body)
    return readStock(desk)
  })
  mount.staff(contract.countStock, ({ desk, session, role, body }) => {
    recordCount(desk, actorOf(session, role), body)
    return readStock(desk)
  })
  mount.staff(contract.closeStockDay, ({ desk, session, role, params, body }) => {
    closeDay(desk, actorOf(session, role), params.countId, body)
    return readStock(desk)
  })
  mount.staff(contract.readCloseSheet, ({ desk, session, params }) =>
    renderLayout(closeSheet(desk, session.user, params.countId), 'Sổ phôi giấy cuối ngày'),
  )
}

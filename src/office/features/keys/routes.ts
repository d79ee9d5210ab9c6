import * as contract from '../../../contract/desk/keys.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { actorOf } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { sql } from '../../database/store.ts'
import { beginSeries } from '../issuing/serial.ts'
import { keysOf } from './issuing-key.ts'
import { codesOf, listFile, takeCode, takeList } from './lists.ts'
import { keysState } from './read.ts'
import { assertPassword } from '../staff/passwords.ts'
import { makeTokenKey } from './token-key.ts'
import { withdrawByHand } from './withdraw-key.ts'

/** Issuing keys and the lists of the city. */
export function mountKeys(mount: Mount): void {
  mount.staff(contract.readKeys, ({ desk, session }) => keysState(desk, session))
  mount.staff(contract.withdrawKey, ({ desk, session, role, params, body }) => {
    withdrawByHand(desk, actorOf(session, role), params.kid, body)
    return {}
  })
  mount.staff(contract.makeTokenKey, async ({ desk, session, body: { password, pin } }) => {
    await assertPassword(desk, session.user, password)
    await makeTokenKey(desk, session.user, pin)
    return {}
  })
  mount.staff(contract.beginSeries, ({ desk, session }) => {
    const [key] = keysOf(desk.store, session.user)
    if (!key) throw new Refusal('no-pin')
    desk.store.transact((tx) => beginSeries(tx, key.kid))
    desk.notify('keys')
    const now = desk.store.first(sql.selectFrom('issuing_key').select('series').where('kid', '=', key.kid))
    return { series: now?.series ?? key.series }
  })
  mount.staff(contract.takeList, ({ desk, body }) => takeList(desk, body))
  mount.staff(contract.readLists, ({ desk }) => ({
    trust: base64Of(listFile(desk, 'trust')),
    revocations: base64Of(listFile(desk, 'revocations')),
  }))
  mount.staff(contract.readListCodes, async ({ desk, params }) => ({
    codes: await codesOf(desk, params.list),
  }))
  mount.staff(contract.takeListCode, ({ desk, body }) => {
    const read = takeCode(desk, body.text)
    if (!read) throw new Refusal('scan-not-recognised')
    const { have, of, taken } = read
    return { have, of, list: taken?.list ?? null, refusal: taken?.refusal ?? null }
  })
}

function base64Of(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('base64')
}

import { type Desk, raiseAlarm } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { unscopedUnder } from './scope.ts'

/** Who waited for a scope when it was last looked. */
const knownUnscoped = 'unscoped-staff'

/** Raises an alarm when the pack in force leaves somebody without a scope who had one when this was asked before. */
export function tellUnscoped(desk: Desk): void {
  const pack = desk.policies.findInForce(desk.sureTime.sure())
  const waiting = pack ? unscopedUnder(desk.store, pack.id).map(({ user }) => user) : []
  const known = readMeta<string[]>(desk.store, knownUnscoped) ?? []
  if (waiting.join() === known.join()) return
  desk.store.transact((tx) => writeMeta(tx, knownUnscoped, waiting))
  if (waiting.some((user) => !known.includes(user))) raiseAlarm(desk, 'staff-unscoped', waiting.length)
}

import type { Gate, GateState } from '../../../contract/desk/checks.ts'
import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { countsOfDay } from './kept.ts'

const name = 'gate'

/** Where this PC checks papers; null until somebody has said so. */
export function gateOf(desk: Desk): Gate | null {
  return readMeta<Gate>(desk.store, name) ?? null
}

/** Remembers where this PC checks papers. */
export function standAt(desk: Desk, gate: Gate): void {
  desk.store.transact((tx) => writeMeta(tx, name, gate))
  desk.notify('checks')
}

/** What the gate page begins with. */
export function gateState(desk: Desk): GateState {
  const gate = gateOf(desk)
  // A gate checks papers also while the office waits for its rules.
  const { zones = [], places = [] } = desk.policies.findInForce(desk.sureTime.sure()) ?? {}
  const codes = [...zones, ...places.filter(({ kind }) => kind === 'zone' || kind === 'market')]
  return {
    gate,
    codes: codes.map(({ code, label }) => ({ code, label })),
    today: today(desk, gate),
  }
}

/** The checks of this day at this gate. */
export function today(desk: Desk, gate: Gate | null): GateState['today'] {
  const day: CivilDate = dateAt(desk.ports.clock.now())
  return gate ? countsOfDay(desk.store, day, gate.name) : { total: 0, answers: {}, differs: 0 }
}

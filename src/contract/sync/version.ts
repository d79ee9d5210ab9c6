import { type CaseAct, movesCase } from '../../domain/case.ts'
import { eventTypes, isEventName } from '../events.ts'

/**
 * The version of a case, as `baseVer` counts it on the PC and in the city: the number of accepted events that moved
 * its state. Printing leaves the state and therefore the version as it is. Other subjects have no version: 0.
 */
export function movesVersion(type: string): boolean {
  const act = caseActOf(type)
  return act !== null && movesCase(act)
}

/**
 * Commuting types are applied even when the actor saw an older version, as far as the state allows (PSP/1 section
 * 12): printing, stamping and handing over.
 */
export function isCommuting(type: string): boolean {
  const act = caseActOf(type)
  return act === 'print' || act === 'stamp' || act === 'hand-over'
}

/** The case act an event type stands for; null when it is no act on a case. */
export function caseActOf(type: string): CaseAct | null {
  return isEventName(type) ? eventTypes[type].caseAct : null
}

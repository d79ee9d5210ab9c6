import { eventTypes, isEventName } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import type { EventProblem } from '../../contract/sync/problem.ts'
import { caseActOf, isCommuting, movesVersion } from '../../contract/sync/version.ts'
import {
  type CaseAct,
  type CaseState,
  destinationOf,
  type EarlierAct,
  fourEyesConflict,
  isPossible,
  movesCase,
} from '../../domain/case.ts'
import { eventProblem } from './problems.ts'

/** What the judge knows of a case. `refusedTop`: the highest version a refused event would have made. */
export type CaseKnowledge = {
  readonly version: number
  readonly refusedTop: number
  readonly state: CaseState | null
  readonly earlier: readonly EarlierAct[]
}

/** What is known of a case nobody has spoken of. */
export const nothingKnown: CaseKnowledge = { version: 0, refusedTop: 0, state: null, earlier: [] }

/** The decision on one event, and what is known of its case afterwards. */
export type Verdict =
  | { readonly status: 'accepted'; readonly problem: null; readonly after: CaseKnowledge }
  | { readonly status: 'refused'; readonly problem: EventProblem; readonly after: CaseKnowledge }
  | { readonly status: 'parked'; readonly problem: EventProblem; readonly after: CaseKnowledge }

/**
 * Judges one event against what is known of its case (PSP/1 sections 9 and 12). In this order: may the role do it;
 * is what the actor saw known here; has somebody else moved the case since; does the state allow it; four eyes.
 * Pure: the same events in the same order always give the same verdicts.
 */
export function judgeEvent(event: EventLine, known: CaseKnowledge): Verdict {
  const refuse = (code: Parameters<typeof eventProblem>[0], pointer: string): Verdict => ({
    status: 'refused',
    problem: eventProblem(code, pointer),
    after: afterRefusal(event, known),
  })
  if (!mayAct(event)) return refuse('role-not-allowed', '/actor/role')
  const act = caseActOf(event.type)
  if (act === null) return { status: 'accepted', problem: null, after: known }

  const missing = missingBase(event, act, known)
  if (missing === 'refused') return refuse('depends-on-refused', '/baseVer')
  if (missing) return { status: 'parked', problem: eventProblem(missing, '/baseVer'), after: known }
  if (event.baseVer < known.version && !isCommuting(event.type)) return refuse('stale-base', '/baseVer')
  const state = stateAfter(known.state, act, event)
  if (state === null) return refuse('wrong-state', '/type')
  if (fourEyesConflict(act, event.actor.user, known.earlier)) return refuse('four-eyes', '/actor/user')
  return { status: 'accepted', problem: null, after: afterAct(event, act, state, known) }
}

/** What is known after a refusal that was not found here, such as a parked event given up. */
export function afterRefusal(event: EventLine, known: CaseKnowledge): CaseKnowledge {
  if (!movesVersion(event.type)) return known
  return { ...known, refusedTop: Math.max(known.refusedTop, event.baseVer + 1) }
}

function mayAct(event: EventLine): boolean {
  if (!isEventName(event.type)) return false
  const allowed: readonly string[] = eventTypes[event.type].roles
  return allowed.length === 0 || allowed.includes(event.actor.role)
}

/** The state an act leads to; null when no rule pack could allow it there. */
function stateAfter(state: CaseState | null, act: CaseAct, event: EventLine): CaseState | null {
  const to = destinationOf(act, event.body['to']) ?? state
  return to !== null && isPossible(state, act, to) ? to : null
}

/** Whether the event builds on something this server has not seen, or has refused. */
function missingBase(
  event: EventLine,
  act: CaseAct,
  known: CaseKnowledge,
): 'subject-not-yet-known' | 'base-not-yet-known' | 'refused' | null {
  const isAhead = event.baseVer > known.version
  const isUnheardOf = known.state === null && act !== 'register'
  if (!isAhead && !isUnheardOf) return null
  if (isCommuting(event.type) && !isUnheardOf && stateAfter(known.state, act, event) !== null) return null
  if (event.baseVer <= known.refusedTop) return 'refused'
  return isUnheardOf ? 'subject-not-yet-known' : 'base-not-yet-known'
}

function afterAct(event: EventLine, act: CaseAct, state: CaseState, known: CaseKnowledge): CaseKnowledge {
  const { user } = event.actor
  const isNew = movesCase(act) && !known.earlier.some((one) => one.act === act && one.user === user)
  return {
    version: movesVersion(event.type) ? known.version + 1 : known.version,
    refusedTop: known.refusedTop,
    state,
    earlier: isNew ? [...known.earlier, { act, user }] : known.earlier,
  }
}

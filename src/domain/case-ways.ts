import { type CaseState, movesCase } from './case.ts'
import { type Machine, type Move, movesFrom } from './workflow.ts'

/** One thing that may be done with a case, and whose it is. */
export type Way = Pick<Move, 'act' | 'by'>

/** How a case stands: its state, and the paper it has given. */
export type Standing = {
  readonly state: CaseState
  /** Its newest paper; null before anything is sealed. */
  readonly paper: { readonly isWithdrawn: boolean; readonly waitsForStamp: boolean } | null
}

/** What may be done with a case, whosever it is: the moves of its machine, then what leaves the state as it is. */
export function waysOut(machine: Machine, standing: Standing): readonly Way[] {
  const moves = movesFrom(machine, standing.state)
  return [...(standing.state === 'sealed' ? movesOfSealed(moves, standing) : moves), ...asides(standing)]
}

/**
 * The way a case waits for; null when it is closed. Every page that says whose turn it is asks here, so that an open
 * case is in somebody's queue.
 */
export function nextWay(machine: Machine, standing: Standing): Way | null {
  return waysOut(machine, standing).find(({ act }) => movesCase(act)) ?? null
}

/** A live paper is handed over and never stopped; a withdrawn one is never handed over, and its case is stopped. */
function movesOfSealed(moves: readonly Move[], { paper }: Standing): readonly Way[] {
  if (paper?.isWithdrawn) return [{ act: 'stop', by: ['clerk'] }]
  return moves.filter(({ act }) => act !== 'stop' && act !== 'transfer')
}

function asides({ state, paper }: Standing): readonly Way[] {
  const ways: Way[] = [{ act: 'print', by: ['clerk', 'ward-police'] }]
  if (!closedEarlier.has(state)) ways.push({ act: 'extend', by: ['clerk', 'ward-official'] })
  if (!paper || paper.isWithdrawn || !sealedStates.has(state)) return ways
  if (paper.waitsForStamp) ways.push({ act: 'stamp', by: ['ward-police'] })
  ways.push(
    { act: 'replace', by: ['ward-police'] },
    { act: 'withdraw', by: ['ward-official', 'ward-police'] },
  )
  return ways
}

const sealedStates: ReadonlySet<CaseState> = new Set(['sealed', 'handed-over'])
/** Nothing is promised in these any more: closed, or only a letter is owed. */
const closedEarlier: ReadonlySet<CaseState> = new Set([
  'handed-over',
  'recorded',
  'paid',
  'refused',
  'stopped',
  'transferred',
  'refusal-notified',
  'stop-notified',
  'transfer-confirmed',
])

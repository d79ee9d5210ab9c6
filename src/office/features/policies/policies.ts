import { dateAt } from '../../../domain/calendar.ts'
import { type Machine, machineOf } from '../../../domain/workflow.ts'
import { type Procedure, procedureOf, type RulePack, rulePackSchema } from '../../../contract/policy/pack.ts'
import { sql, type Reader } from '../../database/store.ts'
import { type Activation, activationsOf, standing } from './timeline.ts'

/** The rule packs of an office: those it came with and those that were loaded since. */
export type Policies = {
  /** The pack in force at an instant (milliseconds): the newest activation that has begun. */
  inForce(instant: number): RulePack
  /** The pack a case was received under; undefined when it is no longer here. */
  packOf(id: string, version: number): RulePack | undefined
  /** Every pack of a format this program reads, whether or not it may be activated. */
  all(): readonly RulePack[]
  /** What the journal says about which pack is in force from when, oldest line first. */
  activations(): readonly Activation[]
  /** The pack that a rollback at an instant brings back; null when there is nothing to take back. */
  before(instant: number): RulePack | null
  /** Reads the loaded packs and activations anew, after a command that changed them. */
  reload(): void
}

/** Opens the packs of a store. A stored pack that no longer reads is left out: the one in force stays. */
export function createPolicies(store: Reader, shipped: readonly RulePack[]): Policies {
  let packs: readonly RulePack[] = shipped
  let activations: readonly Activation[] = []
  const packOf = (id: string, version: number) =>
    packs.find((pack) => pack.id === id && pack.version === version)
  const reload = () => {
    packs = [...shipped, ...storedPacks(store)]
    activations = activationsOf(store)
  }
  const activated = (instant: number) =>
    standing(activations, instant).flatMap(({ pack, version }) => packOf(pack, version) ?? [])
  reload()
  return {
    inForce(instant) {
      const today = dateAt(instant)
      return newestUsable(activated(instant), today) ?? newestBegun(shipped, today)
    },
    packOf,
    all: () => packs,
    activations: () => activations,
    before(instant) {
      const today = dateAt(instant)
      const [current, ...earlier] = activated(instant).toReversed()
      const before = earlier.find((pack) => !isOver(pack, today)) ?? newestBegun(shipped, today)
      return current === undefined || before === current || isOver(before, today) ? null : before
    },
    reload,
  }
}

/** The newest whose days are not over; where all are, the newest all the same: an office is never without rules. */
function newestUsable(packs: readonly RulePack[], today: string): RulePack | undefined {
  return packs.findLast((one) => !isOver(one, today)) ?? packs.at(-1)
}

/** Whether the last day of a pack is past. */
export function isOver({ effectiveUntil }: Pick<RulePack, 'effectiveUntil'>, today: string): boolean {
  return effectiveUntil !== undefined && effectiveUntil < today
}

/** Without any activation: the newest shipped pack that has begun; the earliest of all when none has. */
function newestBegun(packs: readonly RulePack[], today: string): RulePack {
  const sorted = packs.toSorted((a, b) =>
    a.effectiveFrom === b.effectiveFrom ? a.version - b.version : a.effectiveFrom < b.effectiveFrom ? -1 : 1,
  )
  const pack = sorted.findLast((one) => one.effectiveFrom <= today) ?? sorted[0]
  if (!pack) throw new Error('no rule pack is installed')
  return pack
}

function storedPacks(store: Reader): RulePack[] {
  const rows = store.all(sql.selectFrom('rule_pack').select('bytes').where('state', '<>', 'too-new'))
  return rows.flatMap(({ bytes }) => readPack(bytes.toString('utf8')) ?? [])
}

/** A pack of this format from its text; null when it does not read. */
function readPack(text: string): RulePack | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return rulePackSchema.safeParse(parsed).data ?? null
  } catch {
    return null
  }
}

const machines = new WeakMap<Procedure, Machine>()

/** The state machine of a procedure, made once. */
export function machineFor(procedure: Procedure): Machine {
  const known = machines.get(procedure)
  if (known) return known
  const made = machineOf(procedure.steps)
  machines.set(procedure, made)
  return made
}

/** The procedure of a pack; its first when the id is not (any more) one of its own. */
export function procedureFor(pack: RulePack, id: string): Procedure {
  const found = procedureOf(pack, id) ?? pack.procedures[0]
  if (!found) throw new Error('a rule pack without procedures')
  return found
}

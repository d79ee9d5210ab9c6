import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import { openStates } from '../../../domain/case.ts'
import { type Machine, machineOf } from '../../../domain/workflow.ts'
import { type Procedure, procedureOf, type RulePack, rulePackSchema } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql, type Reader } from '../../database/store.ts'
import { type Activation, activationsOf, isSamePack, standing, upcoming } from './timeline.ts'

/** The rule packs of an office: those it came with and those that were loaded since. */
export type Policies = {
  /**
   * The pack in force at an instant (milliseconds): the newest activation that has begun. Throws `pack-missing` when the
   * text of that very pack is not here: no other takes its place.
   */
  inForce(instant: number): RulePack
  /** The same; null where `inForce` throws. */
  findInForce(instant: number): RulePack | null
  /** A pack of a format this program reads, whether or not it may be activated. */
  packOf(id: string, version: number): RulePack | undefined
  /** The pack a case was received under. Throws `pack-missing` when it is not here, or not (again) agreed to. */
  packOfCase(id: string, version: number): RulePack
  /** The same; null where `packOfCase` throws. */
  findPackOfCase(id: string, version: number): RulePack | null
  /** Every pack of a format this program reads, whether or not it may be activated. */
  all(): readonly RulePack[]
  /** What the journal says about which pack is in force from when, oldest line first. */
  activations(): readonly Activation[]
  /** The very pack that an activation names; null where its text is not here. */
  activatedBy(one: Activation): RulePack | null
  /**
   * The pack that a rollback at an instant brings back; null when there is nothing to take back. Throws `pack-missing`
   * as `inForce` does.
   */
  before(instant: number): RulePack | null
  /** Packs that came, that rule from an instant on, or that an open case names, and whose text is not here. */
  missing(instant: number): MissingPack[]
  /** Reads the loaded packs and activations anew, after a command that changed them. */
  reload(): void
}

/** A pack that only its name is here of. `sha256`: of its text; null for one that came with an earlier program. */
export type MissingPack = {
  readonly pack: string
  readonly version: number
  readonly sha256: string | null
}

/** Opens the packs of a store. */
export function createPolicies(store: Reader, shipped: readonly RulePack[]): Policies {
  let shelf: Shelf = { shipped, stored: [] }
  let activations: readonly Activation[] = []
  const begun = (instant: number) =>
    standing(activations, instant).map((one) => ({ one, pack: activated(shelf, one) }))
  const inForce = (instant: number) => {
    const today = dateAt(instant)
    const packs = begun(instant)
    const at = placeInForce(packs, today)
    return at < 0 ? newestBegun(shipped, today) : textOf(packs[at])
  }
  const packOfCase = (id: string, version: number) => {
    const pack = usable(shelf, { pack: id, version })
    if (!pack) throw missingPack({ pack: id, version })
    return pack
  }
  const policies: Policies = {
    inForce,
    findInForce: (instant) => unlessMissing(() => inForce(instant)),
    packOf: (id, version) =>
      rowOf(shelf, { pack: id, version })?.content ?? shippedOf(shelf, { pack: id, version }),
    packOfCase,
    findPackOfCase: (id, version) => unlessMissing(() => packOfCase(id, version)),
    all: () => [...shipped, ...shelf.stored.flatMap(({ content }) => content ?? [])],
    activations: () => activations,
    activatedBy: (one) => activated(shelf, one) ?? null,
    before: (instant) => packBefore(begun(instant), shipped, dateAt(instant)),
    missing(instant) {
      const packs = begun(instant)
      const ruling = packs[placeInForce(packs, dateAt(instant))]?.one
      const ahead = [...(ruling ? [ruling] : []), ...upcoming(activations, instant)]
      return missingOf(shelf, ahead, packsOfCases(store))
    },
    reload() {
      shelf = { shipped, stored: storedPacks(store) }
      activations = activationsOf(store)
    },
  }
  policies.reload()
  return policies
}

type PackName = { readonly pack: string; readonly version: number }

/** Every pack that is here, or whose name is. */
type Shelf = { readonly shipped: readonly RulePack[]; readonly stored: readonly StoredPack[] }

/** A pack that was received: `content` is null where its text is lost or of a later format. */
type StoredPack = MissingPack & {
  readonly sha256: string
  readonly content: RulePack | null
  readonly isLost: boolean
  /** Signed by the city, or agreed to by two administrators. */
  readonly isReady: boolean
}

function rowOf({ stored }: Shelf, name: PackName): StoredPack | undefined {
  return stored.find((one) => isSamePack(one, name))
}

function shippedOf({ shipped }: Shelf, { pack: id, version }: PackName): RulePack | undefined {
  return shipped.find((pack) => pack.id === id && pack.version === version)
}

/** A pack that may rule; a text that nobody has agreed to never takes the place of another of its name. */
function usable(shelf: Shelf, name: PackName): RulePack | undefined {
  const row = rowOf(shelf, name)
  return row ? agreed(row) : shippedOf(shelf, name)
}

/** The pack of an activation, by the hash of its text; one that was shipped has no row. */
function activated(shelf: Shelf, one: Activation): RulePack | undefined {
  const row = rowOf(shelf, one)
  return row && row.sha256 !== one.sha256 ? undefined : usable(shelf, one)
}

function agreed({ content, isReady }: StoredPack): RulePack | undefined {
  return isReady && content !== null ? content : undefined
}

/** An activation that has begun, with its pack; undefined where the text of that very pack is not here. */
type Begun = { readonly one: Activation; readonly pack: RulePack | undefined }

/**
 * Which of the activations that stand rules: the newest whose days are not over, as far as is known; where all are, the
 * newest all the same, because an office is never without rules. -1: none stands.
 */
function placeInForce(packs: readonly Begun[], today: string): number {
  const at = newestUsable(packs, today)
  return at < 0 ? packs.length - 1 : at
}

function newestUsable(packs: readonly Begun[], today: string): number {
  return packs.findLastIndex(({ pack }) => pack === undefined || !isOver(pack, today))
}

function packBefore(
  packs: readonly Begun[],
  shipped: readonly RulePack[],
  today: CivilDate,
): RulePack | null {
  const at = placeInForce(packs, today)
  if (at < 0) return null
  const earlier = newestUsable(packs.slice(0, at), today)
  const before = earlier < 0 ? newestBegun(shipped, today) : textOf(packs[earlier])
  return before === packs[at]?.pack || isOver(before, today) ? null : before
}

function textOf(begun: Begun | undefined): RulePack {
  if (begun?.pack) return begun.pack
  throw begun ? missingPack(begun.one) : new Error('no such activation')
}

function missingPack({ pack, version }: PackName): Refusal {
  return new Refusal('pack-missing', { pack, version })
}

/** What work answers; null where a pack it needs is missing. */
export function unlessMissing<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'pack-missing') return null
    throw error
  }
}

function packsOfCases(store: Reader): PackName[] {
  return store
    .all(
      sql
        .selectFrom('permit_case')
        .select(['pack', 'pack_version'])
        .distinct()
        .where('state', 'in', openStates),
    )
    .map(({ pack, pack_version: version }) => ({ pack, version }))
}

/**
 * Those that came and were lost; activated ones in whose place another text stands; and of all that are named those of
 * which nobody here knows a text.
 */
function missingOf(shelf: Shelf, ahead: readonly Activation[], ofCases: readonly PackName[]): MissingPack[] {
  const lost = shelf.stored.filter(({ isLost }) => isLost)
  const displaced = ahead.filter((one) => (rowOf(shelf, one)?.sha256 ?? one.sha256) !== one.sha256)
  const unknown = [...ahead, ...ofCases].filter((one) => !rowOf(shelf, one) && !shippedOf(shelf, one))
  return [...lost, ...displaced, ...unknown.map((one) => ({ ...one, sha256: null }))]
    .filter((one, at, all) => all.findIndex((other) => isSamePack(other, one)) === at)
    .map(({ pack, version, sha256 }) => ({ pack, version, sha256 }))
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

function storedPacks(store: Reader): StoredPack[] {
  const rows = store.all(
    sql.selectFrom('rule_pack').select(['sha256', 'pack', 'pack_version', 'bytes', 'state']),
  )
  return rows.map(({ sha256, pack, pack_version: version, bytes, state }) => ({
    sha256,
    pack,
    version,
    content: state === 'too-new' ? null : readPack(bytes.toString('utf8')),
    isLost: bytes.length === 0,
    isReady: state === 'ready',
  }))
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

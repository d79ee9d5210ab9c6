import { sql, type Reader } from '../../database/store.ts'

/** One line of the journal about which pack is in force from when. */
export type Activation = {
  readonly seq: number
  readonly sha256: string
  readonly pack: string
  readonly version: number
  /** Milliseconds. */
  readonly fromAt: number
  readonly user: string
  readonly rollback: boolean
}

/** Every activation as the journal tells them, oldest line first. */
export function activationsOf(store: Reader): Activation[] {
  return store
    .all(sql.selectFrom('pack_activation').selectAll().orderBy('seq'))
    .map(({ seq, sha256, pack, pack_version, from_at, user, rollback }) => ({
      seq,
      sha256,
      pack,
      version: pack_version,
      fromAt: Date.parse(from_at),
      user,
      rollback: rollback === 1,
    }))
}

/**
 * The activations that still count, in the order in which they begin; of two that begin together the later said counts.
 * A rollback that names an activation by pack and instant takes that one back before it began: neither counts.
 */
export function counting(activations: readonly Activation[]): Activation[] {
  const inOrder = activations.toSorted((one, other) => one.seq - other.seq)
  const left = new Set(inOrder)
  for (const one of inOrder) {
    if (!one.rollback) continue
    const cancelled = [...left].findLast(
      (other) =>
        !other.rollback && other.seq < one.seq && isSamePack(one, other) && one.fromAt === other.fromAt,
    )
    if (!cancelled) continue
    left.delete(cancelled)
    left.delete(one)
  }
  return [...left].toSorted((one, other) => one.fromAt - other.fromAt || one.seq - other.seq)
}

/**
 * The activations that stand at an instant, the newest last: a rollback takes away all that stand above the pack it brings
 * back (besides the one in force those on top whose days were over), and all where that one did not stand.
 */
export function standing(activations: readonly Activation[], instant: number): Activation[] {
  const stack: Activation[] = []
  for (const one of counting(activations)) {
    if (one.fromAt > instant) break
    if (one.rollback) stack.length = 1 + stack.findLastIndex((other) => isSamePack(other, one))
    const top = stack.at(-1)
    if (!one.rollback || !top || !isSamePack(top, one)) stack.push(one)
  }
  return stack
}

/** Activations that have not begun at an instant, the next first. */
export function upcoming(activations: readonly Activation[], instant: number): Activation[] {
  return counting(activations).filter(({ fromAt }) => fromAt > instant)
}

/** Whether two name the same pack and version. */
export function isSamePack(
  one: { readonly pack: string; readonly version: number },
  other: { readonly pack: string; readonly version: number },
): boolean {
  return one.pack === other.pack && one.version === other.version
}

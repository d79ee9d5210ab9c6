import type { Desk } from '../../desk.ts'

const lines = new WeakMap<Desk, Promise<unknown>>()

/** Does works of a desk one after the other, in the order asked for; each hears only of its own failure. */
export function inTurn<Result>(desk: Desk, work: () => Promise<Result>): Promise<Result> {
  const before = lines.get(desk) ?? Promise.resolve()
  // Whoever asked for the one before was told how it ended.
  const done = before.catch(() => undefined).then(work)
  lines.set(desk, done)
  return done
}

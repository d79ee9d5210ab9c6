import { dateAt } from '../../domain/calendar.ts'
import { readMeta, writeMeta } from '../facts.ts'
import type { Ports } from '../ports.ts'
import { isCorruption, sqliteCode } from './sqlite-code.ts'
import type { Store } from './store.ts'

export type DailyCheckParts = {
  readonly store: Store
  readonly ports: Pick<Ports, 'clock' | 'log'>
  /** Whether nobody would be kept waiting now. */
  readonly isQuiet: () => boolean
  /** How often a quiet moment is looked for, milliseconds. */
  readonly everyMs: number
}

/** The day (civil date) on which the store was last read through. */
const checkedOn = 'store-checked'
/** The day on which damage was found that no later check has disproved; null or absent: none. */
const damagedOn = 'store-damaged'

/** The day (civil date) on which the whole store was last found sound; null: never yet. Damage closes the office. */
export function soundOn(store: Store): string | null {
  return readMeta<string>(store, checkedOn) ?? null
}

/** Whether the last check found damage: the office went on at its next start, and somebody has to bring a backup back. */
export function isDamagedByCheck(store: Store): boolean {
  return (readMeta<string | null>(store, damagedOn) ?? null) !== null
}

/**
 * Reads the whole store through once a day, when nobody is kept waiting: what is not touched for months is seen to be
 * damaged while there are still copies from before. One table at a time, because SQLite gives way to nobody while it
 * checks. The result is logged; damage goes to `store.foundDamaged`.
 */
export function startDailyCheck(parts: DailyCheckParts): { stop(): void } {
  const { store, ports, isQuiet, everyMs } = parts
  let done = readMeta<string>(store, checkedOn)
  /** The tables left of the round under way; empty between two rounds. */
  let left: string[] = []
  let begun = 0
  let next: NodeJS.Immediate | null = null

  const finish = (damage: string | null) => {
    left = []
    done = dateAt(ports.clock.now())
    const milliseconds = Math.round(ports.clock.monotonic() - begun)
    ports.log({ level: damage === null ? 'info' : 'error', what: 'store-checked', damage, milliseconds })
    if (damage !== null) keepDamage(store, dateAt(ports.clock.now()), damage)
    // A damaged store is checked again at every start.
    else
      store.transact((tx) => {
        writeMeta(tx, checkedOn, done)
        writeMeta(tx, damagedOn, null)
      })
  }
  const look = () => {
    next = null
    if (!isQuiet() || done === dateAt(ports.clock.now())) return
    if (left.length === 0) {
      begun = ports.clock.monotonic()
      left = tablesOf(store)
    }
    const table = left.shift()
    const damage = table === undefined ? null : damageOf(store, table)
    if (damage !== null || left.length === 0) finish(damage)
    else next = setImmediate(lookSafely)
  }
  const lookSafely = () => {
    try {
      look()
    } catch (error) {
      ports.log({ level: 'error', what: 'store-not-checked', code: sqliteCode(error) ?? 'fault' })
    }
  }
  const timer = setInterval(lookSafely, everyMs)
  // A process that is ending does not stay for this.
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      if (next) clearImmediate(next)
    },
  }
}

/** Notes damage for the city to hear of, where the store can still be written to, and tells it. */
function keepDamage(store: Store, today: string, damage: string): void {
  try {
    store.transact((tx) => writeMeta(tx, damagedOn, today))
  } finally {
    store.foundDamaged(damage)
  }
}

function tablesOf({ database }: Store): string[] {
  return database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
}

/** What is wrong with a table and its indexes, without what stands in them; null when nothing is. */
function damageOf({ database }: Store, table: string): string | null {
  try {
    const found: unknown = database.pragma(`integrity_check('${table}')`, { simple: true })
    return found === 'ok' ? null : String(found).slice(0, 200)
  } catch (error) {
    if (!isCorruption(error)) throw error
    return sqliteCode(error) ?? ''
  }
}

import { Refusal } from '../../contract/refusals.ts'
import { sql, type Store } from '../database/store.ts'
import { readMeta, writeMeta } from '../facts.ts'
import { finishing } from '../journal/finishing.ts'
import { type Actor, type Journal, systemActor } from '../journal/journal.ts'
import { readHead } from '../journal/rows.ts'
import { vietnamTime } from '../journal/time.ts'
import type { Clock } from '../ports.ts'
import {
  type KnownTime,
  longestOffMs,
  type Reading,
  readClock,
  sureAfter,
  type SureTime,
  toleranceMs,
} from './known-time.ts'

/**
 * Whether what follows from the date alone and cannot be taken back (papers that end, packs that come into force) may
 * be done. A dead battery or a wrong answer of a time server moves the PC's clock by days; such work then waits until
 * the city's time or an administrator says which day it is. Everything else goes on.
 */
export type ClockGuard = {
  /** The instant (ms) up to which the date may be acted upon: now; as late as it surely is while the clock is doubted. */
  sure(): number
  /** What is asked of the administrator: where the clock stands and should stand; null when nothing is. */
  question(): Pick<Reading, 'wall' | 'expected' | 'by'> | null
  /** Throws `clock-unconfirmed` while the clock is doubted: for acts that write an instant of it down. */
  assertSure(): void
  /** The city has signed that it was this late (ms) when it wrote a file, which took its time on the way. */
  wasAt(told: number): void
  /** Judges the clock anew: keeps what is known of the time, and raises the one alarm of a doubt. */
  look(): void
  /**
   * An administrator says the clock is right, having seen how far ahead (ms) of the expected time it stands. Throws
   * `clock-unconfirmed` when it has leapt since, or when the city said lately that it is wrong.
   */
  confirm(actor: Actor, aheadMs: number): Promise<void>
}

export type ClockGuardParts = {
  readonly store: Store
  readonly journal: Pick<Journal, 'command'>
  readonly clock: Clock
  /** The city's own time as it was last heard since the start; null when it was not. */
  readonly heard: () => KnownTime | null
  readonly notify: (topic: 'office') => void
}

/** How long the city may take to say what time it is before anybody is asked. */
const patienceMs = 60_000
const keepEveryMs = 3_600_000
/** What the city said this lately no administrator overrules. */
const latelyMs = 3_600_000

/** What outlives the program; `asked`: the alarm of this doubt was raised. */
type Kept = SureTime & { readonly boot: string; readonly asked: boolean }
const keptName = 'clock-known'

/** Guards what follows from the date in an office. */
export function createClockGuard(parts: ClockGuardParts): ClockGuard {
  const { store, journal, clock, heard } = parts
  const kept = readMeta<Kept>(store, keptName)
  let sure = sureAtStart(store, clock, kept)
  let asked = kept?.asked ?? false
  let keptAt = Number.NEGATIVE_INFINITY
  let doubtedSince: number | null = null
  const read = () => readClock({ wall: clock.now(), mono: clock.monotonic() }, sure, heard())
  const toKeep = ({ expected, mono }: Reading, time: SureTime): Kept => {
    const wall = time.mono === mono ? time.wall : expected
    return { wall, mono, slackMs: time.slackMs, boot: clock.boot, asked }
  }

  const keep = (seen: Reading) => {
    doubtedSince = null
    sure = sureAfter(seen, sure)
    if (!asked && seen.mono - keptAt < keepEveryMs) return
    const wasAsked = asked
    asked = false
    store.transact((tx) => writeMeta(tx, keptName, toKeep(seen, sure)))
    keptAt = seen.mono
    if (wasAsked) parts.notify('office')
  }
  const ask = (seen: Reading) => {
    doubtedSince ??= seen.mono
    if (asked || seen.mono - doubtedSince < patienceMs) return
    asked = true
    journal.command((writing) => {
      const count = Math.round((seen.wall - seen.expected) / 60_000)
      writing.append({ ...byProgram, type: 'alarm.raised', body: { alarm: 'clock-doubtful', count } })
      writeMeta(writing, keptName, toKeep(seen, sure))
    })
    parts.notify('office')
  }
  return {
    sure() {
      const { wall, expected, isDoubted } = read()
      return isDoubted ? Math.min(wall, expected) : wall
    },
    question() {
      const { wall, expected, by, isDoubted } = read()
      return isDoubted && asked ? { wall, expected, by } : null
    },
    assertSure() {
      const { wall, isDoubted } = read()
      if (isDoubted) throw new Refusal('clock-unconfirmed', { clock: vietnamTime(wall) })
    },
    wasAt(told) {
      const { wall, mono, by, expected } = read()
      const isNews = by === 'count' && told > expected && told <= wall
      if (isNews) sure = { wall: told, mono, slackMs: longestOffMs }
    },
    look() {
      const seen = read()
      if (seen.isDoubted) ask(seen)
      else keep(seen)
    },
    async confirm(actor, aheadMs) {
      const seen = read()
      if (!seen.isDoubted) return
      const ahead = Math.round(seen.wall - seen.expected)
      const isSaid = seen.by === 'city' && seen.mono - (heard()?.mono ?? 0) < latelyMs
      if (isSaid || Math.abs(ahead - aheadMs) > toleranceMs)
        throw new Refusal('clock-unconfirmed', { clock: vietnamTime(seen.wall) })
      const confirmed: SureTime = { wall: seen.wall, mono: seen.mono, slackMs: toleranceMs }
      await finishing(
        () =>
          journal.command((writing) => {
            writing.append({ ...byProgram, actor, type: 'clock.confirmed', body: { aheadMs: ahead } })
            writeMeta(writing, keptName, { ...toKeep(seen, confirmed), asked: false })
          }),
        () => {
          sure = confirmed
          asked = false
          doubtedSince = null
          parts.notify('office')
        },
      )
    },
  }
}

const byProgram = { subject: 'office', baseVer: 0, actor: systemActor, personal: null } as const

/**
 * What is known of the time when the program starts. Within one boot of the PC the monotonic clock went on; over a
 * boot only that time does not go back. An office that kept nothing yet has its newest line; a new one its clock.
 */
function sureAtStart(store: Store, clock: Clock, kept: Kept | undefined): SureTime {
  const mono = clock.monotonic()
  if (kept?.boot === clock.boot && kept.mono <= mono)
    return { wall: kept.wall, mono: kept.mono, slackMs: kept.slackMs }
  const wall = kept?.wall ?? newestLineAt(store)
  return wall === null
    ? { wall: clock.now(), mono, slackMs: toleranceMs }
    : { wall, mono, slackMs: longestOffMs }
}

function newestLineAt(store: Store): number | null {
  const { stream, seq } = readHead(store)
  const line = store.first(
    sql.selectFrom('event').select('at').where('stream', '=', stream).where('seq', '=', seq),
  )
  return line ? Date.parse(line.at) : null
}

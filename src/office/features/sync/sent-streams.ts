import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Refusal } from '../../../contract/refusals.ts'
import type { StreamOpening } from '../../../contract/sync/event-line.ts'
import { sql, type Transactor } from '../../database/store.ts'
import { type Desk, raiseAlarm } from '../../desk.ts'
import { readSecret, writeSecret } from '../../facts.ts'
import { endStream, pastLines, type PastStream, pastStreams } from '../../journal/past-streams.ts'
import { countLostNumbers } from '../../journal/lost-lines.ts'
import { vietnamTime } from '../../journal/time.ts'
import { uuidv7 } from '../../journal/uuid.ts'
import type { LostLine, SyncJournal } from '../../sync/types.ts'

/** The streams of this PC in the order they are sent; `current` null: the open one. */
export type SentStreams = Required<Pick<SyncJournal, 'earlier' | 'later' | 'isEarlier' | 'openAnew'>> & {
  current(): PastStream | null
  /** The city has a past stream up to here. */
  acknowledge(past: PastStream, headSeq: number): void
}

/** Begins with the oldest stream the city has not signed for whole. */
export function createSentStreams(desk: Desk): SentStreams {
  const { store } = desk
  const firstPlace = () =>
    pastStreams(store).find(({ acked_seq, end_seq }) => acked_seq < end_seq)?.place ?? null
  let place = firstPlace()
  const current = () => pastStreams(store).find((past) => past.place === place) ?? null
  return {
    current,
    isEarlier: () => current() !== null,
    earlier() {
      const before = pastStreams(store).findLast((past) => place === null || past.place < place)
      if (!before) return false
      place = before.place
      return true
    },
    later() {
      if (place === null) return false
      const from = place
      place = pastStreams(store).find((past) => past.place > from)?.place ?? null
      return true
    },
    openAnew({ seq, hash, lost, isAlone = false }) {
      openStreamAnew(
        desk,
        { past: current(), seq, hash, lost, isAlone, reason: 'restore' },
        deviceKeyOf(desk),
      )
      place = firstPlace()
      // It was the city that came back from a backup.
      if (!isAlone) tellRestored(desk, lost.length)
    },
    acknowledge(past, headSeq) {
      store.transact((tx) =>
        tx.run(
          sql
            .updateTable('past_stream')
            .set({ acked_seq: Math.min(past.end_seq, headSeq) })
            .where('place', '=', past.place)
            .where('acked_seq', '<', headSeq),
        ),
      )
    },
  }
}

/** Somebody has to know which cases are only at the city now. */
function tellRestored(desk: Desk, lost: number): void {
  try {
    raiseAlarm(desk, 'journal-restored', lost)
  } catch (error) {
    // The new stream is there and the lines are being sent; a full disk shows with the next act.
    desk.ports.log({
      level: 'error',
      what: 'alarm-not-raised',
      alarm: 'journal-restored',
      code: error instanceof Refusal ? error.code : 'fault',
    })
  }
}

/** The key this PC signs with now; another after it has enrolled anew. */
export function deviceKeyOf({ store }: Pick<Desk, 'store'>): KeyObject {
  const bytes = readSecret(store, 'device-key')
  if (!bytes) throw new Error('the store has no device key')
  return createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
}

/** Where the stream being sent ended, and why a new one begins. */
type End = {
  readonly past: PastStream | null
  readonly seq: number
  readonly hash: string
  readonly lost: readonly LostLine[]
  readonly isAlone?: boolean
  readonly reason: StreamOpening['reason']
}

/**
 * Opens a new stream of this journal. Numbers that only the city's copy of the old one has were given out all the same:
 * none of them is given out again. `also`: what has to be written with it.
 */
function openStreamAnew(
  desk: Desk,
  end: End,
  deviceKey: KeyObject,
  also: (tx: Transactor) => void = () => undefined,
): void {
  const now = desk.ports.clock.now()
  const { lost, ...place } = end
  desk.journal.changeStream((tx) => {
    countLostNumbers(tx, lost)
    const opening = { ward: desk.facts().wardCode, at: vietnamTime(now), makeId: () => uuidv7(now) }
    endStream(tx, { ...place, ...opening }, deviceKey)
    also(tx)
  })
  // There is no second copy of where streams begin.
  desk.store.settle()
  desk.ports.log({ level: 'warn', what: 'stream-opened', reason: end.reason, lost: lost.length })
}

/** This PC came back from a backup: it goes on in a new stream, behind what the city had signed for then. */
export function openRestoredStream(desk: Desk): void {
  openStreamAnew(desk, { ...endOf(desk), lost: [], reason: 'restore' }, deviceKeyOf(desk))
  tellRestored(desk, 0)
}

/**
 * From now on this PC signs with another key, in a stream of its own: what the city has signed for stays where it is,
 * the rest is told again. `also`: what has to be written with it.
 */
export function changeDeviceKey(desk: Desk, key: KeyObject, also: (tx: Transactor) => void): void {
  openStreamAnew(desk, { ...endOf(desk), lost: [], reason: 'key-change' }, key, (tx) => {
    writeSecret(tx, 'device-key', key.export({ type: 'pkcs8', format: 'der' }))
    also(tx)
  })
}

/** The last line the city has signed for, as far as this PC knows. */
function endOf(desk: Desk): Pick<End, 'past' | 'seq' | 'hash'> {
  const past = createSentStreams(desk).current()
  const acked = past ?? desk.store.first(sql.selectFrom('sync').selectAll())
  const seq = acked?.acked_seq ?? 0
  return { past, seq, hash: hashAt(desk, past, seq) }
}

function hashAt({ store, journal }: Desk, past: PastStream | null, seq: number): string {
  const { stream } = journal.head()
  const one = past ?? store.first(sql.selectFrom('stream').selectAll().where('id', '=', stream))
  if (!one) throw new Error('no stream is open')
  if (seq === 0) return one.opening_hash
  const line = past
    ? pastLines(store, past, seq, 1)[0]
    : store.first(sql.selectFrom('event').select('hash').where('stream', '=', stream).where('seq', '=', seq))
  if (!line) throw new Error(`the journal lacks line ${seq}`)
  return line.hash
}

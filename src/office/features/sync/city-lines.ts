import { dateAt, type CivilDate, instantOf } from '../../../domain/calendar.ts'
import type { HeldReason } from '../../../contract/desk/sync.ts'
import { cityLineSchema, type PackPublished } from '../../../contract/sync/city-lines.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { systemActor } from '../../journal/journal.ts'
import { lineHash, readLine } from '../../journal/line.ts'
import { readCityLine, type ReadCityLine } from '../../sync/city-line.ts'
import { receivePack } from '../policies/receive.ts'
import { keepRefused } from '../policies/refused.ts'
import { isSamePack, standing } from '../policies/timeline.ts'
import { decideCase } from './city-decision.ts'
import { isPutAway, keepTried, linesAside, triedUntil } from './lines-aside.ts'

/** Fetches a published pack's envelope; null when it cannot be had now. */
export type FetchPack = (sha256: string) => Promise<Uint8Array | null>

/**
 * Carries out what the city wrote into the ward's feed: decisions on submitted cases, published packs. Each once,
 * whatever is interrupted: the event has an id made of the line. A line that cannot be carried out now is put aside,
 * where the page shows it, and tried again each time; those after it wait for nothing. What the city said first is
 * tried first.
 */
export async function carryOutCityLines(desk: Desk, fetchPack: FetchPack): Promise<void> {
  const { store } = desk
  const before = JSON.stringify(linesAside(store))
  const { feed_epoch: epoch, feed_pos: until } = feedOf(store)
  for (const waiting of waitingLines(store, until)) {
    const why = await tryLine(desk, waiting, fetchPack)
    // While a pack was fetched the city may have begun to count anew.
    if (feedOf(store).feed_epoch !== epoch) return
    store.transact((tx) => keepTried(tx, waiting.pos, why))
  }
  if (JSON.stringify(linesAside(store)) !== before) desk.notify('sync')
}

function feedOf(store: Reader) {
  const row = store.first(sql.selectFrom('sync').select(['feed_epoch', 'feed_pos']))
  if (!row) throw new Error('the sync row is missing')
  return row
}

type Waiting = { readonly pos: number; readonly line: string }

/** The city's lines that are not settled; beyond the position that was read stand those of an earlier count. */
function waitingLines(store: Reader, until: number): Waiting[] {
  const aside = linesAside(store).map(({ pos }) => pos)
  const rows = store.all(
    sql
      .selectFrom('feed_item')
      .select(['pos', 'line'])
      .where(({ eb, or }) => or([eb('pos', '>', triedUntil(store)), eb('pos', 'in', aside)]))
      .where('pos', '<=', until)
      .where('status', '=', 'accepted')
      .where('line', 'like', '%"type":"city.%')
      .orderBy('pos'),
  )
  return rows.flatMap(({ pos, line }) => (line === null ? [] : [{ pos, line }]))
}

/** Answers why the line cannot be carried out now; null when it is settled. */
async function tryLine(desk: Desk, { pos, line }: Waiting, fetchPack: FetchPack): Promise<HeldReason | null> {
  const read = readCityLine(line, desk.tokens.lists().trust, desk.facts().wardCode)
  if (isPutAway(desk.store, lineHash(line))) return null
  if ('place' in read && isPutAway(desk.store, read.place.id)) return null
  try {
    switch (read.outcome) {
      case 'none':
        return null
      case 'refused':
        return heldAs[read.reason]
      case 'decision':
        return decideCase(desk, read)
      case 'pack':
        return await takePack(desk, pos, read, fetchPack)
      case 'overlap':
        return isPutAwayElsewhere(desk.store, pos, lineHash(line)) ? null : 'overlap'
    }
  } catch (error) {
    // Nothing can be written now, or its copy: that is no fault of the line, and all of them wait.
    if (error instanceof Refusal && ofTheDisk.has(error.code)) throw error
    const reason = error instanceof Refusal ? error.code : error instanceof Error ? error.name : '-'
    desk.ports.log({ level: 'error', what: 'city-line-not-carried-out', reason })
    return 'not-carried-out'
  }
}

/** Whether somebody has dealt with a line on another PC of the ward; every PC was told of it. */
function isPutAwayElsewhere(store: Reader, pos: number, hash: string): boolean {
  const later = store.all(
    sql
      .selectFrom('feed_item')
      .select('line')
      .where('pos', '>', pos)
      .where('status', '=', 'accepted')
      .where('type', '=', 'city-line.put-away'),
  )
  return later.some(({ line }) => line !== null && readLine(line)?.body['line'] === hash)
}

const ofTheDisk: ReadonlySet<string> = new Set(['disk-full', 'copy-not-written', 'damaged-database'])

const heldAs = {
  'no-trust-list': 'unproved',
  'unknown-key': 'unproved',
  unreadable: 'unreadable',
  'other-ward': 'forged',
  forged: 'forged',
} as const satisfies Record<Extract<ReadCityLine, { outcome: 'refused' }>['reason'], HeldReason>

async function takePack(
  desk: Desk,
  pos: number,
  { pack, place }: Extract<ReadCityLine, { outcome: 'pack' }>,
  fetchPack: FetchPack,
): Promise<HeldReason | null> {
  const file = await fetchPack(pack.sha256)
  if (!file) return 'pack-not-here'
  const publishedOn = dateAt(Date.parse(place.wall))
  const isOvertaken = isOvertakenBy(desk, pos, pack)
  try {
    receivePack(desk, systemActor, file, 'city', { publishedOn, isOvertaken })
  } catch (error) {
    if (!(error instanceof Refusal) || ofTheDisk.has(error.code)) throw error
    // The pack in force stays; the page of rules shows what was refused and why.
    keepRefused(desk, pack, error)
    desk.ports.log({ level: 'warn', what: 'city-pack-refused', code: error.code })
  }
  return null
}

/** Whether the rules in force begin no earlier and were published later: a pack that comes late does not undo them. */
function isOvertakenBy(desk: Desk, pos: number, { effectiveFrom }: PackPublished): boolean {
  const current = standing(desk.policies.activations(), desk.sureTime.sure()).at(-1)
  // The schema of the line has checked that it is a day.
  if (!current || current.fromAt < instantOf(effectiveFrom as CivilDate)) return false
  const later = desk.store.all(
    sql
      .selectFrom('feed_item')
      .select('line')
      .where('pos', '>', pos)
      .where('line', 'like', '%"type":"city.pack-published"%'),
  )
  return later.some(({ line }) => {
    const said = cityLineSchema.safeParse(line === null ? null : readLine(line)).data
    return said?.type === 'city.pack-published' && isSamePack(current, { ...said.body, pack: said.body.id })
  })
}

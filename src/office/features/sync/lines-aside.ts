import type { HeldReason, SyncState } from '../../../contract/desk/sync.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { type CityLine, cityLineSchema, overlapSchema } from '../../../contract/sync/city-lines.ts'
import { sql, type Reader, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { finishing } from '../../journal/finishing.ts'
import type { Actor } from '../../journal/journal.ts'
import { lineHash, readLine } from '../../journal/line.ts'
import { nameOfBatch } from '../batches/read.ts'

/** A line of the city that could not be carried out when it was last tried, by its position in the feed. */
type Aside = { readonly pos: number; readonly why: HeldReason }

/** Every line up to this feed position is settled or put aside. */
const doneUntil = 'city-lines-done'
const asideName = 'city-lines-aside'
/** Hashes and ids of lines somebody has dealt with by hand: a restored city says the same under the same id again. */
const putAwayName = 'city-lines-put-away'

/** The lines put aside, in the order in which the city said them. */
export function linesAside(reader: Reader): readonly Aside[] {
  return readMeta<readonly Aside[]>(reader, asideName) ?? []
}

/** Up to which feed position the city's own lines were tried. */
export function triedUntil(reader: Reader): number {
  return readMeta<number>(reader, doneUntil) ?? 0
}

/** Keeps how a line ended: why it could not be carried out, or null when it is settled. */
export function keepTried(tx: Transactor, pos: number, why: HeldReason | null): void {
  const others = linesAside(tx).filter((one) => one.pos !== pos)
  const kept = why === null ? others : [...others, { pos, why }].toSorted((one, other) => one.pos - other.pos)
  writeMeta(tx, asideName, kept)
  writeMeta(tx, doneUntil, Math.max(triedUntil(tx), pos))
}

/** The city counts its feed anew: every line is tried again, and what was carried out is known by its event. */
export function tryAllAgain(tx: Transactor): void {
  writeMeta(tx, asideName, [])
  writeMeta(tx, doneUntil, 0)
}

/** Whether somebody has dealt with a line by hand; by its hash or its id. */
export function isPutAway(reader: Reader, name: string): boolean {
  return (readMeta<readonly string[]>(reader, putAwayName) ?? []).includes(name)
}

/**
 * Takes a line off the list, in the name of whoever has dealt with it otherwise: it is not tried again. Throws
 * `not-found` for a line that is not put aside.
 */
export async function putLineAway(desk: Desk, actor: Actor, hash: string): Promise<void> {
  const found = asideRows(desk.store).find((one) => lineHash(one.line) === hash)
  if (!found) throw new Refusal('not-found')
  const { line, pos, why } = found
  const event = readLine(line)
  const { type, subject } = event ?? { type: 'city.unreadable', subject: 'office' }
  // Only the city's own word may count again under another hash; whoever writes what is not proved takes no id.
  const names = why === 'overlap' && event ? [hash, event.id] : [hash]
  await finishing(
    () =>
      desk.journal.command((writing) => {
        const before = readMeta<readonly string[]>(writing, putAwayName) ?? []
        writeMeta(writing, putAwayName, [...before, ...names])
        keepTried(writing, pos, null)
        writing.append({
          type: 'city-line.put-away',
          subject: 'office',
          baseVer: 0,
          actor,
          body: { line: hash, type, about: subject, why },
          personal: null,
        })
      }),
    () => desk.notify('sync'),
  )
}

type AsideRow = Aside & { readonly line: string }

function asideRows(reader: Reader): AsideRow[] {
  const aside = linesAside(reader)
  if (aside.length === 0) return []
  const rows = reader.all(
    sql
      .selectFrom('feed_item')
      .select(['pos', 'line'])
      .where(
        'pos',
        'in',
        aside.map(({ pos }) => pos),
      ),
  )
  return aside.flatMap((one) => {
    const line = rows.find(({ pos }) => pos === one.pos)?.line
    return line ? [{ ...one, line }] : []
  })
}

/** What the page of the sync says of the lines put aside. */
export function shownAside({ store }: Desk): SyncState['attention'] {
  return asideRows(store).map(({ pos, why, line }) => {
    const event = readLine(line)
    const row =
      event &&
      store.first(sql.selectFrom('permit_case').select(['id', 'number']).where('id', '=', event.subject))
    const batch = event && store.first(sql.selectFrom('batch').selectAll().where('id', '=', event.subject))
    const said = cityLineSchema.safeParse(event).data
    return {
      seq: pos,
      line: lineHash(line),
      type: event?.type ?? 'city.unreadable',
      status: why === 'overlap' ? ('told' as const) : ('held' as const),
      code: why,
      detail: batch ? nameOfBatch(store, batch) : said ? detailOf(said) : '',
      caseId: row?.id ?? null,
      caseNumber: row?.number ?? null,
      batchId: batch?.id ?? null,
      overlap: why === 'overlap' && said?.type === 'city.overlap' ? overlapSchema.parse(said.body) : null,
    }
  })
}

/** What tells the line apart for a person: the number of the decision, the name of the pack. */
function detailOf({ type, body }: CityLine): string {
  switch (type) {
    case 'city.decided':
      return body.reference
    case 'city.pack-published':
      return `${body.id} ${body.version}`
    case 'city.overlap':
      return ''
  }
}

import { createHmac } from 'node:crypto'
import { madeId } from '../../contract/sync/made-id.ts'
import { type Desk, serverTime } from '../desk.ts'
import { today } from '../lists.ts'
import { noOperator, writeAudit } from '../operators/audit.ts'
import { appendCityLine } from '../own-lines.ts'
import type { OverlapDue, OverlapRow } from '../store/overlap-rows.ts'
import type { Rows } from '../store/store.ts'
import { type ReadOverlap, readOverlap } from './read-event.ts'

/** A paper that ended is known for two days more: a night shift may end on the morning after its last day. */
const daysKept = 2
/** Events of one transaction: pushes wait for it. */
const atOnce = 50

/**
 * Compares what was accepted since with what other wards have, and tells both sides of the same list, or of a second
 * paper for the same person, by lines in their feeds: each pair once. `all`: also those whose subject's key was not here
 * before. Refuses nothing and changes no verdict; what fails is tried again by the housekeeping.
 */
export async function compareOverlaps(desk: Desk, which: 'untried' | 'all'): Promise<void> {
  const due = await desk.store.read((rows) => rows.overlapDue(which))
  for (let at = 0; at < due.length; at += atOnce) {
    const read: (readonly [OverlapDue, ReadOverlap])[] = []
    for (const one of due.slice(at, at + atOnce)) read.push([one, await readOverlap(desk, one)])
    const told = await desk.store.write(async (rows) => {
      const wards: string[] = []
      for (const [one, what] of read) wards.push(...(await settle(desk, rows, one, what)))
      return wards
    })
    for (const ward of new Set(told)) desk.bell.ring(ward)
  }
}

/** Forgets papers that ended or were withdrawn, and lists that are old. */
export async function forgetOverlaps(desk: Desk): Promise<void> {
  await desk.store.write((rows) => rows.forgetOverlaps(today(desk) - daysKept))
}

/** Keeps what was read and tells whom it concerns, in one transaction; resolves to the wards that were told. */
async function settle(desk: Desk, rows: Rows, due: OverlapDue, read: ReadOverlap): Promise<string[]> {
  if (read.outcome === 'sealed' && read.lastDay + daysKept >= today(desk)) {
    await rows.saveOverlapTried(due, serverTime(desk))
    return []
  }
  if (!(await rows.takeOverlapDue(due)) || read.outcome !== 'read') return []
  await rows.saveOverlaps(due.ward, read.subject, read.rows)
  const told: string[] = []
  for (const row of read.rows) {
    const alike = await rows.overlaps(row)
    const isLive = alike.some(({ ward, subject }) => ward === due.ward && subject === read.subject)
    for (const other of isLive ? alike.filter(({ ward }) => ward !== due.ward) : [])
      told.push(...(await tellBoth(desk, rows, { own: row, other })))
  }
  return told
}

type Pair = { readonly own: OverlapRow; readonly other: OverlapRow }

async function tellBoth(desk: Desk, rows: Rows, { own, other }: Pair): Promise<string[]> {
  const [first, later] = own.since < other.since ? [own, other] : [other, own]
  const told = [
    await tell(desk, rows, { to: later, about: first, order: 'later' }),
    await tell(desk, rows, { to: first, about: later, order: 'first' }),
  ]
  const wards = told.flatMap((ward) => ward ?? [])
  const detail = {
    kind: own.kind,
    ward: first.ward,
    about: first.subject,
    other: later.ward,
    its: later.subject,
  }
  if (wards.length > 0) await writeAudit(rows, serverTime(desk), noOperator.city, 'overlap.told', detail)
  return wards
}

type Telling = {
  readonly to: OverlapRow
  readonly about: OverlapRow
  readonly order: 'first' | 'later'
}

/** Appends a ward's line, unless it was told of this pair before. */
async function tell(desk: Desk, rows: Rows, { to, about, order }: Telling): Promise<string | null> {
  const id = lineId(desk, to, about)
  if ((await rows.feedLinesById(to.ward, [id])).length > 0) return null
  await appendCityLine(desk, rows, {
    ward: to.ward,
    subject: to.subject,
    id,
    // It answers nothing of this ward: the count of another must not become this one's.
    lc: 1,
    user: noOperator.city,
    type: 'city.overlap',
    body: { what: to.kind === 'list' ? 'list' : 'person', other: about.ward, since: about.since, order },
  })
  return to.ward
}

/** Made of the pair with a secret of the city: the same is told once, and no PC can take the id first. */
function lineId({ keys }: Desk, to: OverlapRow, about: OverlapRow): string {
  const words = ['psp1 city overlap', to.kind, to.ward, to.subject, about.ward, about.subject]
  return madeId(createHmac('sha256', keys.nonceSecret).update(words.join('\n')).digest())
}

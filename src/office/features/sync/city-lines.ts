import { dateAt } from '../../../domain/calendar.ts'
import { moveBy } from '../../../domain/workflow.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { systemActor } from '../../journal/journal.ts'
import { carriedOutId, readCityLine, type ReadCityLine } from '../../sync/city-line.ts'
import { isWritten } from '../cases/act.ts'
import { machineOfCase } from '../cases/read.ts'
import { receivePack } from '../policies/receive.ts'
import { keepRefused } from '../policies/refused.ts'

/** Fetches a published pack's envelope; null when it cannot be had now. */
export type FetchPack = (sha256: string) => Promise<Uint8Array | null>

/** Up to which feed position the city's own lines have been carried out. */
const doneUntil = 'city-lines-done'

/**
 * Carries out what the city wrote into the ward's feed: decisions on submitted cases, published packs. Each once,
 * whatever is interrupted: the event has an id made of the line, and the position moves on only afterwards. A line that
 * a newer trust list may prove is waited for; a forged or unreadable one is logged and passed over.
 */
export async function carryOutCityLines(desk: Desk, fetchPack: FetchPack): Promise<void> {
  for (const { pos, line } of waitingLines(desk)) {
    const read = readCityLine(line, desk.tokens.lists().trust, desk.facts().wardCode)
    const isDone = await carryOut(desk, read, fetchPack)
    if (!isDone) return
    desk.store.transact((tx) => writeMeta(tx, doneUntil, pos))
  }
}

function waitingLines(desk: Desk): { pos: number; line: string }[] {
  const rows = desk.store.all(
    sql
      .selectFrom('feed_item')
      .select(['pos', 'line'])
      .where('pos', '>', readMeta<number>(desk.store, doneUntil) ?? 0)
      .where('status', '=', 'accepted')
      .where('line', 'like', '%"type":"city.%')
      .orderBy('pos'),
  )
  return rows.flatMap(({ pos, line }) => (line === null ? [] : [{ pos, line }]))
}

/** Answers whether the line is settled; false: try again later. */
async function carryOut(desk: Desk, read: ReadCityLine, fetchPack: FetchPack): Promise<boolean> {
  switch (read.outcome) {
    case 'none':
      return true
    case 'refused':
      if (read.reason === 'no-trust-list' || read.reason === 'unknown-key') return false
      desk.ports.log({ level: 'warn', what: 'city-line-refused', reason: read.reason })
      return true
    case 'decision':
      decide(desk, read)
      return true
    case 'pack':
      return takePack(desk, read, fetchPack)
  }
}

/** Writes the city's decision on a case of this PC; another PC's case is that PC's to move. */
function decide(
  desk: Desk,
  { caseId, decision, place }: Extract<ReadCityLine, { outcome: 'decision' }>,
): void {
  desk.journal.command((writing) => {
    const id = carriedOutId(place.hash)
    const row = writing.first(sql.selectFrom('permit_case').selectAll().where('id', '=', caseId))
    if (!row || isWritten(writing, id, caseId)) return
    const act = decision.decision === 'approved' ? 'city-approve' : 'city-refuse'
    const move = moveBy(machineOfCase(desk, row), row.state, act)
    if (!move) {
      desk.ports.log({ level: 'warn', what: 'city-decision-too-late', state: row.state })
      return
    }
    const about = { reference: decision.reference, decidedAt: decision.decidedAt, line: place.hash }
    const event = { id, subject: caseId, baseVer: row.version, actor: systemActor }
    const note = decision.note ?? reasonLabel(desk, row, decision.reasonCode)
    if (act === 'city-approve')
      writing.append({
        ...event,
        type: 'case.city-approved',
        body: { ...about, ...(move.to === 'recorded' ? { to: 'recorded' as const } : {}) },
        personal: note ? { text: note } : null,
      })
    else
      writing.append({
        ...event,
        type: 'case.city-refused',
        body: { ...about, reasonCode: decision.reasonCode ?? 'other' },
        personal: note ? { text: note } : null,
      })
  })
  desk.notify('cases')
}

/** The sentence the applicant's letter gives as reason: the pack's words for the city's code. */
function reasonLabel(
  desk: Desk,
  row: { pack: string; pack_version: number },
  code: string | null,
): string | null {
  if (code === null) return null
  const pack = desk.policies.packOf(row.pack, row.pack_version) ?? desk.pack()
  return pack.refusalReasons.find((reason) => reason.code === code)?.label ?? null
}

async function takePack(
  desk: Desk,
  { pack, place }: Extract<ReadCityLine, { outcome: 'pack' }>,
  fetchPack: FetchPack,
): Promise<boolean> {
  const file = await fetchPack(pack.sha256)
  if (!file) return false
  try {
    receivePack(desk, systemActor, file, 'city', { publishedOn: dateAt(Date.parse(place.wall)) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // The pack in force stays; the page of rules shows what was refused and why.
    keepRefused(desk, pack, error)
    desk.ports.log({ level: 'warn', what: 'city-pack-refused', code: error.code })
  }
  return true
}

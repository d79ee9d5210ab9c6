import { randomUUID } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { z } from 'zod'
import type { judgeOrganisationList, ListPreview } from '../../../contract/desk/list-intake.ts'
import {
  type ColumnMapping,
  columnMappingSchema,
  type JudgedList,
} from '../../../contract/lists/judged-list.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import { judgeFile } from '../../lists/judge-file.ts'
import { nodeListProcess } from '../../lists/process/start-process.ts'
import type { LiveSession } from '../../sessions.ts'
import { contentOf } from '../cases/read.ts'
import { type Organisation, organisationOf } from './organisation.ts'
import { judgedHere, planOf } from './plan.ts'
import { sameListTaken } from './same-list.ts'

/** How long a judged list stays here: its letter may be asked for again. */
const keptDays = 30

/**
 * Judges the list of an organisation against everything here and keeps it until it is taken; nobody's case is touched.
 * The columns are those the clerk chose, else those chosen for this organisation's lists before. Throws the `list-…`
 * refusals, `not-found`, `batch-no-procedure`, `invalid-input`.
 */
export async function judgeList(
  desk: Desk,
  session: LiveSession,
  caseId: string,
  bytes: Uint8Array,
  { mapping, part }: z.output<typeof judgeOrganisationList.query>,
): Promise<ListPreview> {
  const organisation = organisationOf(desk, caseId)
  const chosen = mapping === undefined ? null : mappingOf(mapping)
  const list = await judgedHere(desk, organisation, await judged(desk, organisation, { bytes, part }, chosen))
  const intakeId = randomUUID()
  desk.store.transact((tx) => {
    dropOld(tx, desk, organisation)
    tx.run(
      sql.insertInto('list_intake').values({
        id: intakeId,
        organisation: organisation.row.id,
        judged: deflateRawSync(JSON.stringify(list)),
        judged_at: vietnamTime(desk.ports.clock.now()),
        judged_by: session.user,
        batch_id: null,
      }),
    )
    if (chosen) remember(tx, organisation, list)
  })
  return previewOf(desk, organisation, intakeId, list)
}

function mappingOf(text: string): ColumnMapping {
  try {
    return columnMappingSchema.parse(JSON.parse(text))
  } catch {
    throw new Refusal('invalid-input', { fields: 'mapping' })
  }
}

async function judged(
  desk: Desk,
  organisation: Organisation,
  { bytes, part }: { readonly bytes: Uint8Array; readonly part: number | undefined },
  chosen: ColumnMapping | null,
): Promise<JudgedList> {
  const start = desk.extensions.startListProcess ?? nodeListProcess()
  if (!start) throw new Refusal('batch-no-reader')
  const today = dateAt(desk.ports.clock.now())
  const where = { attachment: null, sheet: null, at: part ?? null }
  const judgeBy = (mapping: ColumnMapping | null) =>
    judgeFile({ name: null, bytes }, { kind: 'organisation', mapping, today, part: where }, start)
  if (chosen) return judgeBy(chosen)
  const remembered = rememberedFor(desk.store, organisation)
  try {
    const found = await judgeBy(null)
    const again = remembered.find(({ headings }) => headings === JSON.stringify(found.headings))
    return again ? await judgeBy(readMapping(again.mapping)) : found
  } catch (error) {
    // The columns that nobody could find before are found as somebody chose them then.
    const isLost = error instanceof Refusal && error.code === 'list-columns-missing'
    const [newest] = remembered
    if (!isLost || !newest) throw error
    return judgeBy(readMapping(newest.mapping))
  }
}

function rememberedFor(reader: Reader, { key }: Organisation) {
  return reader.all(sql.selectFrom('list_mapping').selectAll().where('organisation', '=', key))
}

/** Written here from a validated mapping. */
function readMapping(text: string): ColumnMapping {
  return JSON.parse(text) as ColumnMapping
}

function remember(tx: Transactor, { key }: Organisation, { headings, mapping }: JudgedList): void {
  const row = { organisation: key, headings: JSON.stringify(headings), mapping: JSON.stringify(mapping) }
  tx.run(
    sql
      .insertInto('list_mapping')
      .values(row)
      .onConflict((conflict) => conflict.doUpdateSet({ mapping: row.mapping })),
  )
}

/** Lists nobody took, of this organisation, and those that are past asking. */
function dropOld(tx: Transactor, desk: Desk, { row }: Organisation): void {
  const oldest = vietnamTime(desk.ports.clock.now() - keptDays * 86_400_000)
  tx.run(sql.deleteFrom('list_intake').where('organisation', '=', row.id).where('batch_id', 'is', null))
  tx.run(sql.deleteFrom('list_intake').where('judged_at', '<', oldest))
}

/** A judged list that is still here. Throws `batch-intake-gone`. */
export function readIntake(
  reader: Reader,
  intakeId: string,
): { readonly organisation: string; readonly list: JudgedList } {
  const kept = reader.first(sql.selectFrom('list_intake').selectAll().where('id', '=', intakeId))
  if (!kept) throw new Refusal('batch-intake-gone')
  // Written here from a judged list.
  const list = JSON.parse(inflateRawSync(kept.judged).toString('utf8')) as JudgedList
  return { organisation: kept.organisation, list }
}

/** The judged list a batch was taken from, where rows of it have to be mended; null where none has, or it is gone. */
export function intakeOfBatch(reader: Reader, batchId: string, bad: number): string | null {
  if (bad === 0) return null
  const kept = reader.first(sql.selectFrom('list_intake').select('id').where('batch_id', '=', batchId))
  return kept?.id ?? null
}

function previewOf(
  desk: Desk,
  organisation: Organisation,
  intakeId: string,
  { rows: _rows, fingerprint, ...list }: JudgedList,
): ListPreview {
  const whole = { ...list, rows: _rows, fingerprint }
  return {
    ...list,
    intakeId,
    organisation: organisation.name,
    ...planOf(desk, organisation, whole),
    sameAs: sameListTaken(desk, fingerprint),
    asks: asksOf(desk, organisation),
  }
}

/** What papers by a list may ask for, within the days for which the organisation is confirmed. */
function asksOf(desk: Desk, { row, procedure }: Organisation): ListPreview['asks'] {
  const pack = desk.pack()
  const today = dateAt(desk.ports.clock.now())
  const { schedule } = contentOf(row)
  const usual = addDays(today, pack.validity.defaultDays - 1)
  const [from, until] = [schedule?.firstDay ?? today, schedule?.lastDay ?? usual]
  const codes = procedure.categories ?? pack.categories.map(({ code }) => code)
  return {
    procedure: procedure.id,
    title: procedure.title,
    categories: pack.categories
      .filter(({ code }) => codes.includes(code))
      .map(({ code, label }) => ({ code, label })),
    purposes: [...pack.purposes],
    zones: pack.zones.map(({ code, label }) => ({ code, label })),
    zone: row.zone,
    firstDay: from > today ? from : today,
    lastDay: until < usual ? until : usual,
    stopReasons: pack.stopReasons.map(({ code, label }) => ({ code, label })),
  }
}

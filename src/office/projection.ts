import { fold } from '../domain/text/fold.ts'
import { readDossierNumber } from '../domain/identity/dossier-number.ts'
import { type CaseAct, type CaseState, stateAfter } from '../domain/case.ts'
import {
  type Applicant,
  type EventBody,
  type EventName,
  type EventPersonal,
  eventTypes,
  isEventName,
} from '../contract/events.ts'
import type { EventLine } from '../contract/sync/event-line.ts'
import type { Updateable } from 'kysely'
import { composedOnce } from './database/composed.ts'
import { sql, type Transactor } from './database/store.ts'
import type { Tables } from './database/tables.ts'

type Apply<N extends EventName> = (
  tx: Transactor,
  event: EventLine,
  body: EventBody<N>,
  personal: EventPersonal<N> | null,
) => void

/** Applies one event to the projection tables. Replaying every event in order gives the same tables again. */
export function project(tx: Transactor, event: EventLine, personal: unknown): void {
  if (!isEventName(event.type)) return
  // Body and personal part were validated against this type's schemas before the line was written.
  const apply = appliers[event.type] as ((...event: readonly unknown[]) => void) | undefined
  apply?.(tx, event, event.body, personal)
  const act = eventTypes[event.type].caseAct
  if (act) recordAct(tx, event, act, personal)
}

/** The tables `rebuild` empties before it replays, children first. */
export const projectionTables = [
  'alarm',
  'sheet_print',
  'case_history',
  'permit_case',
  'person_alias',
  'person',
  'counter',
  'staff',
] as const

const appliers: { readonly [N in EventName]?: Apply<N> } = {
  'staff.added': (tx, _event, body, personal) =>
    tx.run(
      sql.insertInto('staff').values({
        user: body.user,
        full_name: personal?.fullName ?? body.user,
        roles: JSON.stringify(body.roles),
        disabled: 0,
      }),
    ),
  'staff.disabled': (tx, _event, body) =>
    tx.run(sql.updateTable('staff').set({ disabled: 1 }).where('user', '=', body.user)),
  'case.registered': (tx, event, body, personal) => {
    if (!personal) return
    const { applicant, details } = personal
    upsertPerson(tx, applicant)
    tx.run(
      insertCase({
        id: event.subject,
        number: body.number,
        person_id: applicant.personId,
        state: 'registered',
        version: 0,
        category: body.category,
        pack: body.pack,
        pack_version: body.packVersion,
        schedule: JSON.stringify(body.schedule),
        applicant: JSON.stringify(applicant),
        details: JSON.stringify(details),
        scan_rule: body.scanRule,
        due_at: body.dueAt,
        registered_at: event.at.wall,
        since: event.at.wall,
        reason: null,
        permit_number: null,
        token: null,
        token_sha256: null,
        sealed_at: null,
        sealed_by: null,
        handed_over_at: null,
      }),
    )
    const number = readDossierNumber(body.number)
    if (number) countTo(tx, `dossier-${number.year}-${number.device}`, number.serial)
  },
  'case.completed': (tx, event, body, personal) => {
    if (!personal) return
    upsertPerson(tx, personal.applicant)
    update(tx, event, {
      person_id: personal.applicant.personId,
      applicant: JSON.stringify(personal.applicant),
      details: JSON.stringify(personal.details),
      category: body.category,
      schedule: JSON.stringify(body.schedule),
      due_at: body.dueAt,
      reason: null,
    })
  },
  'case.returned': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'case.sent-back': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'case.refused': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'permit.sealed': (tx, event, body, personal) => {
    update(tx, event, {
      permit_number: body.permitNumber,
      token: personal ? Buffer.from(personal.token, 'base64url') : null,
      token_sha256: body.tokenSha256,
      sealed_at: event.at.wall,
      sealed_by: event.actor.user,
    })
    spendIndex(tx, body.kid, body.index)
    const serial = /^([A-Z]+)(\d+)\//.exec(body.permitNumber)
    if (serial) countTo(tx, `permit-${serial[1]}`, Number(serial[2]))
  },
  'sheet.printed': (tx, event, body) =>
    tx.run(
      sql
        .insertInto('sheet_print')
        .values({ case_id: event.subject, sheet: body.sheet, copies: body.copies })
        .onConflict((conflict) =>
          conflict.doUpdateSet(({ eb, ref }) => ({
            copies: eb('sheet_print.copies', '+', ref('excluded.copies')),
          })),
        ),
    ),
  'permit.handed-over': (tx, event) => update(tx, event, { handed_over_at: event.at.wall }),
  'alarm.raised': (tx, event, body) =>
    tx.run(
      sql
        .insertInto('alarm')
        .values({ alarm: body.alarm, at: event.at.wall, count: body.count, seq: event.seq }),
    ),
  'clock.jumped': (tx, event, body) =>
    tx.run(
      sql.insertInto('alarm').values({
        alarm: 'clock-jumped',
        at: event.at.wall,
        count: Math.round(body.byMs / 60_000),
        seq: event.seq,
      }),
    ),
}

const insertCase = composedOnce((row: Tables['permit_case']) => sql.insertInto('permit_case').values(row))
const insertHistory = composedOnce((row: Tables['case_history']) =>
  sql.insertInto('case_history').values(row),
)
const stateOf = composedOnce(({ caseId }: { caseId: string }) =>
  sql.selectFrom('permit_case').select(['state', 'version']).where('id', '=', caseId),
)
const moveCase = composedOnce(
  ({ caseId, ...change }: { caseId: string; state: CaseState; version: number; since: string }) =>
    sql.updateTable('permit_case').set(change).where('id', '=', caseId),
)
const newestPerson = composedOnce(() =>
  sql.selectFrom('person').select(({ fn }) => fn.max('recent').as('recent')),
)
const personBefore = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('person').select(['id_number', 'old_id_number', 'fold']).where('id', '=', id),
)
const putAlias = composedOnce((row: Tables['person_alias']) =>
  sql
    .insertInto('person_alias')
    .values(row)
    .onConflict((conflict) => conflict.doNothing()),
)
const putPerson = composedOnce((row: Tables['person']) => {
  const { id: _id, ...rest } = row
  return sql
    .insertInto('person')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
})
const count = composedOnce((row: Tables['counter']) =>
  sql
    .insertInto('counter')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(({ fn, ref }) => ({ last: fn('max', [ref('counter.last'), ref('excluded.last')]) })),
    ),
)

type CaseChange = Updateable<Tables['permit_case']>

function update(tx: Transactor, event: EventLine, change: CaseChange): void {
  tx.run(sql.updateTable('permit_case').set(change).where('id', '=', event.subject))
}

/** Moves the case and writes its history; the four-eyes triggers judge the history row. */
function recordAct(tx: Transactor, event: EventLine, act: CaseAct, personal: unknown): void {
  const note =
    typeof personal === 'object' &&
    personal !== null &&
    'text' in personal &&
    typeof personal.text === 'string'
      ? personal.text
      : null
  tx.run(
    insertHistory({
      case_id: event.subject,
      stream: event.stream,
      seq: event.seq,
      act,
      user: event.actor.user,
      role: event.actor.role,
      at: event.at.wall,
      note,
    }),
  )
  const row = tx.first(stateOf({ caseId: event.subject }))
  if (!row) return
  const next = act === 'register' ? 'registered' : stateAfter(row.state, act)
  if (next === null) return
  // Printing changes nothing another person could have relied on.
  if (act !== 'register' && next === row.state) return
  tx.run(moveCase({ caseId: event.subject, state: next, version: row.version + 1, since: event.at.wall }))
}

function upsertPerson(tx: Transactor, applicant: Applicant): void {
  const newest = tx.first(newestPerson({}))?.recent ?? 0
  const before = tx.first(personBefore({ id: applicant.personId }))
  const values = {
    id: applicant.personId,
    id_kind: applicant.idKind,
    id_number: applicant.idNumber,
    id_number_reversed: reverse(applicant.idNumber),
    old_id_number: applicant.oldIdNumber ?? supersededNumber(before, applicant),
    full_name: applicant.fullName,
    fold: fold(applicant.fullName),
    birth_date: applicant.birthDate,
    sex: applicant.sex,
    residence: applicant.residence,
    phone: applicant.phone,
    recent: newest + 1,
  }
  tx.run(putPerson(values))
  if (before) keepAliases(tx, before, values)
}

type Known = Pick<Tables['person'], 'id_number' | 'old_id_number' | 'fold'>

/** A new card with a new number makes the number there was the old one. */
function supersededNumber(before: Known | undefined, applicant: Applicant): string | null {
  return before && before.id_number !== applicant.idNumber ? before.id_number : null
}

/** Whatever somebody was known by and is no more: people come with old papers and old names. */
function keepAliases(tx: Transactor, before: Known, now: Tables['person']): void {
  for (const number of [before.id_number, before.old_id_number]) {
    if (number === null || number === now.id_number || number === now.old_id_number) continue
    tx.run(putAlias({ person_id: now.id, kind: 'number', text: number, reversed: reverse(number) }))
  }
  if (before.fold !== now.fold)
    tx.run(putAlias({ person_id: now.id, kind: 'name', text: before.fold, reversed: '' }))
}

/** The text from its end; an index on it finds “ends with 4821”. */
export function reverse(text: string): string {
  return Array.from(text).toReversed().join('')
}

function countTo(tx: Transactor, name: string, value: number): void {
  tx.run(count({ name, last: value }))
}

/** An index that stands in the journal is spent, also when the store had lost it and the journal gave it back. */
function spendIndex(tx: Transactor, kid: string, index: number): void {
  tx.run(
    sql
      .updateTable('issuing_key')
      .set({ next_index: index + 1 })
      .where('kid', '=', kid)
      .where('next_index', '<=', index),
  )
}

import { readDossierNumber } from '../domain/identity/dossier-number.ts'
import { type CaseAct, type CaseState, destinationOf, movesCase } from '../domain/case.ts'
import {
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
import { keepBatch, keepPlace } from './projection/batches.ts'
import { keepCheck, keepDifference, keepLetIn } from './projection/checks.ts'
import { countTo } from './projection/counters.ts'
import {
  changeHousehold,
  enterHousehold,
  keepCard,
  leaveHousehold,
  placeHousehold,
} from './projection/households.ts'
import { beginNotice, endNotice, failNotice, queueNotice, settleNotice } from './projection/notices.ts'
import { keepActivation, keepApproval, keepReceived } from './projection/packs.ts'
import { keepReplaced, takePaper, withdrawPapers } from './projection/papers.ts'
import { upsertPerson } from './projection/people.ts'
import { dropRemoval, keepRemoval } from './projection/removals.ts'
import {
  closeCount,
  keepCount,
  keepExplanation,
  keepSerial,
  moveBlanks,
  takeBlanks,
} from './projection/stock.ts'
import { withScope } from './features/staff/scopes.ts'

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
  'stock_move',
  'stock_paper',
  'stock_count',
  'notice',
  'alarm',
  'pack_activation',
  'pack_approval',
  'replaced_paper',
  'sheet_print',
  'household_card',
  'household',
  'batch_case',
  'batch',
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
        scope: null,
      }),
    ),
  'staff.disabled': (tx, _event, body) =>
    tx.run(sql.updateTable('staff').set({ disabled: 1 }).where('user', '=', body.user)),
  'staff.scoped': (tx, _event, body) => {
    const before = tx.first(sql.selectFrom('staff').select('scope').where('user', '=', body.user))
    const scope = withScope(before?.scope ?? null, body.scope)
    tx.run(sql.updateTable('staff').set({ scope }).where('user', '=', body.user))
  },
  'case.registered': (tx, event, body, personal) => {
    if (!personal) return
    const { applicant, details } = personal
    upsertPerson(tx, applicant, event.lc)
    tx.run(
      insertCase({
        id: event.subject,
        number: body.number,
        person_id: applicant.personId,
        state: body.to ?? 'registered',
        version: 0,
        category: body.category,
        pack: body.pack,
        pack_version: body.packVersion,
        // Lines of before rule packs had procedures do not name one.
        procedure: body.procedure ?? 'individual',
        schedule: JSON.stringify(body.schedule),
        zone: body.zone ?? null,
        places: JSON.stringify(body.places ?? []),
        listed_by: body.listedBy ?? null,
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
        kid: null,
        series: null,
        paper_index: null,
        seal: null,
        stamped_at: null,
        withdrawn: null,
        handed_over_at: null,
        city_reference: null,
        payment: null,
        removal: null,
      }),
    )
    if (body.batch) keepPlace(tx, event.subject, body.batch)
    const number = readDossierNumber(body.number)
    if (number) countTo(tx, `dossier-${number.year}-${number.device}`, number.serial)
    else if (body.serial) countTo(tx, `dossier-${event.at.wall.slice(0, 4)}`, body.serial)
  },
  'case.completed': (tx, event, body, personal) => {
    if (!personal) return
    upsertPerson(tx, personal.applicant, event.lc)
    update(tx, event, {
      person_id: personal.applicant.personId,
      applicant: JSON.stringify(personal.applicant),
      details: JSON.stringify(personal.details),
      category: body.category,
      schedule: JSON.stringify(body.schedule),
      zone: body.zone ?? null,
      places: JSON.stringify(body.places ?? []),
      listed_by: body.listedBy ?? null,
      due_at: body.dueAt,
      reason: null,
      ...(body.pack && body.packVersion ? { pack: body.pack, pack_version: body.packVersion } : {}),
    })
  },
  'case.returned': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'case.sent-back': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'case.refused': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'case.stopped': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'case.transferred': (tx, event, _body, personal) => update(tx, event, { reason: personal?.text ?? null }),
  'case.city-approved': (tx, event, body) => update(tx, event, { city_reference: body.reference }),
  'case.city-refused': (tx, event, body, personal) =>
    update(tx, event, { reason: personal?.text ?? null, city_reference: body.reference }),
  'case.removal-asked': keepRemoval,
  'case.removal-declined': dropRemoval,
  'case.extended': (tx, event, body) => update(tx, event, { due_at: body.dueAt }),
  'payment.recorded': (tx, event, body) => update(tx, event, { payment: JSON.stringify(body) }),
  'permit.sealed': (tx, event, body, personal) => {
    takePaper(tx, event, body, personal)
    keepSerial(tx, event, body)
  },
  'permit.replaced': (tx, event, body, personal) => {
    keepReplaced(tx, event)
    takePaper(tx, event, body, personal)
    keepSerial(tx, event, body)
  },
  'permit.stamped': (tx, event) => update(tx, event, { stamped_at: event.at.wall }),
  'permit.revoked': (tx, event, body) => update(tx, event, { withdrawn: body.reason }),
  'papers.withdrawn': (tx, _event, body) => {
    for (const item of body.items) withdrawPapers(tx, item, body.reason)
  },
  'pack.received': keepReceived,
  'pack.approved': keepApproval,
  'pack.activated': keepActivation,
  'sheet.printed': (tx, event, body) => {
    tx.run(
      sql
        .insertInto('sheet_print')
        .values({ case_id: event.subject, sheet: body.sheet, copies: body.copies })
        .onConflict((conflict) =>
          conflict.doUpdateSet(({ eb, ref }) => ({
            copies: eb('sheet_print.copies', '+', ref('excluded.copies')),
          })),
        ),
    )
    takeBlanks(tx, event, body)
  },
  'batch.taken': keepBatch,
  'permit.handed-over': (tx, event) => update(tx, event, { handed_over_at: event.at.wall }),
  'household.entered': enterHousehold,
  'household.changed': changeHousehold,
  'household.left': leaveHousehold,
  'household.placed': placeHousehold,
  'household.carded': keepCard,
  'notice.queued': queueNotice,
  'notice.sending': beginNotice,
  'notice.sent': endNotice,
  'notice.failed': failNotice,
  'notice.settled': settleNotice,
  'stock.moved': moveBlanks,
  'stock.counted': keepCount,
  'stock.explained': keepExplanation,
  'stock.closed': closeCount,
  'check.made': (tx, event, body) => keepCheck(tx, event, body),
  'check.differed': (tx, _event, body) => keepDifference(tx, body.check),
  'check.let-in': (tx, _event, body) => keepLetIn(tx, body.check),
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
const lastPlace = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('case_history')
    .select(({ fn }) => fn.max('place').as('place'))
    .where('case_id', '=', caseId),
)
const stateOf = composedOnce(({ caseId }: { caseId: string }) =>
  sql.selectFrom('permit_case').select(['state', 'version']).where('id', '=', caseId),
)
const moveCase = composedOnce(
  ({ caseId, ...change }: { caseId: string; state: CaseState; version: number; since: string }) =>
    sql.updateTable('permit_case').set(change).where('id', '=', caseId),
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
      place: (tx.first(lastPlace({ caseId: event.subject }))?.place ?? 0) + 1,
    }),
  )
  const row = tx.first(stateOf({ caseId: event.subject }))
  if (!row) return
  // Printing and its like change nothing another person could have relied on.
  const next = movesCase(act) ? destinationOf(act, event.body['to']) : null
  if (next === null) return
  tx.run(moveCase({ caseId: event.subject, state: next, version: row.version + 1, since: event.at.wall }))
}

import type { EventBody, EventPersonal } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { fold } from '../../domain/text/fold.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'
import { countTo } from './counters.ts'

/** The counter of the running numbers of households. */
export const householdCounter = 'household'

type Row = Tables['household']

const insert = composedOnce((row: Row) => sql.insertInto('household').values(row))
const setDetails = composedOnce(
  ({ id, ...change }: Pick<Row, 'id' | 'details' | 'grp' | 'position' | 'fold' | 'since'>) =>
    sql
      .updateTable('household')
      .set(({ eb }) => ({ ...change, version: eb('version', '+', 1) }))
      .where('id', '=', id),
)
const setPlace = composedOnce(({ id, ...place }: Pick<Row, 'id' | 'market' | 'turn' | 'slot'>) =>
  sql.updateTable('household').set(place).where('id', '=', id),
)

/** Puts a household on the roster. */
export function enterHousehold(
  tx: Transactor,
  event: EventLine,
  { number, from }: EventBody<'household.entered'>,
  details: EventPersonal<'household.entered'> | null,
): void {
  countTo(tx, householdCounter, number)
  if (!details) return
  tx.run(
    insert({
      id: event.subject,
      number,
      state: 'here',
      into_id: null,
      from_id: from,
      version: 1,
      ...columnsOf(details),
      market: null,
      turn: null,
      slot: null,
      since: event.at.wall,
    }),
  )
}

/** Writes what is known of it now. */
export function changeHousehold(
  tx: Transactor,
  event: EventLine,
  _body: EventBody<'household.changed'>,
  details: EventPersonal<'household.changed'> | null,
): void {
  if (details) tx.run(setDetails({ id: event.subject, ...columnsOf(details), since: event.at.wall }))
}

/** Takes it off the roster; its row stays for the history and the cards it had. */
export function leaveHousehold(
  tx: Transactor,
  event: EventLine,
  { into }: EventBody<'household.left'>,
): void {
  tx.run(
    sql
      .updateTable('household')
      .set(({ eb }) => ({
        state: 'left' as const,
        into_id: into,
        market: null,
        turn: null,
        slot: null,
        version: eb('version', '+', 1),
        since: event.at.wall,
      }))
      .where('id', '=', event.subject),
  )
}

/** Gives it its place, or none. */
export function placeHousehold(
  tx: Transactor,
  event: EventLine,
  { place }: EventBody<'household.placed'>,
): void {
  const { market, turn, slot } = place ?? { market: null, turn: null, slot: null }
  tx.run(setPlace({ id: event.subject, market, turn, slot }))
}

/** Keeps which household a case is the market card of. */
export function keepCard(
  tx: Transactor,
  event: EventLine,
  { card, days }: EventBody<'household.carded'>,
): void {
  const row = { case_id: card, household_id: event.subject, days: days && JSON.stringify(days) }
  tx.run(sql.insertInto('household_card').values(row))
}

function columnsOf(details: NonNullable<EventPersonal<'household.entered'>>) {
  const { head, address, shopper, phone } = details
  return {
    details: JSON.stringify(details),
    grp: details.group,
    position: details.order,
    fold: fold([head, address, shopper.fullName, shopper.idNumber, phone].filter(Boolean).join(' ')),
  }
}

import type { CardsOfList } from '../../../contract/desk/market-days.ts'
import { byGroupName } from '../../../domain/text/group-names.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { batchHead } from '../batches/read.ts'
import { type CaseRow, contentOf } from '../cases/read.ts'
import { isPaperPrinted } from '../issuing/stamp.ts'
import { detailsOf, type HouseholdRow } from './read.ts'

/** A card of a list, with the household it is for. */
export type Card = CardsOfList['cards'][number] & { readonly shopper: string; readonly row: CaseRow }

const cardsOf = composedOnce(({ batchId }: { batchId: string }) =>
  sql
    .selectFrom('batch_case')
    .innerJoin('permit_case', 'permit_case.id', 'batch_case.case_id')
    .selectAll('permit_case')
    .where('batch_case.batch_id', '=', batchId)
    .orderBy('batch_case.row'),
)
const householdsOf = composedOnce(({ batchId }: { batchId: string }) =>
  sql
    .selectFrom('batch_case')
    .innerJoin('household_card', 'household_card.case_id', 'batch_case.case_id')
    .innerJoin('household', 'household.id', 'household_card.household_id')
    .selectAll('household')
    .select('household_card.case_id as case_id')
    .where('batch_case.batch_id', '=', batchId),
)

/** The cards of a list by group and stairwell, in the order of the streets. Throws `not-found`. */
export function cardList(reader: Reader, batchId: string): Card[] {
  batchHead(reader, batchId)
  const households = new Map(reader.all(householdsOf({ batchId })).map((row) => [row.case_id, row] as const))
  const cards = reader.all(cardsOf({ batchId })).flatMap((row) => {
    const household = households.get(row.id)
    return household ? [cardOf(reader, row, household)] : []
  })
  return cards.sort(
    (one, other) =>
      byGroupName(one.group, other.group) || byGroupName(one.stairwell ?? '', other.stairwell ?? ''),
  )
}

function cardOf(reader: Reader, row: CaseRow, household: HouseholdRow): Card {
  const { head, address, group, stairwell } = detailsOf(household)
  return {
    caseId: row.id,
    householdId: household.id,
    number: household.number,
    head,
    address,
    group,
    stairwell,
    shopper: contentOf(row).applicant.fullName,
    permitNumber: row.permit_number,
    state: row.state,
    printed: isPaperPrinted(reader, row.id),
    stamped: row.stamped_at !== null,
    handedOverAt: row.handed_over_at,
    gone: household.state === 'left',
    withdrawn: row.withdrawn !== null,
    row,
  }
}

/** The same for the page. */
export function readCardList(desk: Desk, batchId: string): CardsOfList {
  const head = batchHead(desk.store, batchId)
  const cards = cardList(desk.store, batchId).map(({ shopper: _shopper, row: _row, ...card }) => card)
  return { group: head.residential_group ?? '', cards }
}

const ofGone = composedOnce(({ batchId }: { batchId: string }) =>
  sql
    .selectFrom('batch_case')
    .innerJoin('household_card', 'household_card.case_id', 'batch_case.case_id')
    .innerJoin('household', 'household.id', 'household_card.household_id')
    .select('household_card.case_id')
    .where('batch_case.batch_id', '=', batchId)
    .where('household.state', '=', 'left'),
)

/** Cards of a list whose households are no longer on the roster: they are not printed and not handed out. */
export function cardsOfGone(reader: Reader, batchId: string): ReadonlySet<string> {
  return new Set(reader.all(ofGone({ batchId })).map(({ case_id }) => case_id))
}

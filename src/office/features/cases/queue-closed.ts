import { closedStates } from '../../../domain/case.ts'
import type { QueueAsked } from '../../../contract/desk/cases.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { distinct, type QueueSlice } from './queue-slice.ts'

/** A page of the closed cases, the newest first. There may be a million of them: the store picks, not the program. */
export function closedPage(desk: Desk, asked: QueueAsked): QueueSlice {
  const picked = pickedBy(desk, asked)
  const [since = '', id = ''] = asked.after?.split('~') ?? []
  const rest =
    asked.after === undefined
      ? picked
      : picked.where((row) =>
          row.or([row('since', '<', since), row.and([row('since', '=', since), row('id', '<', id)])]),
        )
  const rows = desk.store.all(
    rest
      .select(['id', 'since'])
      .orderBy('since', 'desc')
      .orderBy('id', 'desc')
      .limit(asked.limit + 1),
  )
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  return {
    ids: page.map((row) => row.id),
    total: desk.store.first(picked.select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0,
    next: last && rows.length > page.length ? `${last.since}~${last.id}` : null,
    choices: choicesOf(desk),
  }
}

/** The labels of a case are its pack's: the packs that have a label say by which codes. */
function pickedBy(desk: Desk, { procedure, category, state }: QueueAsked) {
  const packs = desk.policies.all()
  let picked = sql.selectFrom('permit_case').where('state', 'in', state ? [state] : closedStates)
  if (procedure !== undefined)
    picked = picked.where((row) =>
      row.or(
        packs.flatMap(({ id, version, procedures }) =>
          procedures
            .filter(({ title }) => title === procedure)
            .map((one) => row.and({ pack: id, pack_version: version, procedure: one.id })),
        ),
      ),
    )
  if (category !== undefined)
    picked = picked.where((row) =>
      row.or(
        packs.flatMap(({ id, version, categories }) =>
          categories
            .filter(({ label }) => label === category)
            .map(({ code }) => row.and({ pack: id, pack_version: version, category: code })),
        ),
      ),
    )
  return picked
}

/** Of every pack that is here: nobody reads a million cases to see which of them have any. */
function choicesOf(desk: Desk): QueueSlice['choices'] {
  const packs = desk.policies.all()
  return {
    procedures: distinct(packs.flatMap(({ procedures }) => procedures.map(({ title }) => title))),
    categories: distinct(packs.flatMap(({ categories }) => categories.map(({ label }) => label))),
    steps: [],
  }
}

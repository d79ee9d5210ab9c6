import { composedOnce } from '../../database/composed.ts'
import { sql, type Store } from '../../database/store.ts'
import type { SearchIndex } from './search-index.ts'

const peopleAfter = composedOnce(({ after }: { after: number }) =>
  sql.selectFrom('person').select(['id', 'fold', 'recent']).where('recent', '>', after).orderBy('recent'),
)

const earlierNames = composedOnce(() =>
  sql.selectFrom('person_alias').select(['person_id as id', 'text']).where('kind', '=', 'name'),
)
const earlierNamesOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('person_alias').select('text').where('person_id', '=', id).where('kind', '=', 'name'),
)

/** Everyone's earlier names, as `fold` writes them. */
function allEarlierNames(store: Store): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { id, text } of store.all(earlierNames({}))) names.set(id, [...(names.get(id) ?? []), text])
  return names
}

/** Puts everyone registered after a point into the index; answers the new point. */
export function fillSearch(search: SearchIndex, store: Store, after: number): number {
  let newest = after
  // All at once where there is one to come, one by one where there may be a whole ward.
  const people = after === 0 ? store.iterate(peopleAfter({ after })) : store.all(peopleAfter({ after }))
  const earlier = after === 0 ? allEarlierNames(store) : null
  for (const { id, fold, recent } of people) {
    const names = earlier
      ? (earlier.get(id) ?? [])
      : store.all(earlierNamesOf({ id })).map(({ text }) => text)
    search.put(id, [fold, ...names].join(' '))
    newest = recent
  }
  return newest
}

import { dateAt } from '../../../domain/calendar.ts'
import type { Report } from '../../../contract/desk/reports.ts'
import { holdingStatus } from '../../../contract/policy/rules.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { knownAs } from '../cases/movement.ts'
import { contentOf, findPack } from '../cases/read.ts'

type Holders = NonNullable<Report['holders']>

const statusField = 'status'
const untilField = 'until'

/**
 * How many people hold which status today: by the newest record of each, under whatever number, as the rule that keeps
 * people at home reads them; a record past its last day says nothing any more.
 */
export function holdersNow(desk: Desk): Holders {
  const lists = desk.policies
    .all()
    .flatMap((pack) => pack.procedures.filter(({ record }) => record === 'status').map(({ id }) => id))
  const rows = desk.store.all(
    sql
      .selectFrom('permit_case')
      .selectAll()
      .where('state', '=', 'recorded')
      .where('procedure', 'in', [...new Set(lists)])
      .orderBy('registered_at', 'desc'),
  )
  const today = dateAt(desk.ports.clock.now())
  const seen = new Set<string>()
  const statuses = new Map<string, Holders[number]>()
  for (const row of rows) {
    const procedure = findPack(desk, row)?.procedures.find(({ id }) => id === row.procedure)
    if (procedure?.record !== 'status' || seen.has(row.person_id)) continue
    for (const personId of knownAs(desk.store, { personId: row.person_id })) seen.add(personId)
    const { more } = contentOf(row).details
    const [status, until] = [more?.[statusField], more?.[untilField]]
    if (typeof status !== 'string' || (typeof until === 'string' && until < today)) continue
    const held = holdingStatus(procedure, more, today) !== null
    const entry = statuses.get(status) ?? { label: status, count: 0, held }
    statuses.set(status, { ...entry, count: entry.count + 1 })
  }
  return [...statuses.values()].toSorted((one, other) => other.count - one.count)
}

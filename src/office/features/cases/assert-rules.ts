import { dateAt } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Application, Rules } from './assert-application.ts'
import { listStates, numberColumn, routeColumn, rowsOf } from './lists.ts'
import { caseRow, contentOf } from './read.ts'

/**
 * Throws what the rule pack forbids: `invalid-input` for a category, zone or place it does not have,
 * `category-not-open` before its phase, `other-authority` for what is issued elsewhere, `zone-not-allowed`,
 * `not-listed` where only the workers of an approved organisation may apply, `movement-held` for somebody a status
 * list keeps at home.
 */
export function assertAllowed(desk: Desk, asked: Application, rules: Rules): void {
  assertCategory(desk, asked, rules)
  assertPlaces(asked, rules)
  if (rules.procedure.listedBy !== undefined) assertListed(desk, asked, rules.procedure.listedBy)
  else if (asked.listedBy !== null) throw new Refusal('invalid-input', { fields: 'listedBy' })
  if (asked.schedule) assertFreeToMove(desk, asked.applicant.idNumber)
}

function assertCategory(desk: Desk, { category }: Application, { pack, procedure }: Rules): void {
  const found = pack.categories.find(({ code }) => code === category)
  if (!found || !procedure.categories.includes(category))
    throw new Refusal('invalid-input', { fields: 'category' })
  if (!found.authority.here) throw new Refusal('other-authority', { name: found.authority.name })
  if (found.opens !== undefined && found.opens > dateAt(desk.ports.clock.now()))
    throw new Refusal('category-not-open', {
      label: found.label,
      from: found.opens.split('-').toReversed().join('/'),
    })
}

function assertPlaces({ zone, places, category, schedule }: Application, { pack }: Rules): void {
  if (zone === null) {
    if (pack.zones.length > 0 && schedule) throw new Refusal('invalid-input', { fields: 'zone' })
  } else {
    const found = pack.zones.find(({ code }) => code === zone)
    if (!found) throw new Refusal('invalid-input', { fields: 'zone' })
    if (found.categories !== 'all' && !found.categories.includes(category))
      throw new Refusal('zone-not-allowed', { zone: found.label, allows: found.allows })
  }
  const isKnown = (one: string) => pack.places.some(({ code }) => code === one)
  if (!places.every(isKnown) || new Set(places).size < places.length)
    throw new Refusal('invalid-input', { fields: 'places' })
}

/** The applicant stands on the list of an approved case of the procedure, and the route is the registered one. */
function assertListed(desk: Desk, { listedBy, applicant, details }: Application, procedure: string): void {
  if (listedBy === null) throw new Refusal('not-listed')
  const row = caseRow(desk.store, listedBy)
  const counts = row.procedure === procedure && listStates.some((state) => state === row.state)
  if (!counts || row.withdrawn !== null) throw new Refusal('not-listed')
  const worker = rowsOf(contentOf(row).details.more).find((one) => one[numberColumn] === applicant.idNumber)
  const route = worker?.[routeColumn]
  if (!worker || (route && fold(route) !== fold(details.route ?? ''))) throw new Refusal('not-listed')
}

const statusField = 'status'
const untilField = 'until'

/** The newest status recorded for a number decides; one with a last day ends by itself. */
function assertFreeToMove(desk: Desk, idNumber: string): void {
  const rows = desk.store.all(
    sql
      .selectFrom('permit_case')
      .innerJoin('person', 'person.id', 'permit_case.person_id')
      .select(['permit_case.id as id', 'permit_case.procedure as procedure'])
      .where('person.id_number', '=', idNumber)
      .where('permit_case.state', '=', 'recorded')
      .orderBy('permit_case.registered_at', 'desc'),
  )
  for (const { id } of rows) {
    const row = caseRow(desk.store, id)
    const pack = desk.policies.packOf(row.pack, row.pack_version)
    const procedure = pack?.procedures.find((one) => one.id === row.procedure)
    if (procedure?.record !== 'status') continue
    const { more = {} } = contentOf(row).details
    const [status, until] = [more[statusField], more[untilField]]
    const isOver = typeof until === 'string' && until < dateAt(desk.ports.clock.now())
    if (typeof status === 'string' && !isOver && procedure.holdsAtHome.includes(status))
      throw new Refusal('movement-held', { status })
    return
  }
}

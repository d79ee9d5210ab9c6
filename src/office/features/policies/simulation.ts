import { addDays, type CivilDate, dateAt, instantOf } from '../../../domain/calendar.ts'
import type { PolicySimulation } from '../../../contract/desk/policies.ts'
import { type Procedure, procedureOf, type RulePack } from '../../../contract/policy/pack.ts'
import { workersOf } from '../../../contract/policy/rules.ts'
import { decideUnder } from '../../../contract/policy/simulate.ts'
import type { Word } from '../../../contract/policy/words.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import { type CaseRow, contentOf, packFor, procedureOfCase } from '../cases/read.ts'
import { decidesWord, refusalWord } from './simulation-words.ts'

/** Cases told one by one; the totals count all. */
const mostTold = 200

type Different = PolicySimulation['different'][number]

/**
 * What the cases registered in the last days would have become had another pack been in force on the day each was
 * registered: not taken, or decided by somebody else. Whom a status list of that day would have kept at home is not
 * asked again. Changes nothing. Throws `not-found`.
 */
export function simulatePack(
  desk: Desk,
  name: { readonly pack: string; readonly version: number },
  days: number,
): PolicySimulation {
  const pack = desk.policies.packOf(name.pack, name.version)
  if (!pack) throw new Refusal('not-found')
  const firstDay = addDays(dateAt(desk.ports.clock.now()), 1 - days)
  const counts = { cases: 0, refused: 0, elsewhere: 0 }
  const reasons = new Map<string, Word & { count: number }>()
  const different: Different[] = []
  for (const row of casesSince(desk, firstDay)) {
    counts.cases += 1
    const told = difference(desk, pack, row)
    if (!told) continue
    counts[told.how] += 1
    reasons.set(told.vi, { vi: told.vi, en: told.en, count: (reasons.get(told.vi)?.count ?? 0) + 1 })
    if (different.length < mostTold) different.push(told)
  }
  return {
    from: firstDay,
    ...counts,
    same: counts.cases - counts.refused - counts.elsewhere,
    reasons: [...reasons.values()].toSorted((one, other) => other.count - one.count),
    different,
  }
}

function casesSince({ store }: Desk, firstDay: CivilDate): IterableIterator<CaseRow> {
  return store.iterate(
    sql
      .selectFrom('permit_case')
      .selectAll()
      .where('registered_at', '>=', vietnamTime(instantOf(firstDay)))
      .orderBy('registered_at', 'desc'),
  )
}

function difference(desk: Desk, pack: RulePack, row: CaseRow): Different | null {
  const { applicant, details, schedule } = contentOf(row)
  const today = dateAt(Date.parse(row.registered_at))
  const decision = decideUnder(
    pack,
    {
      category: row.category,
      schedule,
      zone: row.zone,
      // Written by the projection from a validated event.
      places: JSON.parse(row.places) as string[],
      procedure: row.procedure,
      applicant,
      details,
      workers: workersNamed(desk, row),
      heldBy: null,
    },
    today,
  )
  const told = {
    caseId: row.id,
    number: row.number,
    fullName: applicant.fullName,
    registeredAt: row.registered_at,
  }
  if (decision.outcome === 'refused') {
    const { categories } = packFor(desk, row)
    const label = categories.find(({ code }) => code === row.category)?.label ?? String(row.category)
    return {
      ...told,
      how: 'refused',
      ...refusalWord(decision, pack, { procedure: procedureOfCase(desk, row), label }),
    }
  }
  const procedure = procedureOf(pack, row.procedure)
  const before = decidingStep(procedureOfCase(desk, row))
  const after = procedure ? decidingStep(procedure) : before
  return before === after ? null : { ...told, how: 'elsewhere', ...decidesWord(after) }
}

function workersNamed({ store }: Desk, { listed_by }: CaseRow) {
  if (listed_by === null) return null
  const row = store.first(sql.selectFrom('permit_case').selectAll().where('id', '=', listed_by))
  return row ? workersOf(contentOf(row).details.more) : null
}

/** Who decides in a chain: the city, the ward official, or nobody because it is only recorded. */
function decidingStep({ steps }: Procedure): 'city' | 'ward' | 'nobody' {
  if (steps.some(({ step }) => step === 'city-approve')) return 'city'
  return steps.some(({ step }) => step === 'approve') ? 'ward' : 'nobody'
}

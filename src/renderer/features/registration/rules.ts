import type { PackField, Procedure, RulePack } from '../../../contract/policy/pack.ts'
import { givesWay as isWay, type Rules } from '../../../contract/policy/rules.ts'
import type { CivilDate } from '../../../domain/calendar.ts'

export type { Rules } from '../../../contract/policy/rules.ts'
export type Category = RulePack['categories'][number]

/** The rules of a form by the procedure it names, or the pack's first; null while the pack is not there. */
export function rulesOf(pack: RulePack | undefined, procedureId: string): Rules | null {
  const procedure = pack?.procedures.find(({ id }) => id === procedureId) ?? pack?.procedures[0]
  return pack && procedure ? { pack, procedure } : null
}

/** Whether a form asks for days and hours; it does while its rules are not there. */
export function givesWay(procedure: Pick<Procedure, 'record'> | undefined): boolean {
  return procedure === undefined || isWay(procedure)
}

/** The categories a procedure may be applied for in, in the pack's order. */
export function categoriesOf({ pack, procedure }: Rules): readonly Category[] {
  return pack.categories.filter(({ code }) => procedure.categories.includes(code))
}

/** The category of a procedure that has only one, as the form holds it; empty where there is a choice. */
export function onlyCategory(procedure: Pick<Procedure, 'categories'> | undefined): string {
  const [only, ...more] = procedure?.categories ?? []
  return only === undefined || more.length > 0 ? '' : String(only)
}

/** Why nobody can apply in a category here today: it is another authority's, or its phase has not begun. */
export type CategoryBar = 'elsewhere' | 'later'
export function categoryBar({ authority, opens }: Category, today: CivilDate): CategoryBar | null {
  if (!authority.here) return 'elsewhere'
  return opens !== undefined && opens > today ? 'later' : null
}

/** Whether a zone lets people apply in a category. */
export function zoneAllows({ categories }: RulePack['zones'][number], category: number): boolean {
  return categories === 'all' || categories.includes(category)
}

/** Whether applicants of a procedure say in which zone they live. */
export function asksZone({ pack, procedure }: Rules): boolean {
  return pack.zones.length > 0 && givesWay(procedure)
}

/** Whether a paper of a procedure may be bound to places. */
export function asksPlaces({ pack, procedure }: Rules): boolean {
  return pack.places.length > 0 && givesWay(procedure)
}

/**
 * Whether there is something to settle before the applicant is asked for anything: which procedure, whose authority,
 * since when, which zone or place, whose list. In a plain pack the form starts with the card at once.
 */
export function needsGuide({ pack }: Pick<Rules, 'pack'>, today: CivilDate): boolean {
  return (
    pack.procedures.length > 1 ||
    pack.zones.length > 0 ||
    pack.places.length > 0 ||
    pack.procedures.some(({ listedBy }) => listedBy !== undefined) ||
    pack.categories.some((category) => categoryBar(category, today) !== null)
  )
}

/** The questions of a form while its rules are not there yet. */
const usualFields: readonly PackField[] = [
  { id: 'purpose', kind: 'text', label: '', required: true, shownOn: [] },
  { id: 'route', kind: 'text', label: '', required: true, shownOn: [] },
  { id: 'vehiclePlate', kind: 'plate', label: '', required: false, shownOn: [] },
  { id: 'organisation', kind: 'text', label: '', required: false, shownOn: [] },
  { id: 'companions', kind: 'text', label: '', required: false, shownOn: [] },
]

/** What a form asks after the applicant, in its order. Without a label: the usual word for it. */
export function questionsOf(rules: Rules | null): readonly PackField[] {
  return rules?.procedure.fields ?? usualFields
}

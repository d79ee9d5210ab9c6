import { packName } from '../../../contract/desk/registration.ts'
import type { Change } from '../../../contract/policy/change.ts'
import { validityChanges } from '../../../contract/policy/difference.ts'
import { fieldsChanges } from '../../../contract/policy/difference-fields.ts'
import { procedureOf, type RulePack } from '../../../contract/policy/pack.ts'
import { type Fields, readCodes } from './fields.ts'
import { onlyCategory, rulesOf } from './rules.ts'

/** What has to be chosen again, because the rules no longer have it or mean something else by it. */
export type ChosenAgain = 'procedure' | 'category' | 'zone' | 'places' | 'listedBy'

/** A form of other rules, as it stands under these. */
export type CarriedOver = {
  /** What changes in the form; everything else typed stays as it is. */
  readonly part: Partial<Fields>
  readonly again: readonly ChosenAgain[]
  /** What the form asks that it did not, or otherwise. */
  readonly changes: readonly Change[]
}

/**
 * Takes a form over from the rules it was drawn by (null: they are not here any more) to others. Texts keep their place
 * by the name of their field, also those that are not asked for now; a choice is kept only where the same words stand
 * behind the same code, because another city numbers its groups otherwise.
 */
export function carryOver(fields: Fields, before: RulePack | null, after: RulePack): CarriedOver {
  const rules = rulesOf(after, fields.procedure)
  const drawnBy = packName(after)
  if (!rules) return { part: { drawnBy }, again: [], changes: [] }
  const { procedure } = rules
  const earlier = before && procedureOf(before, fields.procedure)
  const chosen = {
    procedure: procedure.id,
    category: categoryKept(fields, before, after) ? fields.category : onlyCategory(procedure),
    zone: isSame(before?.zones, after.zones, fields.zone) ? fields.zone : '',
    places: readCodes(fields.places)
      .filter((code) => isSame(before?.places, after.places, code))
      .join(','),
    listedBy: earlier?.listedBy === procedure.listedBy ? fields.listedBy : '',
  }
  const names = Object.keys(chosen) as ChosenAgain[] // the keys written above
  const again = names.filter((name) => fields[name] !== '' && fields[name] !== chosen[name])
  const changes =
    before && earlier
      ? [...fieldsChanges(earlier, procedure), ...validityChanges(before.validity, after.validity)]
      : []
  return { part: { ...chosen, looked: '', drawnBy }, again, changes }
}

function categoryKept({ procedure, category }: Fields, before: RulePack | null, after: RulePack): boolean {
  const code = Number(category)
  const labelIn = (pack: RulePack | null) => pack?.categories.find((one) => one.code === code)?.label
  const isOpen = procedureOf(after, procedure)?.categories.includes(code) ?? false
  return isOpen && labelIn(before) === labelIn(after)
}

type Coded = { readonly code: string; readonly label: string }

function isSame(before: readonly Coded[] | undefined, after: readonly Coded[], code: string): boolean {
  const label = after.find((one) => one.code === code)?.label
  return label !== undefined && before?.find((one) => one.code === code)?.label === label
}

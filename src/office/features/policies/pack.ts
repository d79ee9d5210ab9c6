import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type CivilDate, civilDate } from '../../../domain/calendar.ts'
import { packSchema } from '../../../contract/desk/cases.ts'
import { resourceFolder } from '../../resources.ts'

const day = z.string().transform((text, context): CivilDate => {
  const date = civilDate(text)
  if (date) return date
  context.addIssue({ code: 'custom', message: 'not a day of the calendar' })
  return z.NEVER
})
const minute = z.int().min(0).max(1440)

/** A rule pack: what a city's decision says, as dated data. What is in no pack is in no code either. */
export const rulePackSchema = packSchema.extend({
  id: z.string().regex(/^[a-z0-9-]{1,16}$/),
  effectiveFrom: day,
  deadline: z.object({
    workingDays: z.int().min(0).max(60),
    cutOff: minute,
    dueMinute: minute,
    weekdays: z.array(z.int().min(0).max(6)).min(1),
    holidays: z.array(day),
  }),
  permit: z.object({ numberSuffix: z.string().min(1).max(20), tokenForm: z.enum(['base45', 'numeric']) }),
  signing: z.object({ capacity: z.array(z.string()).min(1).max(3), title: z.string() }),
  receipt: z.object({
    counter: z.string(),
    matter: z.string(),
    components: z.array(
      z.object({ name: z.string(), form: z.enum(['original', 'copy', 'form']), quantity: z.int().min(1) }),
    ),
    fee: z.string(),
  }),
})
export type RulePack = z.infer<typeof rulePackSchema>

/** Every pack in `resources/policies`. Throws, naming file and field, when one breaks the schema. */
export function shippedPacks(): RulePack[] {
  const folder = resourceFolder('policies')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => rulePackSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

/** The pack in force on a day: the newest that has begun; the earliest of all when none has. */
export function packInForce(packs: readonly RulePack[], today: CivilDate): RulePack {
  const sorted = packs.toSorted((a, b) =>
    a.effectiveFrom === b.effectiveFrom ? a.version - b.version : a.effectiveFrom < b.effectiveFrom ? -1 : 1,
  )
  const pack = sorted.findLast((one) => one.effectiveFrom <= today) ?? sorted[0]
  if (!pack) throw new Error('no rule pack is installed')
  return pack
}

/** The pack a case was received under; it finishes under that one. */
export function packOf(packs: readonly RulePack[], id: string, version: number): RulePack | undefined {
  return packs.find((pack) => pack.id === id && pack.version === version)
}

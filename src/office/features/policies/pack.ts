import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RulePack, rulePackSchema } from '../../../contract/policy/pack.ts'
import { resourceFolder } from '../../resources.ts'

/** Every pack in `resources/policies`. Throws, naming file and field, when one breaks the schema. */
export function shippedPacks(): RulePack[] {
  const folder = resourceFolder('policies')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
    .map((name) => rulePackSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

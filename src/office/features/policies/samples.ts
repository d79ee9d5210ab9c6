import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RulePack, rulePackSchema } from '../../../contract/policy/pack.ts'
import { resourceFolder } from '../../resources.ts'

/** A pack shipped as a sample: a place's rules of 2021, to try and to learn from. */
export type SamplePack = { readonly text: string; readonly pack: RulePack }

let samples: readonly SamplePack[] | null = null

/** Every pack in `resources/policies/places`, by id. Throws when one breaks the schema. */
export function samplePacks(): readonly SamplePack[] {
  const folder = join(resourceFolder('policies'), 'places')
  samples ??= readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .map((text) => ({ text, pack: rulePackSchema.parse(JSON.parse(text)) }))
    .toSorted((one, other) => one.pack.id.localeCompare(other.pack.id))
  return samples
}

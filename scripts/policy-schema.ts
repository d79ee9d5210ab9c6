import { writeFileSync } from 'node:fs'
import { rulePackSchemaText } from '../src/contract/policy/schema-file.ts'

/** Writes the JSON Schema of rule packs anew; run it after a change of `src/contract/policy/pack.ts`. */
const file = new URL('../resources/policies/rule-pack.schema.json', import.meta.url)
writeFileSync(file, rulePackSchemaText())
console.log('resources/policies/rule-pack.schema.json')

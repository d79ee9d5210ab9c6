import { z } from 'zod'
import { rulePackSchema } from './pack.ts'

/**
 * The published JSON Schema (2020-12) of rule packs, as the text of `resources/policies/rule-pack.schema.json`: what
 * whoever writes a pack may write. What the program checks besides, `lintPack` says.
 */
export function rulePackSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(rulePackSchema, { io: 'input' })
  const head = { $schema, $id: 'urn:quay:rule-pack:2', title: 'Quầy Một Cửa: rule pack, format 2' }
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { rulePackSchemaText } from './schema-file.ts'
import { edited, shippedNames, shippedText } from './testing/shipped.ts'

const published = readFileSync(
  join(import.meta.dirname, '../../../resources/policies/rule-pack.schema.json'),
  'utf8',
)

// Formats stand beside a pattern that says the same; the published file needs no further library.
const validate = new Ajv2020({ allErrors: true, validateFormats: false }).compile(
  JSON.parse(published) as object,
)

describe('the published JSON Schema of rule packs', () => {
  test('is the one the program checks by: run scripts/policy-schema.ts after a change', () => {
    expect(published).toBe(rulePackSchemaText())
  })

  test.each(shippedNames)('takes the shipped pack %s', (name) => {
    validate(JSON.parse(shippedText(name)))
    expect(validate.errors).toBeNull()
  })

  test.each([
    ['a step nobody knows', edited(shippedText('vi-du'), [['procedures', 0, 'steps', 0, 'step'], 'bless'])],
    ['a member nobody knows', edited(shippedText('vi-du'), [['validitty'], {}])],
    ['a day that does not exist', edited(shippedText('vi-du'), [['effectiveFrom'], '2026-11-31'])],
    ['no procedures', edited(shippedText('vi-du'), [['procedures'], []])],
  ])('refuses %s', (_what, text) => {
    expect(validate(JSON.parse(text))).toBe(false)
  })
})

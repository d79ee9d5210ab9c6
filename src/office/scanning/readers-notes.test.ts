import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readerMakers } from '../../domain/identity/reader-makers.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const shipped = read('resources/udev/70-quay-scanner.rules')
const rules = shipped.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

test('the rule that is shipped is the rule the notes show', () => {
  const notes = read('src/office/scanning/READERS.md')
  expect(rules).toHaveLength(2)
  for (const rule of rules) expect(notes).toContain(rule)
})

test('the rule lets every maker in that the office knows, for both ways a reader is plugged in', () => {
  const vendors = readerMakers.flatMap((maker) => maker.vendorIds)
  expect(vendors.length).toBeGreaterThan(4)
  for (const rule of rules)
    for (const vendor of vendors) expect(rule).toContain(vendor.toString(16).padStart(4, '0'))
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What Chromium 109 (the last for Windows 7 and 8) lacks and the language's own types allow. */
const later =
  /\.(?:toSorted|toReversed|toSpliced|isWellFormed|toWellFormed|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(|\.with\(\d|(?:Object|Map)\.groupBy|Promise\.(?:withResolvers|try)|Array\.fromAsync|URL\.canParse|Set\([^)]*\)\.(?:union|intersection|difference)\(|RegExp\.escape|Iterator\.|\/[dgimsuy]*v[dgimsuy]*[;,)\s.]*$/m

const src = join(import.meta.dirname, '..')
const shared = ['domain', 'contract'].flatMap((room) =>
  readdirSync(join(src, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
)

test('what the pages share with the office runs in the oldest Chromium we serve', () => {
  const sources = shared.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.filter((file) => later.test(readFileSync(join(src, file), 'utf8')))).toEqual([])
  expect(later.test('const sorted = values.toSorted()')).toBe(true)
})

import { expect, test } from 'vitest'
import { beyondPack, localOrigin, nextLocalVersion, ownSettingsOf, withOwnSettings } from './local.ts'
import { lintPack } from './lint.ts'
import { rulePackSchema } from './pack.ts'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CivilDate } from '../../domain/calendar.ts'

const places = 'resources/policies/places'
const packs = ['resources/policies/vi-du.json', ...readdirSync(places).map((name) => join(places, name))]
  .filter((name) => name.endsWith('.json'))
  .map((name) => rulePackSchema.parse(JSON.parse(readFileSync(name, 'utf8'))))

test('edits are counted for each version they are made from, and an edit of an edit counts on', () => {
  const first = nextLocalVersion(3, [1, 2, 3]) ?? 0
  expect(localOrigin(3)).toBe(null)
  expect(localOrigin(first)).toEqual({ origin: 3, edit: 1 })
  const second = nextLocalVersion(first, [3, first]) ?? 0
  expect(localOrigin(second)).toEqual({ origin: 3, edit: 2 })
  expect(localOrigin(nextLocalVersion(4, [first, second]) ?? 0)).toEqual({ origin: 4, edit: 1 })
})

test('every number an edit can have is one a pack may have; when they are used up there is none', () => {
  const all = Array.from({ length: 63 }, (_, at) => 32_768 + 511 * 64 + at + 1)
  expect(nextLocalVersion(511, all.slice(0, 62))).toBe(65_535)
  expect(nextLocalVersion(511, all)).toBe(null)
  expect(nextLocalVersion(512, [])).toBe(null)
})

test.each(packs.map((pack) => [pack.id, pack] as const))(
  '%s with its own settings is the same pack, and passes as an edit of an office',
  (_, base) => {
    const version = nextLocalVersion(base.version, []) ?? 0
    const settings = { ...ownSettingsOf(base), effectiveFrom: '2026-11-22' }
    expect(beyondPack(settings, base)).toEqual([])
    const made = withOwnSettings(base, settings, version, base.earlier)
    expect(made).toEqual({
      ...base,
      version,
      effectiveFrom: '2026-11-22',
      procedures: base.procedures.map((one) =>
        one.deadline ? { ...one, deadline: { ...one.deadline, ...settings.hours } } : one,
      ),
    })
    const text = JSON.stringify(made)
    const verdict = lintPack(text, { today: '2026-11-22' as CivilDate, known: [base], local: true })
    expect(verdict.outcome).toBe('ok')
  },
)

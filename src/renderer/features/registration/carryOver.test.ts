import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type RulePack, rulePackSchema } from '../../../contract/policy/pack.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { carryOver } from './carryOver.ts'
import { blankFields, type Fields } from './fields.ts'

const policies = join(import.meta.dirname, '../../../../resources/policies')
const packIn = (file: string) =>
  rulePackSchema.parse(JSON.parse(readFileSync(join(policies, file), 'utf8')) as unknown)
const before = packIn('vi-du.json')
const city = packIn('places/ha-noi.json')
const today = civilDate('2026-11-22')

/** The rules with something changed in their first procedure. */
function changed(more: Partial<RulePack>, procedure: Partial<RulePack['procedures'][number]> = {}): RulePack {
  const [first, ...rest] = before.procedures
  if (!first) throw new Error('no procedure')
  return { ...before, version: 2, procedures: [{ ...first, ...procedure }, ...rest], ...more }
}

function typed(pack: RulePack, more: Partial<Fields>): Fields {
  if (!today) throw new Error('no day')
  return { ...blankFields(today, pack, pack.procedures[0]?.id ?? ''), fullName: 'Trần Thị Mẫu', ...more }
}

describe('a form that goes on under other rules', () => {
  it('keeps the group chosen while the same words stand behind it, and asks nothing again', () => {
    const { part, again, changes } = carryOver(typed(before, { category: '4' }), before, changed({}))
    expect(part).toMatchObject({ category: '4', procedure: 'individual', drawnBy: 'vidu-01/2' })
    expect([again, changes]).toEqual([[], []])
  })

  it('has the group chosen again where the number now means another', () => {
    const renamed = before.categories.map((one) => (one.code === 4 ? { ...one, label: 'Nhóm khác' } : one))
    const carried = carryOver(typed(before, { category: '4' }), before, changed({ categories: renamed }))
    expect(carried.part.category).toBe('')
    expect(carried.again).toEqual(['category'])
  })

  it('has everything chosen again that only the earlier rules had, and leaves what was typed alone', () => {
    const fields = typed(city, { category: '6', zone: 'V1', places: 'V1', 'more:goods': 'Rau' })
    const { part, again } = carryOver(fields, city, before)
    expect(part).toMatchObject({ zone: '', places: '', drawnBy: 'vidu-01/1' })
    expect(again).toEqual(expect.arrayContaining(['category', 'zone', 'places']))
    expect(Object.keys(part)).not.toEqual(expect.arrayContaining(['fullName']))
    expect(Object.keys(part)).not.toEqual(expect.arrayContaining(['more:goods']))
  })

  it('goes to the first procedure where its own is no more, and says so', () => {
    const fields = typed(city, { procedure: 'market-card', category: '5' })
    const { part, again } = carryOver(fields, city, before)
    expect(part.procedure).toBe('individual')
    expect(again).toContain('procedure')
  })

  it('names what the form asks now, and what papers may say', () => {
    const [first] = before.procedures
    const contact = {
      id: 'contact',
      kind: 'text' as const,
      label: 'Người liên hệ',
      required: true,
      shownOn: ['receipt' as const],
    }
    const after = changed(
      { validity: { ...before.validity, maxDays: 3, defaultDays: 3 } },
      { fields: [...(first?.fields ?? []), contact] },
    )
    const told = carryOver(typed(before, {}), before, after).changes.map(({ what }) => what)
    expect(told).toContainEqual(expect.stringContaining('“Người liên hệ”'))
    expect(told).toContainEqual(expect.stringContaining('Số ngày hiệu lực tối đa'))
  })

  it('trusts no choice where the earlier rules are not here any more', () => {
    const { again, changes } = carryOver(typed(before, { category: '4' }), null, changed({}))
    expect([again, changes]).toEqual([['category'], []])
  })
})

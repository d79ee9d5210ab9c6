import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rulePackSchema } from '../../../contract/policy/pack.ts'
import { reasonsFor } from '../../../contract/policy/rules.ts'
import { procedureOfCase, stepAfterNext } from './packRules.ts'

const policies = join(import.meta.dirname, '../../../../resources/policies')
const packIn = (file: string) =>
  rulePackSchema.parse(JSON.parse(readFileSync(join(policies, file), 'utf8')) as unknown)
const trainingPack = packIn('vi-du.json')
const procedure = procedureOfCase(trainingPack, {
  procedure: { id: 'individual', title: '', record: 'permit' },
})

describe('where a case goes from the step it waits for', () => {
  it('is told in the words of its pack', () => {
    expect(stepAfterNext(procedure, { state: 'registered', next: 'verify' })).toEqual({
      label: 'Lãnh đạo phường duyệt',
    })
  })

  it('is nowhere after the last step, and unknown while the pack is not there', () => {
    expect(stepAfterNext(procedure, { state: 'sealed', next: 'hand-over' })).toEqual({ label: null })
    expect(stepAfterNext(null, { state: 'registered', next: 'verify' })).toBeNull()
    expect(stepAfterNext(procedure, { state: 'returned', next: 'complete' })).toEqual({
      label: 'Công an khu vực xác minh',
    })
  })

  it('may be the city', () => {
    const pack = packIn('places/can-tho.json')
    const [first] = pack.procedures
    expect(stepAfterNext(first ?? null, { state: 'registered', next: 'submit' })?.label).toMatch(/thành phố/)
  })
})

describe('the reasons of an act', () => {
  it.each([
    ['return', 'returnReasons'],
    ['send-back', 'returnReasons'],
    ['refuse', 'refusalReasons'],
    ['stop', 'stopReasons'],
    ['transfer', 'transferReasons'],
    ['extend', 'extensionReasons'],
  ] as const)('for %s are the pack’s own', (act, list) => {
    expect(reasonsFor(trainingPack, act)).toBe(trainingPack[list])
  })

  it('are none where it wants none', () => {
    expect(reasonsFor(trainingPack, 'verify')).toEqual([])
    expect(reasonsFor(undefined, 'refuse')).toEqual([])
  })
})

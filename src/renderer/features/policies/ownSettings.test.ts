import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { beyondPack, ownSettingsOf, ownSettingsSchema } from '../../../contract/policy/local.ts'
import { type RulePack, rulePackSchema } from '../../../contract/policy/pack.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { policies } from '../../text/policies.vi.ts'
import { readSettings, reasonField, wordedLists } from './ownSettings.ts'

const base: RulePack = rulePackSchema.parse(JSON.parse(readFileSync('resources/policies/vi-du.json', 'utf8')))
const today = '2026-11-22' as CivilDate
const words = policies.editor.errors

/** The form as it is opened, with what a person typed over it. */
function typed(changes: Readonly<Record<string, string>> = {}): FormData {
  const data = new FormData()
  const { signing, receipt, validity } = base
  const fields: Record<string, string> = {
    effectiveFrom: '22/11/2026',
    capacity: signing.capacity.join('\n'),
    signTitle: signing.title,
    holidays: '',
    cutOff: '15:00',
    dueMinute: '17:00',
    maxDays: String(validity.maxDays),
    defaultDays: String(validity.defaultDays),
    counter: receipt.counter,
    matter: receipt.matter,
    fee: receipt.fee,
  }
  for (const list of wordedLists(base))
    for (const { code, label } of base[list]) fields[reasonField(list, code)] = label
  for (const [name, value] of Object.entries({ ...fields, ...changes })) data.set(name, value)
  return data
}
const read = (
  changes: Readonly<Record<string, string>> = {},
  weekdays: readonly number[] = [0, 1, 2, 3, 4],
) => readSettings(typed(changes), weekdays, base, today, words)
const errorsOf = (changes: Readonly<Record<string, string>>, weekdays?: readonly number[]) => {
  const answer = read(changes, weekdays)
  return 'errors' in answer ? [...answer.errors.keys()] : []
}

test('what nobody touched is what the pack says, and may be sent', () => {
  const answer = read()
  if (!('settings' in answer)) throw new Error([...answer.errors].join())
  expect(answer.settings.reasons).toEqual(ownSettingsOf(base).reasons)
  expect(ownSettingsSchema.safeParse(answer.settings).error).toBeUndefined()
  expect(beyondPack(answer.settings, base)).toEqual([])
})

test('holidays are read line by line, each once and in order', () => {
  const answer = read({ holidays: '02/09/2027\n1.1.2027\n\n02092027' })
  expect(answer).toMatchObject({ settings: { hours: { holidays: ['2027-01-01', '2027-09-02'] } } })
  expect(errorsOf({ holidays: '02/09/2027\nTết' })).toEqual(['holidays'])
})

test.each([
  ['a first day that is past', { effectiveFrom: '21/11/2026' }, 'effectiveFrom'],
  ['no first day', { effectiveFrom: '' }, 'effectiveFrom'],
  ['four lines above the signature', { capacity: 'A\nB\nC\nD' }, 'capacity'],
  ['an hour that is none', { cutOff: '25:00' }, 'cutOff'],
  ['papers that hold for longer than the pack allows', { maxDays: '400' }, 'maxDays'],
  ['more usual days than allowed ones', { maxDays: '3', defaultDays: '5' }, 'defaultDays'],
  ['a receipt without its matter', { matter: ' ' }, 'matter'],
  ['a reason without words', { 'stopReasons.obstacle': '' }, 'stopReasons.obstacle'],
])('%s is told at its field', (_, changes, field) => {
  expect(errorsOf(changes)).toEqual([field])
})

test('an office works on at least one day', () => {
  expect(errorsOf({}, [])).toEqual(['weekdays'])
})

import type { z } from 'zod'
import { householdSchema, stays } from '../../../contract/events/household-events.ts'
import { readTypedPartialDate } from '../../ui/typedDates.ts'
import { wordAt } from '../../app/formWords.ts'

export type HouseholdForm = z.output<typeof householdSchema>

/** What a form says of a household, or the names of the fields that are not right. */
export function readForm(
  data: FormData,
):
  | { readonly household: HouseholdForm; readonly issues: [] }
  | { readonly household: null; readonly issues: readonly string[] } {
  const word = (name: string) => wordAt(data, name).trim()
  const birth = word('birthDate')
  const birthDate = birth === '' ? null : readTypedPartialDate(birth)
  const parsed = householdSchema.safeParse({
    head: word('head'),
    address: word('address'),
    group: word('group'),
    stairwell: word('stairwell') || null,
    order: Number(word('order') || 0),
    members: Number(word('members') || 0),
    shopper: {
      fullName: word('shopper') || word('head'),
      idNumber: word('idNumber').replaceAll(' ', '').toUpperCase() || null,
      birthDate,
    },
    zone: word('zone') || null,
    stay: stays.find((stay) => stay === word('stay')) ?? 'permanent',
    phone: word('phone') || null,
    note: word('note') || null,
  })
  const issues = parsed.success ? [] : parsed.error.issues.map(({ path }) => nameOf(path, word('shopper')))
  if (birth !== '' && birthDate === null) issues.push('birthDate')
  return parsed.success && issues.length === 0
    ? { household: parsed.data, issues: [] }
    : { household: null, issues: [...new Set(issues)] }
}

function nameOf([first, second]: readonly PropertyKey[], shopper: string): string {
  if (first !== 'shopper') return String(first)
  if (second !== 'fullName') return String(second)
  // Left empty it is the head of the household, who is what is not right.
  return shopper === '' ? 'head' : 'shopper'
}

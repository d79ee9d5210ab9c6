import { type OwnSettings, type ReasonList, reasonLists } from '../../../contract/policy/local.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import { type CivilDate, civilDate } from '../../../domain/calendar.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { wordAt } from '../../app/formWords.ts'
import { readTypedDate } from '../../ui/typedDates.ts'
import { readTypedMinute } from '../../ui/typedTimes.ts'
import type { PoliciesText } from '../../text/policies.ts'

/** The name of the field that words one reason of a list. */
export function reasonField(list: ReasonList, code: string): string {
  return `${list}.${code}`
}

/** What was typed into the editor: settings that may be sent, or what is wrong by field, in the order of the form. */
export type ReadSettings =
  | { readonly settings: OwnSettings }
  | { readonly errors: ReadonlyMap<string, string> }

type Words = PoliciesText['editor']['errors']
const longest = 120

/** Reads the editor's form as the office will judge it. `weekdays` are kept outside of the form's data. */
export function readSettings(
  data: FormData,
  weekdays: readonly number[],
  base: RulePack,
  today: CivilDate,
  words: Words,
): ReadSettings {
  const errors = new Map<string, string>()
  const read = {
    ...readSigning(data, errors, words, today),
    hours: readHours(data, weekdays, errors, words, today),
    validity: readValidity(data, base, errors, words),
    receipt: {
      counter: lineOf(data, 'counter', errors, words),
      matter: lineOf(data, 'matter', errors, words),
      fee: lineOf(data, 'fee', errors, words),
    },
    reasons: {
      returnReasons: reasonsOf('returnReasons', data, base, errors, words),
      refusalReasons: reasonsOf('refusalReasons', data, base, errors, words),
      stopReasons: reasonsOf('stopReasons', data, base, errors, words),
      transferReasons: reasonsOf('transferReasons', data, base, errors, words),
      extensionReasons: reasonsOf('extensionReasons', data, base, errors, words),
    },
  }
  return errors.size > 0 ? { errors } : { settings: read }
}

type Errors = Map<string, string>

function readSigning(data: FormData, errors: Errors, words: Words, today: CivilDate) {
  const from = readTypedDate(wordAt(data, 'effectiveFrom'), today)
  if (from === null || from < today) errors.set('effectiveFrom', words.day)
  const capacity = linesOf(data, 'capacity')
  if (capacity.length < 1 || capacity.length > 3 || capacity.some((line) => line.length > longest))
    errors.set('capacity', words.capacity)
  return {
    effectiveFrom: from ?? '',
    signing: { capacity, title: lineOf(data, 'signTitle', errors, words) },
  }
}

function readHours(
  data: FormData,
  weekdays: readonly number[],
  errors: Errors,
  words: Words,
  today: CivilDate,
): OwnSettings['hours'] {
  if (weekdays.length === 0) errors.set('weekdays', words.weekdays)
  const minute = (name: string) => {
    const read = readTypedMinute(wordAt(data, name))
    if (read === null) errors.set(name, words.minute)
    return read ?? 0
  }
  const [cutOff, dueMinute] = [minute('cutOff'), minute('dueMinute')]
  const typed = linesOf(data, 'holidays')
  const days = typed.map((line) => civilDate(line) ?? readTypedDate(line, today))
  const unread = typed.find((_, at) => days[at] === null)
  if (unread !== undefined) errors.set('holidays', words.holidays(unread))
  const holidays = [...new Set(days.flatMap((day) => day ?? []))].sort()
  return { weekdays: [...weekdays], cutOff, dueMinute, holidays }
}

function readValidity(data: FormData, base: RulePack, errors: Errors, words: Words) {
  const number = (name: string, most: number) => {
    const typed = wordAt(data, name).trim()
    const read = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
    if (read < 1 || read > most) errors.set(name, words.days(String(most)))
    return read
  }
  const [maxDays, defaultDays] = [number('maxDays', base.validity.maxDays), number('defaultDays', 366)]
  if (!errors.has('maxDays') && defaultDays > maxDays) errors.set('defaultDays', words.order)
  return { maxDays, defaultDays }
}

function reasonsOf(list: ReasonList, data: FormData, base: RulePack, errors: Errors, words: Words) {
  return base[list].map(({ code }) => ({ code, label: lineOf(data, reasonField(list, code), errors, words) }))
}

function lineOf(data: FormData, name: string, errors: Errors, words: Words): string {
  const line = tidy(wordAt(data, name))
  if (line === '' || line.length > longest) errors.set(name, words.text)
  return line
}

function linesOf(data: FormData, name: string): string[] {
  return wordAt(data, name)
    .split('\n')
    .map(tidy)
    .filter((line) => line !== '')
}

/** How many reasons of a list an office may word; a list without any is not shown. */
export function wordedLists(base: RulePack): readonly ReasonList[] {
  return reasonLists.filter((list) => base[list].length > 0)
}

import type { ExtractPerson } from '../../../contract/sync/extract.ts'
import { partialDate } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import { sameName } from '../../../domain/text/name.ts'
import { readTypedPartialDate, showPartialDate } from '../../ui/typedDates.ts'
import type { Fields } from './fields.ts'

/** What of a form the population extract knows too. */
const known = ['fullName', 'birthDate', 'sex', 'residence', 'oldIdNumber'] as const
export type KnownField = (typeof known)[number]

/** The number a form may be looked up by: complete, and of a kind the population record has. */
export function numberToLookUp({ idKind, idNumber }: Pick<Fields, 'idKind' | 'idNumber'>): string | null {
  if (idKind === 'passport' || idKind === 'other') return null
  return /^(\d{9}|\d{12})$/.test(idNumber) ? idNumber : null
}

/** The extract's words for a form. */
export function fieldsOfPerson(person: ExtractPerson): Readonly<Record<KnownField, string>> {
  const birth = partialDate(person.birthDate)
  return {
    fullName: person.fullName,
    birthDate: birth ? showPartialDate(birth) : '',
    sex: person.sex ?? '',
    residence: person.residence,
    oldIdNumber: person.oldIdNumber ?? '',
  }
}

/** What the extract puts into a form: only where nothing stands yet. */
export function fillOf(person: ExtractPerson, fields: Fields): Partial<Fields> {
  const told = fieldsOfPerson(person)
  // Looked up by the old number: the card in the hand is the old one, and stays what it is.
  const names = known.filter((name) => name !== 'oldIdNumber' || person.idNumber === fields.idNumber)
  return Object.fromEntries(
    names.filter((name) => fields[name] === '' && told[name] !== '').map((name) => [name, told[name]]),
  )
}

/** Where form and extract say something different of the same person; spelling of tones and blanks aside. */
export function differencesOf(person: ExtractPerson, fields: Fields): readonly KnownField[] {
  const told = fieldsOfPerson(person)
  return known.filter((name) => {
    const [typed, official] = [fields[name], told[name]]
    if (typed === '' || official === '') return false
    if (name === 'oldIdNumber' && person.idNumber !== fields.idNumber) return false
    return !isSame(name, typed, official)
  })
}

function isSame(name: KnownField, typed: string, official: string): boolean {
  switch (name) {
    case 'fullName':
      return sameName(typed, official)
    case 'residence':
      return plain(typed) === plain(official)
    case 'birthDate': {
      const [one, other] = [readTypedPartialDate(typed), readTypedPartialDate(official)]
      return one !== null && other !== null && showPartialDate(one) === showPartialDate(other)
    }
    default:
      return typed === official
  }
}

/** An address without its punctuation and the words for kinds of unit, which cards and records write or leave out. */
function plain(address: string): string {
  return fold(address)
    .replace(/\b(so|phuong|xa|quan|huyen|tinh|thanh pho|tp|thi xa|dac khu)\b\.?/g, ' ')
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()
}

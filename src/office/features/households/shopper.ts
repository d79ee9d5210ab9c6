import type { HouseholdDetails } from '../../../contract/events/household-events.ts'
import type { Applicant } from '../../../contract/events.ts'
import { idNumberIssue } from '../../../domain/identity/id-number.ts'
import { personalNumberParts } from '../../../domain/identity/personal-number.ts'

type Shopper = HouseholdDetails['shopper']

/** What is missing of the one who shops before a card can name them; null: nothing. */
export function shopperIssue(shopper: Shopper): 'id-number' | 'birth-date' | null {
  const kind = idKindOf(shopper.idNumber)
  if (kind === null) return 'id-number'
  return birthOf(shopper) === null ? 'birth-date' : null
}

/** The one who shops as an applicant; null while something is missing. */
export function applicantOf({
  shopper,
  address,
  phone,
}: HouseholdDetails): Omit<Applicant, 'personId'> | null {
  const idKind = idKindOf(shopper.idNumber)
  const birthDate = birthOf(shopper)
  if (idKind === null || birthDate === null || shopper.idNumber === null) return null
  const told = idKind === 'can-cuoc' ? personalNumberParts(shopper.idNumber) : null
  return {
    idKind,
    idNumber: shopper.idNumber,
    oldIdNumber: null,
    fullName: shopper.fullName,
    birthDate,
    sex: told?.sex ?? null,
    residence: address,
    phone,
  }
}

/** What kind of paper a number is of, by its form. */
function idKindOf(number: string | null): Applicant['idKind'] | null {
  if (number === null) return null
  return (
    (['can-cuoc', 'cmnd', 'passport'] as const).find((kind) => idNumberIssue(kind, number) === null) ?? null
  )
}

/** The birth date as written; else the year that a twelve-digit number says. */
function birthOf({ birthDate, idNumber }: Shopper): string | null {
  if (birthDate !== null) return birthDate
  const told = idNumber === null ? null : personalNumberParts(idNumber)
  return told ? String(told.birthYear) : null
}

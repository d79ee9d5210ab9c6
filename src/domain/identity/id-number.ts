import { isOldCardNumber, isPersonalNumber } from './personal-number.ts'

/** What is wrong with a number of an identity paper: missing or too long, or not of the form that kind of paper has. */
export type IdNumberIssue = 'idNumber' | 'idNumber12' | 'idNumber9' | 'idNumberPassport'

/** Judges the number of an identity paper of a kind; null when nothing is wrong. Other papers have any number. */
export function idNumberIssue(kind: string, number: string): IdNumberIssue | null {
  if (number === '') return 'idNumber'
  switch (kind) {
    case 'cccd':
    case 'can-cuoc':
      return isPersonalNumber(number) ? null : 'idNumber12'
    case 'cmnd':
      return isEarlierNumber(number) ? null : 'idNumber9'
    case 'passport':
      return /^[A-Z0-9]{6,12}$/.test(number) ? null : 'idNumberPassport'
    default:
      return number.length > 20 ? 'idNumber' : null
  }
}

/** Whether a text can be an earlier number: of an old card (*CMND*), or a cancelled personal number. */
export function isEarlierNumber(number: string): boolean {
  return isOldCardNumber(number) || isPersonalNumber(number)
}

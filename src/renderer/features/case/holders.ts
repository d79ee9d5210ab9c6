import type { Case } from '../../../contract/desk/cases.ts'
import type { Texts } from '../../text/vi.ts'

/** Whose turn it is, in words: roles of the office, or the city. */
export function holderWords(holders: Case['holders'], { app }: Texts): string {
  return holders.map((one) => (one === 'city' ? app.city : app.roles[one])).join(', ')
}

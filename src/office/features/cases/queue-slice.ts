import type { QueuePage } from '../../../contract/desk/cases.ts'

/** Which cases a page of a queue has, in order, and what is around it. */
export type QueueSlice = Omit<QueuePage, 'items'> & { readonly ids: readonly string[] }

/** Each text once, letter by letter in the Vietnamese order. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted((one, other) => one.localeCompare(other, 'vi'))
}

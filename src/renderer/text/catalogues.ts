import { type Texts, vi } from './vi.ts'

/** The languages of the screen. Printed sheets are always Vietnamese. */
export const locales = ['vi', 'en'] as const
export type Locale = (typeof locales)[number]

// Vietnamese comes with the first page; the other language only to those who read it.
let english: Texts | null = null
const listeners = new Set<() => void>()

/** The texts of a language; Vietnamese while the other one has not arrived. */
export function catalogueOf(locale: Locale): Texts {
  return locale === 'en' ? (english ?? vi) : vi
}

/** Fetches a language. Never throws: without it the screen stays Vietnamese, and the next choice tries again. */
export async function loadCatalogue(locale: Locale): Promise<void> {
  if (locale === 'vi' || english !== null) return
  try {
    const { en } = await import('./en.ts')
    english = en
    for (const listener of listeners) listener()
  } catch {
    // Told by the screen itself: it does not change.
  }
}

/** Calls back when a language has arrived; the answer stops it. */
export function onCatalogue(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

import { createContext, type ReactNode, useContext } from 'react'
import { en } from './en.ts'
import { type Texts, vi } from './vi.ts'

/** The languages of the screen. Printed sheets are always Vietnamese. */
export const locales = ['vi', 'en'] as const
export type Locale = (typeof locales)[number]

const catalogues: Record<Locale, Texts> = { vi, en }
const LocaleContext = createContext<Locale>('vi')

/** Puts everything inside into one language. */
export function TextProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>
}

/** The catalogue of the language in use: `const text = useText()`, then `text.kit.dialog.cancel`. */
export function useText(): Texts {
  return catalogues[useContext(LocaleContext)]
}

/** The language in use, for number and date formats. */
export function useLocale(): Locale {
  return useContext(LocaleContext)
}

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import { catalogueOf, loadCatalogue, type Locale, onCatalogue } from './catalogues.ts'
import type { Texts } from './vi.ts'

export { type Locale, locales } from './catalogues.ts'

const LocaleContext = createContext<Locale>('vi')
const TextsContext = createContext<Texts>(catalogueOf('vi'))

/** Puts everything inside into one language; it changes when that language has arrived. */
export function TextProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  useEffect(() => {
    void loadCatalogue(locale)
  }, [locale])
  const texts = useSyncExternalStore(onCatalogue, () => catalogueOf(locale))
  return (
    <LocaleContext value={locale}>
      <TextsContext value={texts}>{children}</TextsContext>
    </LocaleContext>
  )
}

/** The catalogue of the language in use: `const text = useText()`, then `text.kit.dialog.cancel`. */
export function useText(): Texts {
  return useContext(TextsContext)
}

/** The language in use, for number and date formats. */
export function useLocale(): Locale {
  return useContext(LocaleContext)
}

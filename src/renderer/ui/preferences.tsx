import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type Locale, locales, TextProvider } from '../text/Text.tsx'

export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]
export const densities = ['compact', 'comfortable'] as const
export type Density = (typeof densities)[number]

/** How the screen looks on this computer; nothing about people, so it may stay in the browser's storage. */
export type Preferences = { readonly theme: Theme; readonly density: Density; readonly locale: Locale }
type Change = (part: Partial<Preferences>) => void

const storageKey = 'quay.preferences'
const PreferencesContext = createContext<readonly [Preferences, Change]>([
  { theme: 'system', density: 'compact', locale: 'vi' },
  () => undefined,
])

/** The look in use and a function that changes it. */
export function usePreferences(): readonly [Preferences, Change] {
  return useContext(PreferencesContext)
}

/** The look this computer was left with. */
export function storedPreferences(): Preferences {
  return readPreferences(window.localStorage.getItem(storageKey))
}

/** Reads the look from storage; anything unknown there counts as not set. */
export function readPreferences(stored: string | null): Preferences {
  const read = parsed(stored)
  return {
    theme: among(themes, read['theme'], 'system'),
    density: among(densities, read['density'], 'compact'),
    locale: among(locales, read['locale'], 'vi'),
  }
}

/** Applies theme, density and language to everything inside and to the page itself. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(storedPreferences)
  useEffect(() => {
    window.localStorage.setItem(storageKey, JSON.stringify(preferences))
    applyLook(preferences)
    if (preferences.theme !== 'system') return undefined
    const wishes = [dark(), moreContrast()]
    const follow = () => applyLook(preferences)
    for (const wish of wishes) wish.addEventListener('change', follow)
    return () => {
      for (const wish of wishes) wish.removeEventListener('change', follow)
    }
  }, [preferences])
  const value = useMemo(
    () =>
      [
        preferences,
        (part: Partial<Preferences>) => setPreferences((before) => ({ ...before, ...part })),
      ] as const,
    [preferences],
  )
  return (
    <PreferencesContext value={value}>
      <TextProvider locale={preferences.locale}>{children}</TextProvider>
    </PreferencesContext>
  )
}

function among<Name extends string>(names: readonly Name[], value: unknown, otherwise: Name): Name {
  return names.find((name) => name === value) ?? otherwise
}

const dark = () => window.matchMedia('(prefers-color-scheme: dark)')
const moreContrast = () => window.matchMedia('(prefers-contrast: more)')

/** Marks the page for the style sheets; called before the first paint too. */
function applyLook({ theme, density, locale }: Preferences): void {
  const wished = moreContrast().matches ? 'contrast' : dark().matches ? 'dark' : 'light'
  const root = document.documentElement
  root.dataset['theme'] = theme === 'system' ? wished : theme
  root.dataset['density'] = density
  root.lang = locale
}

function parsed(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(stored ?? '{}')
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import {
  createShortcutRegistry,
  type Layer,
  type ListedShortcut,
  type Shortcut,
  type ShortcutRegistry,
} from './registry.ts'
import { shortcutOf } from './strokes.ts'

const page: Layer = { name: 'page' }
const RegistryContext = createContext<ShortcutRegistry>(createShortcutRegistry(page))
const LayerContext = createContext<Layer>(page)

/** Listens to the keyboard of the window for everything inside. One per window. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => createShortcutRegistry(page))
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = shortcutOf(event)
      // A popup that used Escape or Enter for itself has already said so.
      if (!key || event.defaultPrevented) return
      settleTyping(document.activeElement)
      if (registry.press(key)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [registry])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

/** A level above the page (a dialog): while it is mounted only shortcuts claimed inside it answer. */
export function ShortcutLayer({ name, children }: { name: string; children: ReactNode }) {
  const registry = useContext(RegistryContext)
  const [layer] = useState<Layer>(() => ({ name }))
  useLayoutEffect(() => registry.open(layer), [registry, layer])
  return <LayerContext value={layer}>{children}</LayerContext>
}

/**
 * Claims keys for the screen (or the dialog) this component is on, as long as it is mounted. The same list feeds
 * the shortcut bar, the F1 help and `ActionButton`. Throws `ShortcutConflict` when a key is claimed twice.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useContext(RegistryContext)
  const layer = useContext(LayerContext)
  const latest = useRef(shortcuts)
  useLayoutEffect(() => {
    latest.current = shortcuts
  })
  // Claims change only when something visible does; `run` is always read fresh.
  const visible = JSON.stringify(
    shortcuts.map(({ key, label, when, everywhere }) => ({ key, label, when, everywhere })),
  )
  useLayoutEffect(() => {
    const claimed = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }))
    return registry.add(layer, claimed)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `visible` stands for `shortcuts`
  }, [registry, layer, visible])
}

/** What can be pressed now. */
export function useListing(): readonly ListedShortcut[] {
  const registry = useContext(RegistryContext)
  return useSyncExternalStore(registry.subscribe, registry.listing)
}

/** Presses a key on behalf of the mouse, with the same guard against acting twice. */
export function usePress(): ShortcutRegistry['press'] {
  return useContext(RegistryContext).press
}

/** Fields are tidied when left; an action by key must see them tidied although the cursor stays where it is. */
function settleTyping(element: Element | null): void {
  const typing = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
  if (typing && element.getAttribute('role') !== 'combobox')
    element.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
}

import { type ShortcutKey, shortcutKeys } from './strokes.ts'

/** One action of a screen and the key that does it. */
export type Shortcut = {
  readonly key: ShortcutKey
  /** What it does, in the language of the screen. */
  readonly label: string
  /** Does it. While a returned promise is pending the key does nothing, so a double press acts once. */
  readonly run: () => void | Promise<void>
  /** False while the action is not possible; it is then shown greyed and its key may serve another action. */
  readonly when?: boolean
  /** Works above dialogs too (help, lock). */
  readonly everywhere?: boolean
  /** Gives way to another claim of the same key on its layer: keys of every page, which one page may use otherwise. */
  readonly yields?: boolean
}

/** A level of the screen: the page, or a dialog above it. Only the topmost answers. */
export type Layer = { readonly name: string }

/** A shortcut as shown in the bar and the help. */
export type ListedShortcut = Pick<Shortcut, 'key' | 'label' | 'everywhere' | 'yields'> & {
  readonly enabled: boolean
}

/** Two actions of one layer claimed the same key: a mistake in a page, never of the person. */
export class ShortcutConflict extends Error {
  constructor(key: ShortcutKey, first: string, second: string) {
    super(`${key} is claimed by "${first}" and by "${second}" on the same screen`)
    this.name = 'ShortcutConflict'
  }
}

/** The one place that knows which key does what at this moment. */
export type ShortcutRegistry = {
  /** Puts a layer on top; the answer takes it away. */
  readonly open: (layer: Layer) => () => void
  /** Claims keys on a layer; the answer releases them. Throws `ShortcutConflict`. */
  readonly add: (layer: Layer, shortcuts: readonly Shortcut[]) => () => void
  /** Does what the key stands for now; false when it stands for nothing. */
  readonly press: (key: ShortcutKey) => boolean
  /** What can be pressed now, in the order of the keyboard. The same array until something changes. */
  readonly listing: () => readonly ListedShortcut[]
  /** Calls back after every change; the answer stops it. */
  readonly subscribe: (listener: () => void) => () => void
}

type Claim = { readonly layer: Layer; readonly shortcut: Shortcut }
const usable = (claim: Claim) => claim.shortcut.when !== false

/** Creates the registry of one window over its lowest layer. */
export function createShortcutRegistry(page: Layer): ShortcutRegistry {
  let claims: readonly Claim[] = []
  let layers: readonly Layer[] = [page]
  let listed: readonly ListedShortcut[] = []
  const listeners = new Set<() => void>()
  const running = new Set<ShortcutKey>()

  const reachable = () => claims.filter((claim) => claim.layer === layers.at(-1) || claim.shortcut.everywhere)
  const changed = () => {
    listed = list(reachable())
    for (const listener of listeners) listener()
  }

  return {
    open(layer) {
      layers = [...layers, layer]
      changed()
      return () => {
        layers = layers.filter((other) => other !== layer)
        changed()
      }
    },
    add(layer, shortcuts) {
      const added = shortcuts.map((shortcut) => ({ layer, shortcut }))
      refuseConflicts(claims, added)
      claims = [...claims, ...added]
      changed()
      return () => {
        claims = claims.filter((claim) => !added.includes(claim))
        changed()
      }
    },
    press(key) {
      const candidates = reachable().filter((claim) => claim.shortcut.key === key && usable(claim))
      const chosen = strongest(candidates, layers.at(-1))
      if (!chosen) return false
      if (running.has(key)) return true
      running.add(key)
      void runOnce(chosen.shortcut).finally(() => running.delete(key))
      return true
    },
    listing: () => listed,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A dialog's own claim comes before one that works everywhere, a page's before one that yields. */
function strongest(candidates: readonly Claim[], top: Layer | undefined): Claim | undefined {
  const own = candidates.filter((claim) => claim.layer === top)
  const among = own.length > 0 ? own : candidates
  return among.find((claim) => !claim.shortcut.yields) ?? among[0]
}

async function runOnce(shortcut: Shortcut): Promise<void> {
  await shortcut.run()
}

function refuseConflicts(claims: readonly Claim[], added: readonly Claim[]): void {
  const seen = claims.filter(usable)
  for (const claim of added.filter(usable)) {
    const other = seen.find(
      (one) =>
        one.layer === claim.layer &&
        one.shortcut.key === claim.shortcut.key &&
        (one.shortcut.yields ?? false) === (claim.shortcut.yields ?? false),
    )
    if (other) throw new ShortcutConflict(claim.shortcut.key, other.shortcut.label, claim.shortcut.label)
    seen.push(claim)
  }
}

function list(claims: readonly Claim[]): readonly ListedShortcut[] {
  return shortcutKeys.flatMap((key) => {
    const mine = claims.filter((claim) => claim.shortcut.key === key)
    const shown = strongest(mine.filter(usable), mine[0]?.layer) ?? mine[0]
    if (!shown) return []
    const { label, everywhere, yields } = shown.shortcut
    const kind = {
      ...(everywhere === undefined ? {} : { everywhere }),
      ...(yields === undefined ? {} : { yields }),
    }
    return [{ key, label, enabled: usable(shown), ...kind }]
  })
}

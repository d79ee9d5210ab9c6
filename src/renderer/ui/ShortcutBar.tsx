import type { ListedShortcut } from '../keys/registry.ts'
import { useListing, usePress } from '../keys/Shortcuts.tsx'
import { useText } from '../text/Text.tsx'
import { KeyCap } from './KeyCap.tsx'
import styles from './ShortcutBar.module.css'

/**
 * The bar at the bottom: what every key does on the current screen, the screen's own keys first; where the window is too
 * narrow for all, the others go into a line of their own. A click does the same as the key.
 */
export function ShortcutBar() {
  const text = useText().kit.keys
  const listing = useListing()
  const isOwn = ({ everywhere, yields }: ListedShortcut) => !everywhere && !yields
  const shown = [...listing.filter(isOwn), ...listing.filter((one) => !isOwn(one))]
  const press = usePress()
  return (
    <footer aria-label={text.bar} className={styles.bar}>
      {shown.map(({ key, label, enabled }) => (
        // Out of the tab order: the keyboard has the keys themselves.
        <button
          key={key}
          type="button"
          tabIndex={-1}
          disabled={!enabled}
          className={styles.key}
          onClick={() => press(key)}
        >
          <KeyCap keys={key} />
          <span>{label}</span>
        </button>
      ))}
    </footer>
  )
}

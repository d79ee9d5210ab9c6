import { useState } from 'react'
import { useText } from '../text/Text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { KeyCap } from '../ui/KeyCap.tsx'
import styles from './HelpDialog.module.css'
import type { ListedShortcut } from './registry.ts'
import { useListing, useShortcuts } from './Shortcuts.tsx'

/** F1: the shortcuts of the screen in use and the keys that work everywhere. Part of the page frame. */
export function HelpDialog() {
  const text = useText().kit.keys
  const listing = useListing()
  // Taken when help opens: the dialog itself becomes the top layer and would list only its own keys.
  const [shown, setShown] = useState<readonly ListedShortcut[] | null>(null)
  useShortcuts([
    { key: 'F1', label: text.help, run: () => setShown(shown ? null : listing), everywhere: true },
  ])
  return (
    <Dialog open={shown !== null} onClose={() => setShown(null)} title={text.title}>
      <div className={styles.columns}>
        <KeyList
          title={text.here}
          rows={(shown ?? []).map(({ key, label, enabled }) => ({ keys: [key], label, faint: !enabled }))}
        />
        <KeyList
          title={text.everywhere}
          rows={[
            { keys: ['Enter', 'Tab'], label: text.names.next },
            { keys: ['Shift+Tab'], label: text.names.previous },
            { keys: ['↑', '↓', 'PgUp', 'PgDn'], label: text.names.move },
            { keys: ['Home', 'End'], label: text.names.ends },
            { keys: ['Enter'], label: text.names.open },
            { keys: ['Space'], label: text.names.toggle },
            { keys: ['Escape'], label: text.names.close },
          ]}
        />
      </div>
    </Dialog>
  )
}

type Row = { readonly keys: readonly string[]; readonly label: string; readonly faint?: boolean }

function KeyList({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <dl>
        {rows.map((row) => (
          <div key={row.label} className={styles.row} data-faint={row.faint ? '' : undefined}>
            <dt>
              {row.keys.map((key) => (
                <KeyCap key={key} keys={key} />
              ))}
            </dt>
            <dd>{row.label}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

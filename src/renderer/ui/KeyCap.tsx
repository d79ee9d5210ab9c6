import styles from './KeyCap.module.css'

/** The name of a key as printed on the keyboard. */
export function KeyCap({ keys }: { keys: string }) {
  return <kbd className={styles.cap}>{keys.replace('Escape', 'Esc')}</kbd>
}

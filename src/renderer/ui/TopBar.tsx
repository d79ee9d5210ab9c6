import { Landmark, LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../text/Text.tsx'
import { AppearanceMenu } from './AppearanceMenu.tsx'
import { ClockFace } from './ClockFace.tsx'
import { SyncChip, type SyncState } from './SyncChip.tsx'
import styles from './TopBar.module.css'

export type TopBarProps = {
  /** "Phường Ví Dụ" */
  ward: string
  /** The agency above, in smaller letters. */
  city?: string
  user?: { readonly name: string; readonly role: string }
  sync?: SyncState
  onOpenSync?: () => void
  onLock?: () => void
  /** Something between ward and user: a search box, the state of the reader. */
  children?: ReactNode
}

/** The top of every page: where one is, who is signed in, the time, how sync stands, the look. */
export function TopBar({ ward, city, user, sync, onOpenSync, onLock, children }: TopBarProps) {
  const text = useText().kit
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Landmark size="1.7em" strokeWidth={1.7} aria-hidden />
        <div className={styles.names}>
          <span className={styles.ward}>{ward}</span>
          <span className={styles.city}>{city ? `${text.product} · ${city}` : text.product}</span>
        </div>
      </div>
      <div className={styles.middle}>{children}</div>
      {sync && <SyncChip sync={sync} {...(onOpenSync ? { onOpen: onOpenSync } : {})} />}
      <ClockFace />
      <AppearanceMenu />
      {user && (
        <div className={styles.user} aria-label={text.frame.user} role="group">
          <span aria-hidden className={styles.initial}>
            {user.name.split(' ').at(-1)?.slice(0, 1)}
          </span>
          <div className={styles.names}>
            <span className={styles.userName}>{user.name}</span>
            <span className={styles.city}>{user.role}</span>
          </div>
        </div>
      )}
      {onLock && (
        <button
          type="button"
          className={styles.icon}
          aria-label={text.frame.lock}
          title={text.frame.lock}
          onClick={onLock}
        >
          <LockKeyhole size="1.25em" aria-hidden />
        </button>
      )}
    </header>
  )
}

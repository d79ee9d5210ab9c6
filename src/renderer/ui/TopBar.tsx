import { Landmark, LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../text/Text.tsx'
import { Appearance } from './Appearance.tsx'
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
  /** Makes the person a button: their account, signing out. */
  onOpenUser?: () => void
  /** Something between ward and user: a search box, the state of the reader. */
  children?: ReactNode
}

/** The top of every page: where one is, who is signed in, the time, how sync stands, the look. */
export function TopBar({ ward, city, user, sync, onOpenSync, onLock, onOpenUser, children }: TopBarProps) {
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
      <Appearance />
      {user && <Person user={user} {...(onOpenUser ? { onOpen: onOpenUser } : {})} />}
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

function Person({ user, onOpen }: { user: NonNullable<TopBarProps['user']>; onOpen?: () => void }) {
  const text = useText().kit.frame
  const inside = (
    <>
      <span aria-hidden className={styles.initial}>
        {user.name.split(' ').at(-1)?.slice(0, 1)}
      </span>
      <span className={styles.names}>
        <span className={styles.userName}>{user.name}</span>
        <span className={styles.city}>{user.role}</span>
      </span>
    </>
  )
  return onOpen ? (
    <button type="button" title={`${text.user}: ${user.role}`} className={styles.user} onClick={onOpen}>
      {inside}
    </button>
  ) : (
    <div role="group" aria-label={text.user} className={styles.user}>
      {inside}
    </div>
  )
}

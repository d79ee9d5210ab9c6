import { KeyRound, Lock, LogOut, Stamp } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { PasswordDialog } from '../features/staff/PasswordDialog.tsx'
import { PinChangeDialog } from '../features/staff/PinChangeDialog.tsx'
import { useText } from '../text/Text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { type Pick, PickList } from '../ui/PickList.tsx'
import { useSession } from './session.tsx'

/** F10: lock, sign out, one's own password and PIN. */
export function UserDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText().app.user
  const { session, lock, signOut } = useSession()
  const returnAfterLock = useReturnAfterLock(open)
  const [changing, setChanging] = useState<'password' | 'pin' | null>(null)
  const seals = session.roles.includes('ward-police')
  const pin: Pick = {
    key: 'pin',
    title: session.hasPin ? text.pin : text.newPin,
    note: text.pinNote,
    mark: <Stamp size="1.3em" />,
  }
  const picks: readonly Pick[] = [
    { key: 'lock', title: text.lock, note: text.lockNote, mark: <Lock size="1.3em" /> },
    { key: 'signOut', title: text.signOut, note: text.signOutNote, mark: <LogOut size="1.3em" /> },
    { key: 'password', title: text.password, note: text.passwordNote, mark: <KeyRound size="1.3em" /> },
    ...(seals ? [pin] : []),
  ]
  const pick = (key: string) => {
    onClose()
    if (key === 'lock') {
      returnAfterLock()
      void lock()
    }
    if (key === 'signOut') void signOut()
    if (key === 'password' || key === 'pin') setChanging(key)
  }
  return (
    <>
      <Dialog open={open} onClose={onClose} title={text.title} description={session.fullName} size="small">
        <PickList label={text.title} digits picks={picks} onPick={pick} />
      </Dialog>
      <PasswordDialog open={changing === 'password'} onClose={() => setChanging(null)} />
      <PinChangeDialog open={changing === 'pin'} onClose={() => setChanging(null)} />
    </>
  )
}

/**
 * The lock covers the page while this dialog is still closing, so the cursor cannot be given back to the field it came
 * from. The answer is called when the lock is chosen: the cursor returns there when the cover goes.
 */
function useReturnAfterLock(open: boolean): () => void {
  const { covered } = useSession()
  const before = useRef<Element | null>(null)
  const wanted = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (open) before.current = document.activeElement
  }, [open])
  useEffect(() => {
    if (covered) return
    if (wanted.current instanceof HTMLElement && document.activeElement === document.body)
      wanted.current.focus()
    wanted.current = null
  }, [covered])
  return () => {
    wanted.current = before.current
  }
}

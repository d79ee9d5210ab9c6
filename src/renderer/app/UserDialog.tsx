import { KeyRound, Lock, LogOut, Stamp } from 'lucide-react'
import { useState } from 'react'
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
    if (key === 'lock') void lock()
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

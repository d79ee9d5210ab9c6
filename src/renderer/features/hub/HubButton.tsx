import { useNavigate } from '@tanstack/react-router'
import { Network } from 'lucide-react'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useHubText } from '../../text/hub.ts'
import { ActionButton } from '../../ui/Button.tsx'

/** From the Sync page to the ward's hub. */
export function HubButton() {
  const text = useHubText()
  const navigate = useNavigate()
  const action = { key: 'Shift+F4', label: text.open, run: () => void navigate({ to: '/hub' }) } as const
  useShortcuts([action])
  return <ActionButton action={action} icon={Network} />
}

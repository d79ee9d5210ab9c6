import { useNavigate, useSearch } from '@tanstack/react-router'
import { countRoles, gateRoles } from '../../../contract/desk/checks.ts'
import type { Role } from '../../../domain/roles.ts'
import { useSession } from '../../app/session.tsx'
import { useText } from '../../text/Text.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { CountsView } from './CountsView.tsx'
import { GateView } from './GateView.tsx'

const views = ['gate', 'counts'] as const

/** Checking at a gate, and how often papers were checked anywhere; each for those whose work it is. */
export function ChecksPage() {
  const { view = 'gate' } = useSearch({ from: '/checks' })
  const { roles } = useSession().session
  const [isAtGate, looksAfter] = [hasOne(roles, gateRoles), hasOne(roles, countRoles)]
  const tabs = isAtGate && looksAfter ? <Tabs view={view} /> : null
  const isCounts = looksAfter && (view === 'counts' || !isAtGate)
  return isCounts ? <CountsView tabs={tabs} /> : <GateView tabs={tabs} />
}

function hasOne(roles: readonly Role[], wanted: readonly Role[]): boolean {
  return roles.some((role) => wanted.includes(role))
}

function Tabs({ view }: { view: (typeof views)[number] }) {
  const text = useText().checks
  const navigate = useNavigate()
  const show = (value: string) =>
    void navigate({ to: '/checks', search: value === 'counts' ? { view: 'counts' } : {}, replace: true })
  const tabs = views.map((value) => ({ value, label: text.tabs[value] }))
  return <FilterTabs label={text.views} tabs={tabs} value={view} onChange={show} />
}

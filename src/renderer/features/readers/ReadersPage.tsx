import { useNavigate, useSearch } from '@tanstack/react-router'
import { useSession } from '../../app/session.tsx'
import { useText } from '../../text/Text.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { MonitorView } from './MonitorView.tsx'
import { ReadersView } from './ReadersView.tsx'
import { UnknownScansView } from './UnknownScansView.tsx'

const views = ['readers', 'monitor', 'unknown'] as const
type View = (typeof views)[number]

/** The readers of this PC; for the administrator also what they sent. The view shown is part of the address. */
export function ReadersPage() {
  const { view = 'readers' } = useSearch({ from: '/readers' })
  const { session } = useSession()
  if (!session.roles.includes('administrator')) return <ReadersView tabs={null} />
  const tabs = <Tabs view={view} />
  if (view === 'monitor') return <MonitorView tabs={tabs} />
  return view === 'unknown' ? <UnknownScansView tabs={tabs} /> : <ReadersView tabs={tabs} />
}

function Tabs({ view }: { view: View }) {
  const text = useText().readers
  const navigate = useNavigate()
  const show = (value: string) => {
    const chosen = views.find((one) => one === value)
    void navigate({
      to: '/readers',
      search: chosen === undefined || chosen === 'readers' ? {} : { view: chosen },
      replace: true,
    })
  }
  const tabs = views.map((value) => ({ value, label: text.tabs[value] }))
  return <FilterTabs label={text.views} tabs={tabs} value={view} onChange={show} />
}

import { BookX } from 'lucide-react'
import type { Role } from '../../../domain/roles.ts'
import { useSession } from '../../app/session.tsx'
import { useText } from '../../text/Text.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { ExtractView } from './ExtractView.tsx'
import { LedgerView } from './LedgerView.tsx'
import { RegisterView } from './RegisterView.tsx'
import { ReportView } from './ReportView.tsx'
import type { BookView } from './search.ts'
import { useShown } from './useShown.ts'

/** Whose books they are: an administrator sees counts, never people. */
const viewsOf: Readonly<Record<BookView, readonly Role[]>> = {
  register: ['clerk', 'ward-official'],
  ledger: ['clerk', 'ward-official'],
  report: ['clerk', 'ward-official', 'administrator'],
  extract: ['administrator'],
}
const views = ['register', 'ledger', 'report', 'extract'] as const satisfies readonly BookView[]

/** The books of the counter: register, ledgers, counts, and the population extract. */
export function ReportsPage() {
  const { roles } = useSession().session
  const text = useText().reports
  const { search, show } = useShown()
  const open = views.filter((one) => viewsOf[one].some((role) => roles.includes(role)))
  const shown = open.find((one) => one === search.view) ?? open[0]
  if (!shown) {
    return (
      <EmptyState icon={BookX} title={text.noAccess}>
        {text.noAccessText}
      </EmptyState>
    )
  }
  const tabs = open.map((value) => ({ value, label: text.tabs[value] }))
  const Shown = pages[shown]
  return (
    <>
      <PageHeader title={text.title} note={shown === 'extract' ? undefined : text.note} />
      <FilterTabs
        label={text.views}
        tabs={tabs}
        value={shown}
        onChange={(value) =>
          show({ view: open.find((one) => one === value), state: undefined, category: undefined })
        }
      />
      <Shown key={shown} />
    </>
  )
}

const pages = {
  register: RegisterView,
  ledger: LedgerView,
  report: ReportView,
  extract: ExtractView,
} as const

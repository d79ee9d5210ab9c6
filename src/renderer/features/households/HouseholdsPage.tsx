import { useNavigate, useSearch } from '@tanstack/react-router'
import { House, ShoppingBasket } from 'lucide-react'
import { readPack } from '../../../contract/desk/cases.ts'
import { useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useHouseholdsText } from '../../text/households.ts'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { CardsView } from './CardsView.tsx'
import { MarketDaysView } from './MarketDaysView.tsx'
import { RosterView } from './RosterView.tsx'

const views = { roster: RosterView, days: MarketDaysView, cards: CardsView } as const
const names = ['roster', 'days', 'cards'] as const
const readers = ['area-police', 'clerk', 'ward-official', 'ward-police'] as const

/** Households by residential group: who lives there, when they go to market, and their cards. */
export function HouseholdsPage() {
  const text = useHouseholdsText()
  const { roles } = useSession().session
  const search = useSearch({ from: '/households' })
  const navigate = useNavigate()
  const pack = useRoute(readPack, { query: {} }, ['office', 'policies'])
  if (!readers.some((role) => roles.includes(role)))
    return (
      <EmptyState icon={House} title={text.noAccess}>
        {text.noAccessText}
      </EmptyState>
    )
  const view = search.view ?? 'roster'
  const Shown = views[view]
  // What the rules lack is said before anything is tried.
  const lacksCards = pack.data?.procedures.every(({ record }) => record !== 'market-card') ?? false
  return (
    <>
      <PageHeader title={text.title} />
      <FilterTabs
        label={text.views}
        tabs={names.map((value) => ({ value, label: text.tabs[value] }))}
        value={view}
        onChange={(value) =>
          void navigate({
            to: '/households',
            search: { view: names.find((one) => one === value) },
            replace: true,
          })
        }
      />
      {lacksCards && view !== 'roster' && (
        <EmptyState icon={ShoppingBasket} title={text.noCards}>
          {text.noCardsText}
        </EmptyState>
      )}
      {(view === 'roster' || (!lacksCards && !pack.isPending)) && <Shown />}
    </>
  )
}

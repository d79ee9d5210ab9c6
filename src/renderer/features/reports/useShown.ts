import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Ledger, listLedgers } from '../../../contract/desk/reports.ts'
import { useRoute } from '../../app/queries.ts'
import { type Period, periodOf, type ReportsSearch, todayHere } from './search.ts'

type Shown = {
  readonly search: ReportsSearch
  readonly period: Period
  /** Changes what is shown; the address follows. */
  readonly show: (part: Partial<ReportsSearch>) => void
}

/** What of the books is shown, as the address says it. */
export function useShown(): Shown {
  const search = useSearch({ from: '/reports' })
  const navigate = useNavigate()
  return {
    search,
    period: periodOf(search, todayHere()),
    show: (part) => void navigate({ to: '/reports', search: { ...search, ...part }, replace: true }),
  }
}

/** Every ledger there is, and the one the address names; the first where it names none. */
export function useLedgers() {
  const { search } = useShown()
  const read = useRoute(listLedgers, {}, ['cases', 'office'])
  const ledgers = read.data?.ledgers ?? []
  const chosen = ledgers.find((one) => nameOf(one) === search.ledger)
  return { read, ledgers, chosen, first: chosen ?? ledgers[0] }
}

/** A ledger as the address names it. */
export function nameOf({ pack, procedure }: Pick<Ledger, 'pack' | 'procedure'>): string {
  return `${pack}/${procedure}`
}

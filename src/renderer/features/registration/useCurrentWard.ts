import { suggestAddress } from '../../../contract/desk/addresses.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { useRoute } from '../../app/queries.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'

/** Shorter texts name no ward. */
const leastAddress = 8

/**
 * Which ward of today an address of before 01/07/2025 lies in, as a sentence; null for any other address. For knowing
 * only: the address is kept as it is written on the paper.
 */
export function useCurrentWard(residence: string): string | null {
  const text = useText().registration.currentWard
  const enabled = residence.length >= leastAddress
  const { data } = useRoute(suggestAddress, { body: { text: residence } }, [], { enabled })
  if (!enabled || data?.written !== 'old') return null
  const { ward, province, alternatives, isDoubtful } = data
  const names = ward ? [ward.name] : alternatives.map(({ name }) => name)
  if (names.length === 0 || !province) return null
  const asOf = civilDate(data.asOf)
  const known = ward ? text.is(names.join(', '), province.name) : text.maybe(names.join(', '), province.name)
  return [known, ...(isDoubtful ? [text.doubtful] : []), ...(asOf ? [text.asOf(showDate(asOf))] : [])].join(
    ' ',
  )
}

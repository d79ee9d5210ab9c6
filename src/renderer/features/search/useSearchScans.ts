import { useNavigate } from '@tanstack/react-router'
import { readPerson, searchPeople } from '../../../contract/desk/people.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import { ask } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/**
 * What a scan does on the search page: an ID document is searched for by its number, a receipt or a permit of this
 * office opens its case.
 */
export function useSearchScans(searchFor: (text: string) => void): void {
  const text = useText().search
  const say = useToast()
  const navigate = useNavigate()

  const openCase = async (caseId: string | null) => {
    if (caseId === null) say({ tone: 'warning', title: text.scanFailed })
    else await navigate({ to: '/cases/$caseId', params: { caseId } })
  }
  const take = async ({ recognised, verdict }: Scan) => {
    if (verdict) return openCase(verdict.caseId)
    if (recognised.receiptNumber) return openCase(await caseByNumber(recognised.receiptNumber))
    const number = recognised.idNumber ?? recognised.oldIdNumber
    if (number === undefined || number === '') return say({ tone: 'info', title: text.scanUnknown })
    return searchFor(number)
  }
  useScans((scan) => void take(scan))
}

/** The case with this number; a person found by it may have later ones. */
async function caseByNumber(number: string): Promise<string | null> {
  const found = await ask(searchPeople, { body: { text: number, limit: 5 } })
  for (const { personId } of found.answer?.hits ?? []) {
    // oxlint-disable-next-line no-await-in-loop -- one hit is the rule; the next is asked only if it was not theirs
    const person = await ask(readPerson, { params: { personId } })
    const match = person.answer?.cases.find((one) => one.number === number)
    if (match) return match.caseId
  }
  return null
}

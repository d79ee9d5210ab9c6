import { useNavigate } from '@tanstack/react-router'
import { searchPeople } from '../../contract/desk/people.ts'
import type { Scan } from '../../contract/desk/scans.ts'
import { useText } from '../text/Text.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { ask } from './queries.ts'
import { signedPapers } from './scanClaims.ts'
import { useDefaultScans, useScanHandOn } from './scans.tsx'
import { useRegisters } from './registers.ts'
import { useSession } from './session.tsx'

/** As much of an unknown code as a person needs to see what it is. */
const longestShown = 200

/**
 * What a scan does on a page that has no use for it: a person's paper opens the registration, a permit the check, a
 * receipt its case. What nobody recognises is shown as it is.
 */
export function ScanDesk() {
  const text = useText().app.scans
  const navigate = useNavigate()
  const say = useToast()
  const handOn = useScanHandOn()
  const registers = useRegisters(useSession().session.roles)

  const openCase = async (number: string) => {
    const { answer } = await ask(searchPeople, { body: { text: number, limit: 5 } })
    const found = answer?.hits.find((hit) => hit.lastCase?.number === number)?.lastCase
    if (found) await navigate({ to: '/cases/$caseId', params: { caseId: found.caseId } })
    else say({ tone: 'info', title: text.nobody, next: text.nobodyNext })
  }
  const handle = (scan: Scan) => {
    const { kind, receiptNumber } = scan.recognised
    if (kind === 'receipt' && receiptNumber !== undefined) return void openCase(receiptNumber)
    if (signedPapers.includes(kind)) {
      handOn(scan)
      return void navigate({ to: '/verify' })
    }
    if (kind === 'unknown') {
      const children = scan.text?.slice(0, longestShown)
      return say({ tone: 'info', title: text.unknown, next: text.unknownNext, children })
    }
    if (!registers) {
      return say({ tone: 'info', title: text.nobody, next: text.nobodyNext })
    }
    handOn(scan)
    return void navigate({ to: '/register' })
  }
  useDefaultScans(handle, () => say({ tone: 'info', title: text.nobody, next: text.nobodyNext }))
  return null
}

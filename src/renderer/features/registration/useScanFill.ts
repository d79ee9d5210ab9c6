import { useState } from 'react'
import type { Scan } from '../../../contract/desk/scans.ts'
import { useScans } from '../../app/scans.tsx'
import type { FieldName, Fields } from './fields.ts'
import { fieldsOfScan, isPersonScan, scannedNumber } from './scanned.ts'
import type { ApplicationForm } from './useApplicationForm.ts'

/** Scans into a form: what was scanned last, and a card of somebody else that waits for an answer. */
export type ScanFill = {
  readonly scan: Scan | null
  readonly otherPerson: Scan | null
  readonly fill: (scan: Scan) => void
  readonly drop: () => void
}

/** Puts every card that is scanned into the form, unless the form is already somebody else's. */
export function useScanFill(form: ApplicationForm): ScanFill {
  const [scan, setScan] = useState<Scan | null>(null)
  const [otherPerson, setOtherPerson] = useState<Scan | null>(null)

  const fill = (taken: Scan) => {
    const values = fieldsOfScan(taken.recognised)
    setOtherPerson(null)
    setScan(taken)
    form.put(values)
    // After the drawing: a scan may bring a field with it.
    window.setTimeout(() => form.focus(nextStop(form.read(), form.guided)), 0)
  }
  useScans((taken) => {
    if (!isPersonScan(taken.recognised)) setScan(taken)
    else if (isSomebodyElse(taken, form.read())) setOtherPerson(taken)
    else fill(taken)
  })
  return { scan, otherPerson, fill, drop: () => setOtherPerson(null) }
}

function isSomebodyElse({ recognised }: Scan, { idNumber, oldIdNumber }: Fields): boolean {
  const scanned = [scannedNumber(recognised), recognised.oldIdNumber ?? ''].filter(Boolean)
  // A number half typed is nobody's yet.
  const present = [idNumber, oldIdNumber].filter((number) => number.length >= 9)
  return scanned.length > 0 && present.length > 0 && !scanned.some((number) => present.includes(number))
}

/** Where the cursor goes after a card: what the card left open, what is to be settled first, then the phone. */
function nextStop(fields: Fields, guided: boolean): FieldName {
  const order = ['idNumber', 'fullName', 'birthDate', 'sex', 'residence'] as const
  const open = order.find((name) => fields[name] === '')
  if (open || fields.mustConfirm !== '') return open ?? 'lettersConfirmed'
  return guided && fields.category === '' ? 'category' : 'phone'
}

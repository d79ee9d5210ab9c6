import { useEffect, useRef } from 'react'
import { type ExtractLookup, lookupExtract } from '../../../contract/desk/extract.ts'
import type { ExtractPerson } from '../../../contract/sync/extract.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { useRoute } from '../../app/queries.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { differencesOf, fieldsOfPerson, fillOf, type KnownField, numberToLookUp } from './extractFill.ts'
import type { ApplicationForm } from './useApplicationForm.ts'

/**
 * Fills the form from the ward's population extract when the number is complete, for procedures that say so; what is
 * there already stays, and is compared.
 */
export function ExtractNotice({ form }: { form: ApplicationForm }) {
  const procedure = form.rules?.procedure
  if (procedure?.prefill !== true) return null
  return <LookedUp form={form} procedure={procedure.id} />
}

function LookedUp({ form, procedure }: { form: ApplicationForm; procedure: string }) {
  const number = numberToLookUp(form.settled)
  const body = { procedure, idNumber: number ?? '' }
  const { data } = useRoute(lookupExtract, { body }, ['office'], { enabled: number !== null })
  const found = number === null ? undefined : data
  useFilled(form, number, found)
  if (!found?.asOf) return null
  return <Said form={form} asOf={dayWords(found.asOf)} person={found.person} />
}

/** Once for each number: what the clerk empties afterwards stays empty. */
function useFilled(form: ApplicationForm, number: string | null, found: ExtractLookup | undefined): void {
  const filled = useRef<string | null>(null)
  useEffect(() => {
    if (number === null || !found || filled.current === number) return
    filled.current = number
    if (!found.person) return
    const part = fillOf(found.person, form.read())
    if (Object.keys(part).length === 0) return
    const at = document.activeElement?.getAttribute('name') ?? ''
    form.put(part)
    // The cursor stood in what is filled now: what is typed next belongs behind it.
    if (at in part) form.focus('phone')
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when the answer is there; later the form is the clerk's
  }, [number, found])
}

type SaidProps = { form: ApplicationForm; asOf: string; person: ExtractPerson | null }

function Said({ form, asOf, person }: SaidProps) {
  const { reports, registration } = useText()
  const text = reports.lookup
  if (!person) return <Notice live="status" tone="info" title={text.none(asOf)} />
  const differences = differencesOf(person, form.settled)
  if (differences.length === 0)
    return (
      <Notice live="status" tone="success" title={text.same(asOf)}>
        {person.household !== null && text.household(person.household)}
      </Notice>
    )
  const told = fieldsOfPerson(person)
  const words = (name: KnownField) =>
    name === 'sex' && person.sex ? registration.sexes[person.sex] : told[name]
  const takeOver = () => {
    form.put(Object.fromEntries(differences.map((name) => [name, told[name]])))
    // The button goes with the difference; the cursor must not.
    form.focus(differences[0] ?? 'phone')
  }
  return (
    <Notice
      live="status"
      tone="warning"
      title={text.differs(asOf)}
      next={text.differsNext}
      actions={
        <Button variant="quiet" onClick={takeOver}>
          {text.takeOver}
        </Button>
      }
    >
      {differences.map((name) => text.says(registration.fields[name], words(name))).join('; ')}
    </Notice>
  )
}

function dayWords(day: string): string {
  const date = civilDate(day)
  return date ? showDate(date) : day
}

import { type FocusEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useForm, type UseFormRegisterReturn } from 'react-hook-form'
import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { type FieldIssue, type Issues, issuesOf } from './application.ts'
import { createDraftKeeper, type DraftKeeper } from './draftKeeper.ts'
import { type FieldName, fieldNames, type Fields, fieldsOfDraft, sameFields, typedNames } from './fields.ts'

/** What a form starts from. */
export type Opened = {
  readonly draftId: string
  readonly fields: Fields
  /** The field the person was in when the draft was kept. */
  readonly focus: string | null
  /** Instant (ms) the draft is of; null for a new form. */
  readonly restoredAt: number | null
}

/** A form in use: its values stay in the inputs, and only leaving a field or a decision redraws anything. */
export type ApplicationForm = {
  readonly opened: Opened
  readonly keeper: DraftKeeper
  /** The values as of the last field left. */
  readonly settled: Fields
  readonly issues: Issues
  readonly setIssues: (issues: Issues) => void
  /** Rises when values were put in from outside, so that composed fields start anew. */
  readonly turn: number
  readonly input: (name: FieldName) => UseFormRegisterReturn
  /** Puts values in: of a scan, a decision, a composed field. */
  readonly put: (part: Partial<Fields>) => void
  /** Puts in what a composed field holds, without starting it anew. */
  readonly note: (part: Partial<Fields>) => void
  /** Takes what is being typed into a composed field; settled when the field is left. */
  readonly hear: (part: Partial<Fields>) => void
  /** The values now. */
  readonly read: () => Fields
  /** Ties the form element to it. */
  readonly attach: (element: HTMLFormElement | null) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  readonly focus: (name: string) => void
}

type Options = {
  readonly opened: Opened
  /** Which form the draft is of. */
  readonly kind: string
  readonly maxDays: number | null
}

/** The day it is in Vietnam; asked when needed, since a form may stay open past midnight. */
export function civilToday(): CivilDate {
  return dateAt(Date.now())
}

/** Sets up one form over what it starts from. */
export function useApplicationForm({ opened, kind, maxDays }: Options): ApplicationForm {
  const { register, getValues, setValue } = useForm<Record<keyof Fields, string>>({
    defaultValues: { ...opened.fields },
  })
  const [settled, setSettled] = useState(opened.fields)
  const [issues, setIssues] = useState<Issues>({})
  const [turn, setTurn] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const [keeper] = useState(() => createDraftKeeper(opened.draftId, kind, opened.fields, opened.restoredAt))

  const read = useCallback(() => {
    const values = getValues()
    // A radio group without a choice is null; the suggestion field is tidied only when left.
    return fieldsOfDraft({ ...values, sex: values.sex ?? '', purpose: tidy(values.purpose) })
  }, [getValues])
  const settle = useCallback(
    (focus: string | null) => {
      const fields = read()
      setSettled((before) => (sameFields(before, fields) ? before : fields))
      keeper.keep({ fields, focus })
      return fields
    },
    [read, keeper],
  )
  const hear = useCallback(
    (part: Partial<Fields>) => {
      for (const name of fieldNames) {
        const value = part[name]
        if (value !== undefined) setValue(name, value)
      }
    },
    [setValue],
  )
  const note = useCallback(
    (part: Partial<Fields>) => {
      hear(part)
      settle(nameOf(document.activeElement))
    },
    [hear, settle],
  )
  const attach = useCallback((element: HTMLFormElement | null) => {
    form.current = element
  }, [])
  const focus = useCallback((name: string) => focusField(form.current, name), [])
  useEffect(() => {
    // A quick hand has opened the reader's dialog before the form was there.
    if (document.activeElement?.closest('[role="dialog"]')) return
    focus(opened.focus ?? 'idNumber')
  }, [focus, opened])
  return {
    opened,
    keeper,
    settled,
    issues,
    setIssues,
    turn,
    input: register,
    put: (part) => {
      note(part)
      setTurn((before) => before + 1)
      setIssues((before) => withoutNames(before, Object.keys(part)))
    },
    note,
    hear,
    read,
    attach,
    onBlur: (event) => {
      const left = nameOf(event.target)
      const fields = settle(nameOf(event.relatedTarget) ?? left)
      const name = typedNames.find((one) => one === left)
      const now = issuesOf(fields, { today: civilToday(), maxDays })
      // On what stands by then: moving the cursor to what is wrong leaves a field too.
      if (name) setIssues((before) => recheck(before, name, fields, now))
    },
    focus,
  }
}

/** After a field was left: its own issue if something stands in it, and earlier ones only while they last. */
function recheck(before: Issues, left: FieldName, fields: Fields, now: Issues): Issues {
  const kept = Object.entries(before).filter(([name]) => name !== left && now[name as FieldName])
  const own = fields[left] !== '' ? now[left] : before[left] && now[left]
  const next: Partial<Record<FieldName, FieldIssue>> = Object.fromEntries(
    kept.map(([name]) => [name, now[name as FieldName]]),
  )
  if (own) next[left] = own
  return JSON.stringify(next) === JSON.stringify(before) ? before : next
}

function withoutNames(issues: Issues, names: readonly string[]): Issues {
  return Object.fromEntries(Object.entries(issues).filter(([name]) => !names.includes(name)))
}

/** The name of the field an element belongs to; composed fields are marked with `data-field`. */
function nameOf(element: EventTarget | null): string | null {
  if (!(element instanceof HTMLElement)) return null
  return (
    element.getAttribute('name') ?? element.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? null
  )
}

function focusField(form: HTMLFormElement | null, name: string): void {
  const wanted = CSS.escape(name)
  const found = form?.querySelector<HTMLElement>(
    `[name="${wanted}"], [data-field="${wanted}"] input, [data-field="${wanted}"] button`,
  )
  found?.focus()
  if (found instanceof HTMLInputElement && found.type === 'text') found.select()
}

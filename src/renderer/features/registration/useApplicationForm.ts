import { type FocusEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useForm, type UseFormRegisterReturn } from 'react-hook-form'
import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import type { RulePack } from '../../../contract/policy/pack.ts'
import type { Limits } from './application.ts'
import { createDraftKeeper, type DraftKeeper } from './draftKeeper.ts'
import { type FieldName, type Fields, fieldsOfDraft, isFieldName, sameFields } from './fields.ts'
import { type FieldIssue, type Issues, issuesOf } from './issues.ts'
import { needsGuide, type Rules, rulesOf } from './rules.ts'

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
  /** The procedure the form is of, in its pack; null while that is not there. */
  readonly rules: Rules | null
  /** Something is settled before the applicant is asked for anything. */
  readonly guided: boolean
  /** The procedure can be chosen. */
  readonly isOpen: boolean
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
  /** What values are judged by. */
  readonly limits: (fields: Fields) => Limits
  /** Ties the form element to it. */
  readonly attach: (element: HTMLFormElement | null) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  readonly focus: (name: string) => void
  /** Puts the cursor into the first of these fields, as they stand on the page. */
  readonly focusFirst: (names: readonly string[]) => void
}

type Options = {
  readonly opened: Opened
  /** Which form the draft is of. */
  readonly kind: string
  readonly pack: RulePack | undefined
  /** The procedure is settled: a case that came back. */
  readonly fixed?: boolean
}

/** The day it is in Vietnam; asked when needed, since a form may stay open past midnight. */
export function civilToday(): CivilDate {
  return dateAt(Date.now())
}

/** Sets up one form over what it starts from. */
export function useApplicationForm({ opened, kind, pack, fixed }: Options): ApplicationForm {
  const { register, getValues, setValue } = useForm<Record<string, string | null>>({
    defaultValues: { ...opened.fields },
  })
  const [settled, setSettled] = useState(opened.fields)
  const [issues, setIssues] = useState<Issues>({})
  const [turn, setTurn] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const [keeper] = useState(() => createDraftKeeper(opened.draftId, kind, opened.fields, opened.restoredAt))

  const read = useCallback(() => {
    // A radio group without a choice is null; the suggestion field is tidied only when left.
    const texts = Object.entries(getValues()).map(([name, value]) => [name, value ?? ''] as const)
    const fields = fieldsOfDraft(Object.fromEntries(texts))
    return { ...fields, purpose: tidy(fields.purpose) }
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
      for (const [name, value] of Object.entries(part)) if (value !== undefined) setValue(name, value)
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
    focus(opened.focus ?? (fixed ? 'idNumber' : startOf(pack)))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- where it starts; later the cursor is the person's
  }, [focus, opened])
  const limits = (fields: Fields): Limits => ({
    today: civilToday(),
    rules: rulesOf(pack, fields.procedure),
  })
  const rules = rulesOf(pack, settled.procedure)
  return {
    opened,
    keeper,
    rules,
    guided: rules !== null && needsGuide(rules, civilToday()),
    isOpen: !fixed && (pack?.procedures.length ?? 0) > 1,
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
    limits,
    attach,
    onBlur: (event) => {
      const left = nameOf(event.target)
      const fields = settle(nameOf(event.relatedTarget) ?? left)
      if (left === null || !isFieldName(left)) return
      const now = issuesOf(fields, limits(fields))
      // On what stands by then: moving the cursor to what is wrong leaves a field too.
      setIssues((before) => recheck(before, left, fields, now))
    },
    focus,
    focusFirst: (names) => focusFirst(form.current, names),
  }
}

/** Where the cursor starts: at what has to be settled first, otherwise where the card is typed. */
function startOf(pack: RulePack | undefined): FieldName | 'procedure' {
  if (pack && pack.procedures.length > 1) return 'procedure'
  return pack && needsGuide({ pack }, civilToday()) ? 'category' : 'idNumber'
}

/** After a field was left: its own issue if something stands in it, and earlier ones only while they last. */
function recheck(before: Issues, left: FieldName, fields: Fields, now: Issues): Issues {
  const names = Object.keys(before).filter(isFieldName)
  // What only the office knows to be wrong stays until that field itself is left again.
  const stays = (name: FieldName) => now[name] ?? (before[name] === 'wrong' ? before[name] : undefined)
  const kept = names.filter((name) => name !== left && stays(name))
  const own = (fields[left] ?? '') !== '' ? now[left] : before[left] && now[left]
  const next: Partial<Record<FieldName, FieldIssue>> = Object.fromEntries(
    kept.map((name) => [name, stays(name)]),
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

function focusFirst(form: HTMLFormElement | null, names: readonly string[]): void {
  const stops = [...(form?.querySelectorAll('[name], [data-field]') ?? [])]
  const first = stops.map(nameOf).find((name) => name !== null && names.includes(name))
  if (first) focusField(form, first)
}

function focusField(form: HTMLFormElement | null, name: string): void {
  const wanted = CSS.escape(name)
  const found = form?.querySelector<HTMLElement>(
    `[name="${wanted}"]:is(:checked, :not([type="radio"])), [data-field="${wanted}"] input, [data-field="${wanted}"] button`,
  )
  const radio = form?.querySelector<HTMLElement>(`[name="${wanted}"]`)
  ;(found ?? radio)?.focus()
  if (found instanceof HTMLInputElement && found.type === 'text') found.select()
}

import { useRef, useState } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import { registerCase } from '../../../contract/desk/registration.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { refusedFields } from '../../app/fieldIssues.ts'
import { ask } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { applicationOf } from './application.ts'
import type { Fields } from './fields.ts'
import { type Issues, issuesOf, issuesOfPaths } from './issues.ts'
import { questionsOf, type Rules } from './rules.ts'
import type { ApplicationForm } from './useApplicationForm.ts'
import { decidedFields, type Duplicates } from './useDuplicates.ts'

type Options = {
  form: ApplicationForm
  duplicates: Duplicates
  focusDuplicates: () => void
  onRegistered: (registered: Case) => void
}

/**
 * Sends a registration. The case's id is made once for the form: pressed again after an answer that was lost, nothing
 * is registered twice. What the office refuses is shown where it belongs, and the form is kept.
 */
export function useRegistering({ form, duplicates, focusDuplicates, onRegistered }: Options) {
  const words = useText().registration.fields
  const caseId = useRef(newActId())
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [asked, setAsked] = useState(false)

  const refuse = async (refusal: Problem) => {
    setProblem(inLabels(refusal, form.rules, words))
    showRefusal(form, refusal)
    // The form is drawn anew when they are here.
    if (refusal.code === 'rules-changed') readAnew(['office'])
    if (refusal.code !== 'duplicate-person' && refusal.code !== 'live-permit') return
    await duplicates.refetch()
    window.setTimeout(focusDuplicates, 0)
  }
  const submit = async () => {
    if (pending) return
    const fields = decidedNow(form, duplicates)
    const limits = form.limits(fields)
    const issues = issuesOf(fields, limits)
    showIssues(form, issues)
    if (Object.keys(issues).length > 0) return
    setAsked(true)
    if (duplicates.open === 'person') return focusDuplicates()
    if (duplicates.open === 'live-permit') return form.focus('livePermit')
    setPending(true)
    setProblem(null)
    await form.keeper.hold()
    const scanRule = fields.scanRule || null
    const procedure = limits.rules?.procedure.id
    const outcome = await ask(registerCase, {
      body: {
        caseId: caseId.current,
        draftId: form.opened.draftId,
        scanRule,
        ...(procedure === undefined ? {} : { procedure }),
        ...applicationOf(fields, limits),
      },
    })
    setPending(false)
    if (outcome.answer) return onRegistered(outcome.answer)
    form.keeper.resume()
    return refuse(outcome.problem)
  }
  return { submit, pending, problem, asked }
}

/** A refusal with the labels of the form in place of the paths the office names fields by. */
export function inLabels(
  refusal: Problem,
  rules: Rules | null,
  words: Texts['registration']['fields'],
): Problem {
  const paths = [...refusedFields(refusal)]
  if (paths.length === 0) return refusal
  const known = new Map(Object.entries(words))
  const labels = paths.map((path) => {
    const id = path.split('.').at(-1) ?? path
    return questionsOf(rules).find((field) => field.id === id)?.label || known.get(id) || path
  })
  return { ...refusal, data: { ...refusal.data, fields: [...new Set(labels)].join(', ') } }
}

/** Marks what is not right and puts the cursor into the first of it. */
export function showIssues(form: ApplicationForm, issues: Issues): void {
  form.setIssues(issues)
  form.focusFirst(Object.keys(issues))
}

/** Marks the fields a refusal is about. Without any, the button that sends gets the cursor back. */
export function showRefusal(form: ApplicationForm, refusal: Problem): void {
  const issues = issuesOfRefusal(refusal)
  showIssues(form, issues)
  if (Object.keys(issues).length > 0) return
  // After the drawing: while it is busy the button takes no cursor, and has lost its own.
  window.setTimeout(() => {
    if (document.activeElement === document.body) form.focus('send')
  }, 0)
}

/** The fields a refusal is about. */
function issuesOfRefusal(refusal: Problem): Issues {
  switch (refusal.code) {
    case 'schedule-outside-rules':
      return { lastDay: 'lastDayTooLate' }
    case 'other-authority':
      return { category: 'categoryElsewhere' }
    case 'category-not-open':
      return { category: 'categoryLater' }
    case 'zone-not-allowed':
      return { zone: 'zoneNotAllowed' }
    case 'beyond-confirmation':
      return { lastDay: 'lastDayBeyondList' }
    case 'confirmation-withdrawn':
    case 'confirmation-ended':
    case 'not-listed':
      return { listedBy: 'listedBy' }
    default:
      return issuesOfPaths(refusedFields(refusal))
  }
}

/**
 * The form with the decisions that hold for it. When who it is about was changed a moment ago, the list on the screen
 * is of somebody else: then nothing counts as decided, and the office asks.
 */
function decidedNow(form: ApplicationForm, duplicates: Duplicates): Fields {
  const now = form.read()
  const identity = ['idNumber', 'oldIdNumber', 'fullName', 'birthDate'] as const
  const changed = identity.some((name) => now[name] !== form.settled[name])
  return changed ? { ...now, personId: '', others: '', livePermit: '' } : decidedFields(now, duplicates)
}

import { useNavigate, useParams } from '@tanstack/react-router'
import { FileQuestion, Send } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Case, readCase, readPack } from '../../../contract/desk/cases.ts'
import { discardDraft, listDrafts } from '../../../contract/desk/drafts.ts'
import { completeCase } from '../../../contract/desk/registration.ts'
import { procedureOf, type RulePack } from '../../../contract/policy/pack.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { applicationOf } from './application.ts'
import { DraftChip } from './DraftChip.tsx'
import { fieldsOfCase } from './fields.ts'
import { FormLayout } from './FormLayout.tsx'
import { issuesOf } from './issues.ts'
import styles from './Registration.module.css'
import { NotClerk } from './RegistrationPage.tsx'
import { RulesChanged } from './RulesChanged.tsx'
import { rulesOf } from './rules.ts'
import { ScanStrip } from './ScanStrip.tsx'
import { type ApplicationForm, type Opened, useApplicationForm } from './useApplicationForm.ts'
import { openedDraft } from './useOpenedDraft.ts'
import { inLabels, showIssues, showRefusal } from './useRegistering.ts'
import { useScanFill } from './useScanFill.ts'

/** Completes a returned application together with the applicant: the same form, with the reason on top. */
export function CompletionPage() {
  const { caseId } = useParams({ from: '/cases/$caseId/complete' })
  const { session } = useSession()
  return session.roles.includes('clerk') ? <Completion key={caseId} caseId={caseId} /> : <NotClerk />
}

type Loaded =
  | { readonly subject: Case; readonly opened: Opened; readonly pack: RulePack }
  | { readonly problem: Problem }

function Completion({ caseId }: { caseId: string }) {
  const loaded = useLoaded(caseId)
  if (!loaded) return <LoadingState />
  if ('problem' in loaded) return <ProblemNotice problem={loaded.problem} />
  if (loaded.subject.state !== 'returned') return <NotReturned caseId={caseId} />
  return <CompletionForm {...loaded} />
}

/** The case and one's unfinished completion of it, read once: what happens elsewhere must not change a form in use. */
function useLoaded(caseId: string): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  useEffect(() => {
    let gone = false
    const load = async () => {
      const [read, drafts] = await Promise.all([ask(readCase, { params: { caseId } }), ask(listDrafts, {})])
      if (gone) return
      if (!read.answer) return setLoaded({ problem: read.problem })
      const pack = await packOfCompletion(read.answer)
      if (gone) return
      if (!pack.answer) return setLoaded({ problem: pack.problem })
      const draft = drafts.answer?.drafts.find(({ form }) => form === formOf(caseId))
      const rules = rulesOf(pack.answer, read.answer.procedure.id)
      if (!rules) throw new Error('a pack without a procedure')
      const fields = fieldsOfCase(read.answer, rules)
      const opened = draft
        ? openedDraft(draft)
        : { draftId: newActId(), fields, focus: null, restoredAt: null }
      setLoaded({ subject: read.answer, opened, pack: pack.answer })
    }
    void load()
    return () => {
      gone = true
    }
  }, [caseId])
  return loaded
}

/** The case's own pack, unless the one in force says that cases in progress go on under it. */
async function packOfCompletion({ pack, procedure }: Case) {
  const inForce = await ask(readPack, { query: {} })
  const goesOn = inForce.answer?.casesInProgress === 'go-on-under-this'
  if (goesOn && inForce.answer && procedureOf(inForce.answer, procedure.id)) return inForce
  return ask(readPack, { query: { pack } })
}

/** Which form a draft is of; at most 40 characters. */
function formOf(caseId: string): string {
  return `return-${caseId.replaceAll('-', '')}`
}

function NotReturned({ caseId }: { caseId: string }) {
  const text = useText().registration
  const navigate = useNavigate()
  return (
    <EmptyState
      icon={FileQuestion}
      title={text.notReturned}
      action={
        <Button
          variant="primary"
          autoFocus
          onClick={() => void navigate({ to: '/cases/$caseId', params: { caseId } })}
        >
          {text.openCase}
        </Button>
      }
    >
      {text.notReturnedText}
    </EmptyState>
  )
}

function CompletionForm({ subject, opened, pack: loaded }: Extract<Loaded, { subject: Case }>) {
  const text = useText().registration
  const [pack, setPack] = useState(loaded)
  const form = useApplicationForm({ opened, kind: formOf(subject.caseId), pack, fixed: true })
  const { scan } = useScanFill(form)
  const { send, pending, problem } = useCompleting(form, subject, setPack)
  useShortcuts([{ key: 'Ctrl+Enter', label: text.complete, run: send, when: !pending }])
  return (
    <>
      <PageHeader
        title={`${text.completeTitle} ${subject.number}`}
        mark={<DraftChip keeper={form.keeper} />}
      />
      <RulesChanged form={form} pack={pack} />
      <Notice tone="warning" title={text.whyReturned(subject.reason ?? '')} next={text.whyReturnedNext} />
      {scan && <ScanStrip scan={scan} />}
      <FormLayout
        form={form}
        onSubmit={() => void send()}
        end={
          <>
            <ProblemNotice problem={problem} />
            <div className={styles.actions}>
              <Button
                type="submit"
                name="send"
                variant="primary"
                icon={Send}
                shortcut="Ctrl+Enter"
                busy={pending}
              >
                {pending ? text.registering : text.complete}
              </Button>
            </div>
          </>
        }
      />
    </>
  )
}

/** Sends the corrected application; the same act however often it is pressed. */
function useCompleting(form: ApplicationForm, subject: Case, onRules: (pack: RulePack) => void) {
  const text = useText().registration
  const navigate = useNavigate()
  const say = useToast()
  const actId = useRef(newActId())
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { caseId, version } = subject

  const send = async () => {
    if (pending) return
    const fields = form.read()
    const limits = form.limits(fields)
    const issues = issuesOf(fields, limits)
    showIssues(form, issues)
    if (Object.keys(issues).length > 0) return
    setPending(true)
    setProblem(null)
    await form.keeper.hold()
    const body = { actId: actId.current, version, ...applicationOf(fields, limits) }
    const outcome = await ask(completeCase, { params: { caseId }, body })
    setPending(false)
    if (outcome.problem) {
      form.keeper.resume()
      setProblem(inLabels(outcome.problem, form.rules, text.fields))
      showRefusal(form, outcome.problem)
      if (outcome.problem.code !== 'rules-changed') return
      const { answer } = await packOfCompletion(subject)
      if (answer) onRules(answer)
      return
    }
    await ask(discardDraft, { params: { draftId: form.opened.draftId } })
    say({ tone: 'success', title: text.done.completedTitle, children: outcome.answer.number })
    await navigate({ to: '/cases/$caseId', params: { caseId } })
  }
  return { send, pending, problem }
}

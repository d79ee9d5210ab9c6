import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  type listPolicies,
  type Policy,
  type PolicyDetails,
  readPolicy,
} from '../../../contract/desk/policies.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { FilterTabs } from '../../ui/FilterTabs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { type PoliciesText, usePoliciesText } from '../../text/policies.ts'
import { ContentView } from './ContentView.tsx'
import { DifferenceView } from './DifferenceView.tsx'
import { EffectsView } from './EffectsView.tsx'
import { HistoryView } from './HistoryView.tsx'
import styles from './Policies.module.css'
import { PolicyActions } from './PolicyActions.tsx'
import { paramsOf, stateTones, versionWords } from './policyWords.ts'
import { SimulationView } from './SimulationView.tsx'

type Listed = RouteAnswer<typeof listPolicies>
type Props = { policy: Policy; listed: Listed; mayAct: boolean; onEdit: () => void }

/** One pack: what it says, what it changes, what it would have done, and what may be done with it. */
export function PolicyPane({ policy, listed, mayAct, onEdit }: Props) {
  const text = usePoliciesText()
  const locale = useLocale()
  const read = useRoute(readPolicy, { params: paramsOf(policy) }, ['policies', 'office', 'cases'])
  const details = read.data
  return (
    <Panel className={styles.pane}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{policy.title}</h2>
          <p className={styles.muted}>
            {policy.pack}, {versionWords(policy, text, locale)}
          </p>
        </div>
        <StatusChip tone={stateTones[policy.state]}>{text.states[policy.state]}</StatusChip>
      </header>
      {policy.state === 'too-new' && (
        <Notice tone="warning" title={text.tooNew} next={text.tooNewNext}>
          {text.tooNewText}
        </Notice>
      )}
      {policy.state === 'needs-approval' && <Notice tone="warning" title={waiting(policy, text)} />}
      {mayAct && <PolicyActions policy={policy} details={details} onEdit={onEdit} />}
      {read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!details && !read.isError && <LoadingState />}
      {details?.content && <Views details={details} listed={listed} />}
    </Panel>
  )
}

function waiting({ approvals }: Policy, text: PoliciesText): string {
  return approvals.length === 0
    ? text.waitsForTwo
    : text.waitsFor(approvals.map(({ fullName }) => fullName).join(', '))
}

const views = ['difference', 'simulation', 'effects', 'history'] as const
type View = (typeof views)[number]

function Views({ details, listed }: { details: PolicyDetails; listed: Listed }) {
  const text = usePoliciesText()
  const { pack, view } = useSearch({ from: '/policies' })
  const navigate = useNavigate()
  const choose = (value: string) => {
    const chosen: View | undefined = views.find((one) => one === value)
    void navigate({ to: '/policies', search: { pack, view: chosen }, replace: true })
  }
  const papers = details.earlier.reduce(
    (sum, one) => (one.effect === 'stay-valid' ? sum : sum + one.papers),
    0,
  )
  return (
    <>
      <FilterTabs
        label={text.tabsLabel}
        value={view ?? 'content'}
        onChange={choose}
        tabs={[
          { value: 'content', label: text.tabs.content },
          { value: 'difference', label: text.tabs.difference, count: details.difference.length },
          { value: 'simulation', label: text.tabs.simulation },
          { value: 'effects', label: text.tabs.effects, count: papers },
          { value: 'history', label: text.tabs.history },
        ]}
      />
      {view === undefined && <ContentView details={details} />}
      {view === 'difference' && <DifferenceView policy={details} policies={listed.policies} />}
      {view === 'simulation' && <SimulationView policy={details} />}
      {view === 'effects' && <EffectsView details={details} />}
      {view === 'history' && <HistoryView activations={listed.activations} />}
    </>
  )
}

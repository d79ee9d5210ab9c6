import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { type HubState, readHub } from '../../../contract/desk/hub.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useHubText } from '../../text/hub.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import styles from './Hub.module.css'
import { PcsTable } from './PcsTable.tsx'
import { ServingPanel } from './ServingPanel.tsx'
import { UsingPanel } from './UsingPanel.tsx'

/** What lies at a hub changes there; nobody tells this PC. */
const lookEveryMs = 5_000

/** The ward hub: whether this PC sends through one, and whether it is one. */
export function HubPage() {
  const read = useRoute(readHub, {}, ['hub', 'sync'], { everyMs: lookEveryMs })
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <Hub state={read.data} />
}

function Hub({ state }: { state: HubState }) {
  const text = useHubText()
  const { sync } = useText()
  const navigate = useNavigate()
  const mayChange = useSession().session.roles.includes('administrator')
  const { enrolled, serving, using } = state
  const isHub = serving?.on === true
  const isHubAlone = isHub && using === null
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={
          <Button icon={ArrowLeft} onClick={() => void navigate({ to: '/sync' })}>
            {sync.title}
          </Button>
        }
      />
      {!enrolled && <Notice tone="warning" title={text.notEnrolled} next={text.notEnrolledNext} />}
      {enrolled && (
        <div className={styles.page}>
          {!isHubAlone && <UsingPanel using={using} mayChange={mayChange} />}
          <ServingPanel
            serving={serving}
            mayChange={mayChange}
            usesHub={using !== null}
            className={isHubAlone ? (styles.wide ?? '') : ''}
          />
          {serving && (isHub || serving.pcs.length > 0) && <PcsTable pcs={serving.pcs} />}
        </div>
      )}
    </>
  )
}

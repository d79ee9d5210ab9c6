import { FileText, PackageCheck, Stamp } from 'lucide-react'
import { samples } from '../../text/samples.ts'
import { StatusChip } from '../Badge.tsx'
import { Button } from '../Button.tsx'
import { DeadlineChip } from '../DeadlineChip.tsx'
import { KeyValueList } from '../KeyValueList.tsx'
import { Notice } from '../Notice.tsx'
import { Panel } from '../Panel.tsx'
import { Progress } from '../Progress.tsx'
import { EmptyState, ErrorState, LoadingState } from '../States.tsx'
import styles from '../StylePage.module.css'
import { Timeline } from '../Timeline.tsx'

const { notices } = samples
const now = Date.now()
const hour = 3_600_000

/** Notices, chips, progress, details, history and the three states of a page. */
export function StatesSample() {
  return (
    <>
      <div className={styles.split}>
        <Notices />
        <Details />
      </div>
      <div className={styles.split}>
        <Panel title={samples.sections.states}>
          <EmptyState
            icon={FileText}
            title={samples.empty}
            action={
              <Button variant="primary" shortcut="F2">
                {samples.actions.receive}
              </Button>
            }
          >
            {samples.emptyText}
          </EmptyState>
          <LoadingState rows={3} />
        </Panel>
        <Panel>
          <ErrorState incident="SC-7F3K-20" onRetry={() => undefined} />
        </Panel>
      </div>
    </>
  )
}

function Notices() {
  return (
    <Panel title={samples.sections.notices}>
      <Notice tone="info" title={notices.info}>
        {notices.infoText}
      </Notice>
      <Notice tone="success" title={notices.success} onDismiss={() => undefined} />
      <Notice tone="warning" title={notices.warning} next={notices.warningNext} />
      <Notice
        tone="error"
        title={notices.error}
        next={notices.errorNext}
        actions={<Button shortcut="F9">{samples.actions.print}</Button>}
      >
        {notices.errorText}
      </Notice>
      <div className={styles.row}>
        <DeadlineChip now={now} due={now + 50 * hour} />
        <DeadlineChip now={now} due={now + hour} />
        <DeadlineChip now={now} due={now - 30 * hour} />
        <StatusChip tone="neutral">{samples.stateNames[4]}</StatusChip>
        <StatusChip tone="training">{samples.actions.training}</StatusChip>
      </div>
      <Progress
        label={samples.progress}
        done={1280}
        total={2000}
        detail={samples.progressDetail}
        onCancel={() => undefined}
      />
      <Progress label={samples.preparing} />
    </Panel>
  )
}

function Details() {
  return (
    <Panel title={samples.sections.details}>
      <KeyValueList
        items={[
          { key: 'code', label: samples.labels.code, value: 'VD-0012', copy: 'VD-0012' },
          { key: 'name', label: samples.fields.name, value: samples.person },
          { key: 'address', label: samples.labels.address, value: samples.address, marked: true },
          { key: 'route', label: samples.labels.route, value: samples.route },
          { key: 'phone', label: samples.labels.phone, value: undefined },
        ]}
      />
      <Timeline
        items={[
          {
            key: '1',
            at: now - hour,
            title: samples.timeline[0] ?? '',
            who: samples.clerk,
            tone: 'success',
            icon: PackageCheck,
          },
          {
            key: '2',
            at: now - 2 * hour,
            title: samples.timeline[1] ?? '',
            who: samples.people[0] ?? '',
            tone: 'info',
            icon: Stamp,
          },
          {
            key: '3',
            at: now - 4 * hour,
            title: samples.timeline[3] ?? '',
            who: samples.people[2] ?? '',
            tone: 'warning',
            detail: samples.timelineDetail,
          },
          {
            key: '4',
            at: now - 26 * hour,
            title: samples.timeline[4] ?? '',
            who: samples.clerk,
            icon: FileText,
          },
        ]}
      />
    </Panel>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { CloudUpload, ListChecks, Users } from 'lucide-react'
import { readPack } from '../../../contract/desk/cases.ts'
import { listStaff } from '../../../contract/desk/office.ts'
import { listPolicies } from '../../../contract/desk/policies.ts'
import { readSync, type SyncState } from '../../../contract/desk/sync.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import type { Role } from '../../../domain/roles.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { type KeyValue, KeyValueList } from '../../ui/KeyValueList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { SyncFacts } from '../sync/SyncFacts.tsx'
import { SyncFigures } from '../sync/SyncFigures.tsx'
import styles from './Administrator.module.css'
import { AlarmPanel } from './AlarmList.tsx'
import { BackupPanel } from './BackupPanel.tsx'
import { ClockQuestion } from './ClockQuestion.tsx'
import {
  type Chains,
  chainsOf,
  type Member,
  neededRoles,
  policyTodos,
  staffTodos,
  syncTodos,
} from './todo.ts'
import { TodoPanel } from './TodoPanel.tsx'

/** The first screen of an administrator who decides no cases: what to do, alarms, the way to the city, the people. */
export function AdministratorDesk() {
  const sync = useRoute(readSync, {}, ['sync'])
  const staff = useRoute(listStaff, {}, ['staff'])
  const pack = useRoute(readPack, { query: {} }, ['office'])
  const policies = useRoute(listPolicies, {}, ['policies', 'office'])
  const failed = [sync, staff, pack, policies].find((read) => read.isError)
  if (failed) return <ProblemState error={failed.error} onRetry={() => void failed.refetch()} />
  if (!sync.data || !staff.data || !pack.data || !policies.data) return <LoadingState />
  return (
    <Overview sync={sync.data} staff={staff.data.staff} chains={chainsOf(pack.data)} packs={policies.data} />
  )
}

type OverviewProps = {
  sync: SyncState
  staff: readonly Member[]
  chains: Chains
  packs: RouteAnswer<typeof listPolicies>
}

function Overview({ sync, staff, chains, packs }: OverviewProps) {
  const { alarms } = useSession().office
  const now = useMinute()
  return (
    <>
      <ClockQuestion />
      <SyncFigures sync={sync} now={now} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <TodoPanel
            todos={[
              ...syncTodos(sync),
              ...policyTodos(packs.policies, packs.refused),
              ...staffTodos(staff, chains),
            ]}
          />
          <AlarmPanel alarms={alarms} />
          <BackupPanel now={now} />
        </div>
        <div className={styles.column}>
          <PeoplePanel staff={staff} needed={neededRoles(chains)} />
          <SyncFacts sync={sync} now={now} brief />
        </div>
      </div>
    </>
  )
}

/** Who holds which step of the rules in force; a step nobody holds stands out. */
function PeoplePanel({ staff, needed }: { staff: readonly Member[]; needed: readonly Role[] }) {
  const text = useText().administrator
  const items = needed.map((role): KeyValue => {
    const holders = staff.filter((member) => !member.disabled && member.roles.includes(role))
    const names = holders.map(({ fullName }) => fullName).join(', ')
    return { key: role, label: text.roles[role], value: names || text.nobody, marked: names === '' }
  })
  return (
    <Panel title={text.people} mark={<Users size="1.1em" aria-hidden />}>
      <KeyValueList items={items} />
    </Panel>
  )
}

/** The ways on from the administrator's first screen. */
export function AdministratorActions() {
  const text = useText().administrator
  const navigate = useNavigate()
  const toStaff = {
    key: 'Shift+F2',
    label: text.toStaff,
    run: () => void navigate({ to: '/staff' }),
  } as const
  useShortcuts([toStaff])
  return (
    <>
      <Button icon={CloudUpload} shortcut="F7" onClick={() => void navigate({ to: '/sync' })}>
        {text.toSync}
      </Button>
      <ActionButton action={toStaff} icon={ListChecks} variant="primary" />
    </>
  )
}

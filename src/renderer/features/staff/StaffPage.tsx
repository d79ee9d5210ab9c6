import { KeyRound, ShieldAlert, UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  disableStaff,
  listStaff,
  type OfficeState,
  type staffMemberSchema,
  unlockStaff,
} from '../../../contract/desk/office.ts'
import { compareNames } from '../../../domain/text/name.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { RecoveryCard } from '../set-up/RecoveryCard.tsx'
import cardStyles from '../set-up/SetUpPage.module.css'
import { AddStaffDialog } from './AddStaffDialog.tsx'
import { ScopeDialog } from './ScopeDialog.tsx'
import { RecoveryCodeDialog } from './RecoveryCodeDialog.tsx'

type Member = z.infer<typeof staffMemberSchema>

/** The accounts of the office; for its administrator. */
export function StaffPage() {
  const text = useText().staff
  const { session, office } = useSession()
  if (!session.roles.includes('administrator')) {
    return (
      <EmptyState icon={ShieldAlert} title={text.notAdministrator}>
        {text.notAdministratorText}
      </EmptyState>
    )
  }
  return <Accounts ward={office.ward?.name ?? ''} />
}

function Accounts({ ward }: { ward: string }) {
  const text = useText().staff
  const read = useRoute(listStaff, {}, ['staff'])
  const [current, setCurrent] = useState<Member | null>(null)
  const [open, setOpen] = useState<'add' | 'disable' | 'code' | 'scope' | null>(null)
  const [code, setCode] = useState<string | null>(null)
  const say = useToast()
  const disable = useAct(disableStaff)
  const unlock = useAct(unlockStaff)
  const columns = useColumns()

  const add = { key: 'Insert', label: text.add, run: () => setOpen('add') } as const
  const close = {
    key: 'Shift+F8',
    label: text.disable,
    run: () => setOpen('disable'),
    when: current !== null && !current.disabled,
  } as const
  const free = {
    key: 'Shift+F7',
    label: text.unlock,
    when: current !== null && !current.disabled,
    run: async () => {
      if (!current) return
      const done = await unlock.run({ params: { user: current.user } })
      if (done) say({ tone: 'success', title: text.unlockedDone(current.fullName) })
    },
  } as const
  const scope = {
    key: 'Shift+F6',
    label: text.scope.act,
    run: () => setOpen('scope'),
    when: current !== null && !current.disabled,
  } as const
  useShortcuts([add, close, free, scope])

  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (code !== null) {
    return (
      <div className={cardStyles.narrow}>
        <RecoveryCard code={code} ward={ward} onDone={() => setCode(null)} />
      </div>
    )
  }
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={
          <>
            <Button icon={KeyRound} onClick={() => setOpen('code')}>
              {text.recoveryCode.title}
            </Button>
            <ActionButton action={scope} />
            <ActionButton action={free} />
            <ActionButton action={close} />
            <ActionButton action={add} variant="primary" icon={UserPlus} />
          </>
        }
      />
      <ProblemNotice problem={unlock.problem ?? disable.problem} />
      <UnscopedNotice staff={read.data?.staff ?? []} />
      <Panel fill>
        {read.data ? (
          <Table
            label={text.list}
            rows={read.data.staff}
            columns={columns}
            rowKey={(member) => member.user}
            onCurrent={setCurrent}
            defaultSort={{ key: 'name' }}
            empty={<EmptyState icon={Users} title={text.empty} />}
          />
        ) : (
          <LoadingState />
        )}
      </Panel>
      <RecoveryCodeDialog
        open={open === 'code'}
        onClose={() => setOpen(null)}
        onReplaced={(made) => {
          setOpen(null)
          setCode(made)
        }}
      />
      <ScopeDialog member={open === 'scope' ? current : null} onClose={() => setOpen(null)} />
      <AddStaffDialog open={open === 'add'} onClose={() => setOpen(null)} />
      <ConfirmDialog
        open={open === 'disable' && current !== null}
        title={text.disable}
        confirmLabel={text.disable}
        danger
        onClose={() => setOpen(null)}
        onConfirm={async () => {
          if (!current) return
          const done = await disable.run({ params: { user: current.user } })
          if (done) say({ tone: 'success', title: text.disabledDone(current.fullName) })
          setOpen(null)
        }}
      >
        {current && text.disableText(current.fullName)}
      </ConfirmDialog>
    </>
  )
}

/** Who can do nothing until their groups are set under the pack in force. */
function UnscopedNotice({ staff }: { staff: readonly Member[] }) {
  const { scope } = useText().staff
  const waiting = staff.filter(({ unscoped, disabled }) => unscoped && !disabled)
  if (waiting.length === 0) return null
  const names = waiting.map(({ fullName }) => fullName).join(', ')
  return <Notice tone="warning" title={scope.unsetOf(names)} next={scope.unsetNext} />
}

function useColumns(): readonly Column<Member>[] {
  const { staff: text, app } = useText()
  const rolesOf = (member: { readonly roles: OfficeState['staff'][number]['roles'] }) =>
    member.roles.map((role) => app.roles[role]).join(', ')
  const pinOf = (member: Member) =>
    member.hasPin ? text.hasPin : member.roles.includes('ward-police') ? text.noPin : text.noNeed
  return [
    {
      key: 'name',
      label: text.columns.fullName,
      width: 'minmax(11rem, 1fr)',
      cell: (member) => member.fullName,
      compare: (one, other) => compareNames(one.fullName, other.fullName),
    },
    {
      key: 'user',
      label: text.columns.user,
      width: 'minmax(8rem, 0.6fr)',
      cell: (member) => member.user,
      sortBy: (member) => member.user,
    },
    {
      key: 'roles',
      label: text.columns.roles,
      width: 'minmax(14rem, 2.4fr)',
      cell: (member) => <span title={rolesOf(member)}>{rolesOf(member)}</span>,
      sortBy: rolesOf,
    },
    {
      key: 'scope',
      label: text.columns.scope,
      width: '9rem',
      cell: (member) => {
        if (member.unscoped) return <StatusChip tone="warning">{text.scope.unset}</StatusChip>
        return member.scope ? text.scope.some(member.scope.categories.length) : text.scope.all
      },
    },
    { key: 'pin', label: text.columns.pin, width: '9rem', cell: pinOf },
    {
      key: 'state',
      label: text.columns.state,
      width: '10rem',
      cell: (member) => (
        <StatusChip tone={member.disabled ? 'neutral' : 'success'}>
          {member.disabled ? text.disabled : text.active}
        </StatusChip>
      ),
      sortBy: (member) => (member.disabled ? 1 : 0),
    },
  ]
}

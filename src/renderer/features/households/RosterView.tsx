import { FileUp, House, UserPlus } from 'lucide-react'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { type HouseholdItem, searchHouseholds } from '../../../contract/desk/households.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { Table, type TableHandle } from '../../ui/Table.tsx'
import { HouseholdDialog } from './HouseholdDialog.tsx'
import styles from './Households.module.css'
import { LeaveDialog } from './LeaveDialog.tsx'
import { LoadDialog } from './LoadDialog.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { useHouseholdColumns } from './householdColumns.tsx'
import { useKeeper } from './useKeeper.ts'

type Open = 'add' | 'edit' | 'split' | 'merge' | 'leave' | 'load'

/** The roster: searched, filtered, and corrected by whoever keeps it. */
export function RosterView() {
  const text = useHouseholdsText()
  const keeps = useKeeper()
  const [open, setOpen] = useState<Open | null>(null)
  const [current, setCurrent] = useState<HouseholdItem | null>(null)
  const isHere = keeps && current?.state === 'here'
  const box = useRef<HTMLInputElement>(null)
  const add = { key: 'Insert', label: text.add, run: () => setOpen('add'), when: keeps } as const
  const load = { key: 'Shift+F5', label: text.load, run: () => setOpen('load'), when: keeps } as const
  const edit = { key: 'F5', label: text.edit, run: () => setOpen('edit'), when: isHere } as const
  const split = { key: 'Shift+F6', label: text.split, run: () => setOpen('split'), when: isHere } as const
  const merge = { key: 'Shift+F7', label: text.merge, run: () => setOpen('merge'), when: isHere } as const
  const leave = { key: 'Shift+F8', label: text.leave, run: () => setOpen('leave'), when: isHere } as const
  const find = { key: 'F3', label: text.search, run: () => box.current?.select() } as const
  useShortcuts([add, edit, load, split, merge, leave, find])
  const close = () => setOpen(null)
  // The list is read anew a moment later; the next key acts on what is there now.
  const keep = (saved: HouseholdItem) => {
    setCurrent(saved)
    close()
  }
  return (
    <>
      <RosterList
        box={box}
        onCurrent={setCurrent}
        onOpen={(item) => {
          setCurrent(item)
          if (keeps && item.state === 'here') setOpen('edit')
        }}
        actions={
          keeps && (
            <>
              <ActionButton action={split} />
              <ActionButton action={merge} />
              <ActionButton action={leave} />
              <ActionButton action={load} icon={FileUp} />
              <ActionButton action={add} variant="primary" icon={UserPlus} />
            </>
          )
        }
      />
      <HouseholdDialog
        way={open === 'add' || open === 'edit' || open === 'split' ? open : null}
        household={current}
        onClose={close}
        onSaved={keep}
      />
      <LeaveDialog household={open === 'leave' ? current : null} onClose={close} />
      <MergeDialog household={open === 'merge' ? current : null} onClose={close} onMerged={keep} />
      <LoadDialog open={open === 'load'} onClose={close} />
    </>
  )
}

type ListProps = {
  box: RefObject<HTMLInputElement | null>
  actions: ReactNode
  onCurrent: (item: HouseholdItem | null) => void
  onOpen: (item: HouseholdItem) => void
}

function RosterList({ box, actions, onCurrent, onOpen }: ListProps) {
  const text = useHouseholdsText()
  const locale = useLocale()
  const columns = useHouseholdColumns()
  const table = useRef<TableHandle>(null)
  const [asked, setAsked] = useState<{ text: string; group: string | null; state: 'here' | 'left' }>({
    text: '',
    group: null,
    state: 'here',
  })
  const read = useRoute(searchHouseholds, { body: asked }, ['households', 'policies'], { keep: true })
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  const { items, total, groups } = read.data
  const isNarrowed = asked.text !== '' || asked.group !== null || asked.state === 'left'
  return (
    <>
      <div className={styles.filters}>
        <SearchBox
          ref={box}
          label={text.search}
          placeholder={text.search}
          shortcut="F3"
          className={styles.search}
          onSearch={(typed) => setAsked({ ...asked, text: typed.slice(0, 100) })}
          onLeaveDown={() => table.current?.focus()}
        />
        <Select
          label={text.group}
          labelHidden
          className={styles.choice}
          placeholder={text.everyGroup}
          options={groups.map(({ group, households }) => ({
            value: group,
            label: `${group} (${figure(locale, households)})`,
          }))}
          onChange={(event) => setAsked({ ...asked, group: event.currentTarget.value || null })}
        />
        <Select
          label={text.state}
          labelHidden
          className={styles.choice}
          placeholder={false}
          options={[
            { value: 'here', label: text.here },
            { value: 'left', label: text.left },
          ]}
          onChange={(event) =>
            setAsked({ ...asked, state: event.currentTarget.value === 'left' ? 'left' : 'here' })
          }
        />
        <span role="status" className={styles.count}>
          {items.length < total
            ? text.cut(figure(locale, items.length), figure(locale, total))
            : text.count(figure(locale, total))}
        </span>
        <div className={styles.actions}>{actions}</div>
      </div>
      <Table
        ref={table}
        className={styles.table}
        label={text.list}
        rows={items}
        columns={columns}
        rowKey={({ householdId }) => householdId}
        onCurrent={onCurrent}
        onOpen={onOpen}
        rowTone={({ lacks }) => (lacks === null || lacks === 'place' ? undefined : 'warning')}
        empty={
          <EmptyState icon={House} title={isNarrowed ? text.noneFound : text.none}>
            {isNarrowed ? text.noneFoundText : text.noneText}
          </EmptyState>
        }
      />
    </>
  )
}

import { BookOpenText, Inbox, PackageCheck, ScanLine, Settings, ShieldCheck, Stamp } from 'lucide-react'
import { useRef, useState } from 'react'
import { useShortcuts } from '../keys/Shortcuts.tsx'
import { samples } from '../text/samples.ts'
import { ActionButton } from './Button.tsx'
import { useMinute } from './ClockFace.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { PageFrame } from './PageFrame.tsx'
import { PageHeader } from './Panel.tsx'
import { SearchBox } from './SearchBox.tsx'
import styles from './StylePage.module.css'
import { DialogsSample } from './samples/DialogsSample.tsx'
import { FieldsSample } from './samples/FieldsSample.tsx'
import { ListSample } from './samples/ListSample.tsx'
import { StatesSample } from './samples/StatesSample.tsx'
import type { NavItem } from './SideNav.tsx'
import type { TableHandle } from './Table.tsx'
import { TrainingBanner } from './TrainingBanner.tsx'

const icons = [ScanLine, Inbox, ShieldCheck, Stamp, PackageCheck, BookOpenText, Settings]

const nav: readonly NavItem[] = samples.nav.map((label, index) => ({
  href: `/ui#${index}`,
  label,
  icon: icons[index] ?? Inbox,
  current: index === 1,
  count: index === 1 ? 27 : index === 2 ? 3 : 0,
}))

/** Every component in every state, for looking and for the accessibility check. Only in development builds, at /ui. */
export function StylePage() {
  const { training, setTraining, offline, setOffline, search, table, actions } = useSampleKeys()
  const now = useMinute()
  return (
    <PageFrame
      ward={samples.ward}
      city={samples.city}
      user={{ name: samples.clerk, role: samples.role }}
      sync={{ state: offline ? 'offline' : 'synced', waiting: offline ? 14 : 0 }}
      onLock={() => undefined}
      nav={nav}
      onNavigate={() => undefined}
      banners={
        <>
          {training && <TrainingBanner onLeave={() => setTraining(false)} />}
          {offline && (
            <OfflineBanner since={now - 3_600_000} waiting={14} onRetry={() => setOffline(false)} />
          )}
        </>
      }
      topBar={
        <SearchBox
          ref={search}
          onSearch={() => undefined}
          onLeaveDown={() => table.current?.focus()}
          shortcut="F2"
        />
      }
    >
      <PageHeader
        title={samples.pageTitle}
        note={samples.pageNote}
        actions={
          <>
            <ActionButton action={actions.print} />
            <ActionButton action={actions.training} />
            <ActionButton action={actions.receive} variant="primary" icon={ScanLine} />
          </>
        }
      />
      <div className={styles.sections}>
        <ListSample ref={table} />
        <FieldsSample />
        <DialogsSample />
        <StatesSample />
      </div>
    </PageFrame>
  )
}

function useSampleKeys() {
  const [training, setTraining] = useState(false)
  const [offline, setOffline] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const table = useRef<TableHandle>(null)
  const receive = { key: 'F2', label: samples.actions.receive, run: () => search.current?.focus() } as const
  const trainingKey = {
    key: 'F8',
    label: samples.actions.training,
    run: () => setTraining(!training),
  } as const
  const offlineKey = { key: 'F7', label: samples.actions.offline, run: () => setOffline(!offline) } as const
  const next = { key: 'F4', label: samples.actions.next, run: () => table.current?.focus() } as const
  const print = { key: 'F9', label: samples.actions.print, run: () => undefined, when: false } as const
  useShortcuts([receive, next, offlineKey, trainingKey, print])
  return {
    training,
    setTraining,
    offline,
    setOffline,
    search,
    table,
    actions: { receive, print, training: trainingKey },
  }
}

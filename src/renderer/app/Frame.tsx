import { lazyRouteComponent, useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import {
  BookOpenText,
  ClipboardList,
  Files,
  CloudUpload,
  Printer,
  Scale,
  ScanBarcode,
  Search,
  ShieldCheck,
  TrafficCone,
  UserPlus,
  Users,
  BadgeCheck,
  FileX2,
  House,
  KeyRound,
  Mail,
  ListChecks,
  Stamp,
} from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { listQueue } from '../../contract/desk/cases.ts'
import { countNotices } from '../../contract/desk/notice-count.ts'
import { readStockStanding } from '../../contract/desk/stock-standing.ts'
import { readSync, type SyncState } from '../../contract/desk/sync.ts'
import type { Role } from '../../domain/roles.ts'
import { useShortcuts } from '../keys/Shortcuts.tsx'
import { useText } from '../text/Text.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import type { NavItem } from '../ui/SideNav.tsx'
import type { SyncState as ChipState } from '../ui/SyncChip.tsx'
import { TrainingBanner } from '../ui/TrainingBanner.tsx'
import { useRoute } from './queries.ts'
import { ReaderDialog } from './ReaderDialog.tsx'
import { useRegisters } from './registers.ts'
import { useSession } from './session.tsx'
import { UserDialog } from './UserDialog.tsx'

const LateStock = lazyRouteComponent(() => import('../features/stock/LateStock.tsx'), 'LateStock')

/** What every page of a signed-in person stands in: ribbon, bar, activities, the keys of every page. */
export function Frame({ children }: { children: ReactNode }) {
  const { session, office, lock, away } = useSession()
  const text = useText().app
  const [open, setOpen] = useState<'user' | 'reader' | null>(null)
  const close = () => setOpen(null)
  const go = useGo()
  const sync = useRoute(readSync, {}, ['sync'], { everyMs: 5000 }).data
  const lateDay = useLateStock(session.roles)
  useFrameKeys({
    go,
    roles: session.roles,
    hasReader: office.hasSimulatedReader,
    openUser: () => setOpen('user'),
    openReader: () => setOpen('reader'),
  })
  return (
    <PageFrame
      ward={office.ward?.name ?? ''}
      city={office.ward?.parentName ?? ''}
      user={{ name: session.fullName, role: session.roles.map((role) => text.roles[role]).join(', ') }}
      {...(sync ? { sync: chipOf(sync) } : {})}
      onOpenSync={() => go('/sync')}
      onLock={() => void lock()}
      onOpenUser={() => setOpen('user')}
      nav={useNav(session.roles)}
      onNavigate={go}
      banners={
        <>
          {office.training && <TrainingBanner />}
          {away && <Notice live="status" tone="warning" title={`${text.away}. ${text.awayText}`} />}
          {lateDay && (
            <Suspense>
              <LateStock day={lateDay} onOpen={() => go('/stock')} />
            </Suspense>
          )}
        </>
      }
    >
      {children}
      <UserDialog open={open === 'user'} onClose={close} />
      {office.hasSimulatedReader && <ReaderDialog open={open === 'reader'} onClose={close} />}
    </PageFrame>
  )
}

/** Goes to an address of the application. */
function useGo(): (href: string) => void {
  const navigate = useNavigate()
  return (href) => void navigate({ to: href })
}

function useNav(roles: readonly Role[]): readonly NavItem[] {
  const { reports, app } = useText()
  const text = app.nav
  const here = useRouterState({ select: (state) => state.location.pathname })
  const registers = useRegisters(roles)
  const waiting = useRoute(listQueue, { query: { queue: 'mine', limit: 1 } }, ['cases']).data?.total
  const keepsNotices = roles.includes('clerk') || roles.includes('ward-official')
  const unsent =
    useRoute(countNotices, {}, ['notices'], { enabled: keepsNotices }).data?.attention || undefined
  const item = (href: string, label: string, icon: NavItem['icon'], current: boolean, count?: number) => ({
    href,
    label,
    icon,
    current,
    ...(count === undefined ? {} : { count }),
  })
  return [
    item('/', text.queue, ClipboardList, here === '/' || here.startsWith('/cases/'), waiting),
    ...(registers ? [item('/register', text.register, UserPlus, here === '/register')] : []),
    ...(roles.some((role) => role !== 'administrator')
      ? [item('/batches', text.batches, ListChecks, here.startsWith('/batches'))]
      : []),
    item('/search', text.search, Search, here === '/search'),
    item('/verify', text.verify, ShieldCheck, here === '/verify'),
    ...(roles.some((role) => role !== 'health-station')
      ? [item('/checks', text.checks, TrafficCone, here === '/checks')]
      : []),
    ...(roles.some((role) => role !== 'health-station' && role !== 'administrator')
      ? [item('/households', text.households, House, here === '/households')]
      : []),
    ...(roles.some(keepsBooks) ? [item('/reports', reports.title, BookOpenText, here === '/reports')] : []),
    ...(roles.some(keepsBooks) ? [item('/notices', text.notices, Mail, here === '/notices', unsent)] : []),
    item('/sync', text.sync, CloudUpload, here === '/sync' || here === '/hub'),
    ...(roles.includes('administrator') ? [item('/staff', text.staff, Users, here === '/staff')] : []),
    ...(roles.some((role) => role === 'administrator' || role === 'ward-official')
      ? [item('/policies', text.policies, Scale, here === '/policies')]
      : []),
    ...(roles.includes('clerk') || roles.includes('ward-police')
      ? [item('/printing', text.printing, Printer, here.startsWith('/printing'))]
      : roles.includes('administrator')
        ? [item('/printing/printers', text.printers, Printer, here.startsWith('/printing'))]
        : []),
    ...(roles.some(keepsStock) ? [item('/stock', text.stock, Files, here === '/stock')] : []),
    ...(roles.includes('ward-police') ? [item('/stamping', text.stamping, Stamp, here === '/stamping')] : []),
    ...(roles.includes('ward-police') || roles.includes('ward-official')
      ? [item('/papers', text.papers, FileX2, here === '/papers')]
      : []),
    ...(roles.includes('administrator') ? [item('/seal', text.seal, BadgeCheck, here === '/seal')] : []),
    ...(roles.includes('ward-police') || roles.includes('administrator')
      ? [item('/keys', text.keys, KeyRound, here === '/keys')]
      : []),
    item('/readers', text.readers, ScanBarcode, here.startsWith('/readers')),
  ]
}

/** Whether the register, a report or the extract is for this role. */
function keepsBooks(role: Role): boolean {
  return role === 'clerk' || role === 'ward-official' || role === 'administrator'
}

/** The day of blank paper that was not closed; looked at again now and then, because midnight tells nobody. */
function useLateStock(roles: readonly Role[]): string | null {
  const here = useRouterState({ select: (state) => state.location.pathname })
  const enabled = roles.some(keepsStock)
  const read = useRoute(readStockStanding, {}, ['stock'], { enabled, everyMs: 600_000 })
  return here === '/stock' ? null : (read.data?.lateDay ?? null)
}

function keepsStock(role: Role): boolean {
  return role === 'clerk' || role === 'ward-police' || role === 'administrator'
}

type FrameKeys = {
  go: (href: string) => void
  roles: readonly Role[]
  hasReader: boolean
  openUser: () => void
  openReader: () => void
}

/** The keys of every page; a page may use one of them otherwise. F1 is the frame's own, F8 the queue's. */
function useFrameKeys({ go, roles, hasReader, openUser, openReader }: FrameKeys): void {
  const text = useText().app.keys
  const registers = useRegisters(roles)
  const { history } = useRouter()
  const here = useRouterState({ select: (state) => state.location.pathname })
  const back = () => (history.canGoBack() ? history.back() : go('/'))
  const yields = true
  useShortcuts([
    ...(registers ? [{ key: 'F2', label: text.register, run: () => go('/register'), yields } as const] : []),
    { key: 'F3', label: text.search, run: () => go('/search'), yields },
    { key: 'F4', label: text.queue, run: () => go('/'), yields },
    { key: 'F6', label: text.verify, run: () => go('/verify'), yields },
    { key: 'F7', label: text.sync, run: () => go('/sync'), yields },
    ...(hasReader ? [{ key: 'F9', label: text.reader, run: openReader, yields } as const] : []),
    { key: 'F10', label: text.user, run: openUser, yields },
    { key: 'Escape', label: text.back, run: back, when: here !== '/', yields },
  ])
}

/** The sync state in the few words of the top bar. */
function chipOf({ state, waiting, attention, truth, problem }: SyncState): ChipState {
  if (state === 'never-enrolled') return { state: 'local', waiting }
  if (state === 'stopped' || truth === 'differs' || attention.length > 0) return { state: 'trouble', waiting }
  if (problem !== null) return { state: 'offline', waiting }
  if (state === 'sending') return { state: 'sending', waiting }
  return { state: waiting > 0 ? 'waiting' : 'synced', waiting }
}

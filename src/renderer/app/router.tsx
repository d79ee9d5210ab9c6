import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useNavigate,
} from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { z } from 'zod'
import { listQueue } from '../../contract/desk/cases.ts'
import { useText } from '../text/Text.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState, LoadingState } from '../ui/States.tsx'
import { householdsSearch } from '../features/households/search.ts'
import { reportsSearch } from '../features/reports/search.ts'
import { Frame } from './Frame.tsx'
import { ScanDesk } from './ScanDesk.tsx'
import { ScanProvider } from './scans.tsx'

const root = createRootRoute({ component: Desk, notFoundComponent: NotFound })

const { procedure, category, step, deadline, state } = listQueue.query.shape
/** The queue shown and what is picked of it are part of the address, so that a filtered list is a link. */
const queueSearch = z.object({
  queue: z.enum(['mine', 'open', 'closed']).optional().catch(undefined),
  procedure: procedure.catch(undefined),
  category: category.catch(undefined),
  step: step.catch(undefined),
  deadline: deadline.catch(undefined),
  state: state.catch(undefined),
})
const readersSearch = z.object({ view: z.enum(['monitor', 'unknown']).optional().catch(undefined) })
/** The pack shown (`id/version`) and how it is looked at, so that going to a case and back finds them again. */
const policiesSearch = z.object({
  pack: z.string().max(24).optional().catch(undefined),
  view: z.enum(['difference', 'simulation', 'effects', 'history']).optional().catch(undefined),
})
const checksSearch = z.object({ view: z.enum(['counts']).optional().catch(undefined) })
/** Which reader is checked, by its key; without it whichever scans first. */
const checkSearch = z.object({ reader: z.string().max(200).optional().catch(undefined) })
const registerSearch = z.object({ draftId: z.uuid().optional().catch(undefined) })

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    validateSearch: queueSearch,
    component: lazyRouteComponent(() => import('../features/queue/QueuePage.tsx'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases/$caseId',
    component: lazyRouteComponent(() => import('../features/case/CasePage.tsx'), 'CasePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/register',
    validateSearch: registerSearch,
    component: lazyRouteComponent(
      () => import('../features/registration/RegistrationPage.tsx'),
      'RegistrationPage',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases/$caseId/complete',
    component: lazyRouteComponent(
      () => import('../features/registration/CompletionPage.tsx'),
      'CompletionPage',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/search',
    component: lazyRouteComponent(() => import('../features/search/SearchPage.tsx'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/verify',
    component: lazyRouteComponent(() => import('../features/verify/VerifyPage.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sync',
    component: lazyRouteComponent(() => import('../features/sync/SyncPage.tsx'), 'SyncPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/hub',
    component: lazyRouteComponent(() => import('../features/hub/HubPage.tsx'), 'HubPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff',
    component: lazyRouteComponent(() => import('../features/staff/StaffPage.tsx'), 'StaffPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/policies',
    validateSearch: policiesSearch,
    component: lazyRouteComponent(() => import('../features/policies/PoliciesPage.tsx'), 'PoliciesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/checks',
    validateSearch: checksSearch,
    component: lazyRouteComponent(() => import('../features/checks/ChecksPage.tsx'), 'ChecksPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/readers',
    validateSearch: readersSearch,
    component: lazyRouteComponent(() => import('../features/readers/ReadersPage.tsx'), 'ReadersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/readers/check',
    validateSearch: checkSearch,
    component: lazyRouteComponent(() => import('../features/readers/CheckPage.tsx'), 'CheckPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports',
    validateSearch: reportsSearch,
    component: lazyRouteComponent(() => import('../features/reports/ReportsPage.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/households',
    validateSearch: householdsSearch,
    component: lazyRouteComponent(
      () => import('../features/households/HouseholdsPage.tsx'),
      'HouseholdsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches',
    component: lazyRouteComponent(() => import('../features/batches/BatchesPage.tsx'), 'BatchesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/$batchId',
    component: lazyRouteComponent(() => import('../features/batches/BatchPage.tsx'), 'BatchPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases/$caseId/list',
    component: lazyRouteComponent(() => import('../features/batches/ListPage.tsx'), 'ListPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notices',
    component: lazyRouteComponent(() => import('../features/notices/NoticesPage.tsx'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/printing',
    component: lazyRouteComponent(() => import('../features/printing/PrintJobsPage.tsx'), 'PrintJobsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/printing/printers',
    component: lazyRouteComponent(() => import('../features/printing/PrintersPage.tsx'), 'PrintersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/printing/$jobId',
    component: lazyRouteComponent(() => import('../features/printing/PrintJobPage.tsx'), 'PrintJobPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/stock',
    component: lazyRouteComponent(() => import('../features/stock/StockPage.tsx'), 'StockPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/stamping',
    component: lazyRouteComponent(() => import('../features/stamping/StampingPage.tsx'), 'StampingPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/papers',
    component: lazyRouteComponent(() => import('../features/papers/PapersPage.tsx'), 'PapersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/seal',
    component: lazyRouteComponent(() => import('../features/seal-settings/SealPage.tsx'), 'SealPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/keys',
    component: lazyRouteComponent(() => import('../features/keys/KeysPage.tsx'), 'KeysPage'),
  }),
] as const

/** The pages of the desk and their addresses. Pages are loaded when first opened. */
export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPendingComponent: LoadingState,
  defaultPreload: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function Desk() {
  return (
    <ScanProvider>
      <ScanDesk />
      <Frame>
        <Outlet />
      </Frame>
    </ScanProvider>
  )
}

function NotFound() {
  const text = useText().app.notFound
  const navigate = useNavigate()
  return (
    <EmptyState
      icon={MapPinOff}
      title={text.title}
      action={
        <Button variant="primary" shortcut="F4" onClick={() => void navigate({ to: '/' })}>
          {text.home}
        </Button>
      }
    >
      {text.text}
    </EmptyState>
  )
}

import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { LoadingState } from '../ui/States.tsx'
import { listenToOffice } from './changes.ts'
import { queryClient } from './queryClient.ts'
import { router } from './router.tsx'
import { SessionGate } from './session.tsx'

const StylePage = lazy(async () => ({ default: (await import('../ui/StylePage.tsx')).StylePage }))

/** The whole window. `/ui` shows every component in every state, to whoever works on them. */
export function App() {
  useEffect(listenToOffice, [])
  if (location.pathname === '/ui') {
    return (
      <Suspense fallback={<LoadingState />}>
        <StylePage />
      </Suspense>
    )
  }
  return (
    <QueryClientProvider client={queryClient}>
      {/* The next person starts at their own work, not where the last one was. */}
      <SessionGate onLeft={() => void router.navigate({ to: '/' })}>
        <RouterProvider router={router} />
      </SessionGate>
    </QueryClientProvider>
  )
}

import { lazy, type ReactNode, Suspense, useState } from 'react'

const StartPrintDialog = lazy(async () => ({
  default: (await import('./StartPrintDialog.tsx')).StartPrintDialog,
}))

/** Asks where and what of a list is printed, and shows the job that prints it. `dialog` stands on the page. */
export function useStartPrinting(batchId: string): {
  readonly start: () => void
  readonly dialog: ReactNode
} {
  const [asks, setAsks] = useState(false)
  return {
    start: () => setAsks(true),
    dialog: asks && (
      <Suspense>
        <StartPrintDialog batchId={batchId} onClose={() => setAsks(false)} />
      </Suspense>
    ),
  }
}

import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ProblemError, UnreachableError } from '../../contract/client.ts'

/** What the office says has changed. */
export const topics = [
  'office',
  'cases',
  'people',
  'sync',
  'scans',
  'staff',
  'readers',
  'seal',
  'keys',
  'policies',
  'checks',
  'batches',
  'households',
  'notices',
  'print-jobs',
  'stock',
  'printers',
  'hub',
  'backup',
] as const
export type Topic = (typeof topics)[number]

/**
 * What the pages have read, one per window. Reads are tried again while the office does not answer; a refusal is an
 * answer. Everything here is on this PC, so the state of the network does not matter.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: heedSession }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: (_, error) => error instanceof UnreachableError,
      retryDelay: (failures) => Math.min(5000, 300 * 2 ** failures),
      staleTime: 2000,
    },
  },
})

/** Reads anew whatever hangs on one of the topics. */
export function readAnew(changed: readonly string[]): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => queryKey.some((part) => typeof part === 'string' && changed.includes(part)),
  })
}

/** The key of what the office says about itself, which names the session too. */
export const officeKey = ['office', 'get /api/office', {}] as const

/** A session that ended or locked itself changes the whole window: asked of the office, in one place and only that. */
export function heedSession(error: unknown): void {
  if (!(error instanceof ProblemError)) return
  const { code } = error.problem
  if (code === 'session-locked' || code === 'not-signed-in') readOfficeAnew()
}

/** Asks again who is signed in and how the office stands. */
export function readOfficeAnew(): void {
  void queryClient.invalidateQueries({ queryKey: officeKey })
}

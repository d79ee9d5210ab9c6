import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import {
  lockSession,
  type OfficeState,
  readOffice,
  type Session,
  signOut,
} from '../../contract/desk/office.ts'
import { UnusablePage } from '../features/set-up/UnusablePage.tsx'
import { SetUpPage } from '../features/set-up/SetUpPage.tsx'
import { SignInPage } from '../features/sign-in/SignInPage.tsx'
import { useForgetToasts } from '../ui/Toasts.tsx'
import { EndedCover, LockCover } from './LockCover.tsx'
import { ProblemState } from './problems.tsx'
import { ask, useRoute } from './queries.ts'
import { officeKey, queryClient, readAnew, readOfficeAnew, type Topic, topics } from './queryClient.ts'
import { StartingPage } from './StartingPage.tsx'

/** Who is at the counter and where. */
export type SignedIn = {
  readonly session: Session
  readonly office: OfficeState
  readonly signOut: () => Promise<void>
  readonly lock: () => Promise<void>
  /** Covered by the lock: nothing may reach the page. */
  readonly covered: boolean
  /** The office has not answered lately; typing goes on. */
  readonly away: boolean
}

const SessionContext = createContext<SignedIn | null>(null)
const officeTopics: readonly Topic[] = ['office']
const idleMs = 10 * 60_000

/** The person signed in and their office. Only inside a `SessionGate`. */
export function useSession(): SignedIn {
  const signedIn = useContext(SessionContext)
  if (!signedIn) throw new Error('nobody is signed in here')
  return signedIn
}

/** Puts a session just begun or unlocked into place. What changed behind the cover was refused, so all is read anew. */
function takeSession(session: Session): void {
  queryClient.setQueryData<OfficeState>(officeKey, (office) => office && { ...office, session })
  readAnew(topics)
}

/**
 * What is shown before the pages: set-up, a store that cannot be used, sign-in. A session that ends or locks by itself
 * covers the page without unmounting it, so that a form stays as it is.
 */
export function SessionGate({ onLeft, children }: { onLeft: () => void; children: ReactNode }) {
  const read = useRoute(readOffice, {}, officeTopics)
  const office = read.data
  const { session, locked, setLocked, leave } = useKeptSession(office, onLeft)
  const away = read.failureCount > 0
  const [founding, setFounding] = useState(false)

  if (!office) {
    return read.isError ? (
      <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <StartingPage away={away} />
    )
  }
  // While it is being set up the office opens under this page, which still has to show the recovery code.
  if (office.state === 'new' || founding) {
    return (
      <SetUpPage
        office={office}
        onBegin={() => setFounding(true)}
        onDone={() => {
          setFounding(false)
          readOfficeAnew()
        }}
      />
    )
  }
  if (office.state === 'unusable' && office.problem) return <UnusablePage office={office} />
  if (!session) return <SignInPage office={office} onSignedIn={takeSession} />
  const isLocked = office.session !== null && (locked || office.session.locked)
  const covered = office.session === null || isLocked
  return (
    <Signed key={session.user} {...{ session, office, covered, away, setLocked, leave }}>
      {children}
      {isLocked && (
        <LockCover
          office={office}
          session={session}
          onUnlocked={(unlocked) => {
            setLocked(false)
            takeSession(unlocked)
          }}
          onLeave={() => void leave()}
        />
      )}
      {office.session === null && (
        <EndedCover {...{ office, session }} onSignedIn={takeSession} onLeave={() => void leave()} />
      )}
    </Signed>
  )
}

/** The session shown: the office's, or the last one while the person signs in again. */
function useKeptSession(office: OfficeState | undefined, onLeft: () => void) {
  const [kept, setKept] = useState<Session | null>(null)
  const [locked, setLocked] = useState(false)
  const forgetToasts = useForgetToasts()
  const current = office?.session ?? null
  if (current !== null && current !== kept) setKept(current)
  const leave = async () => {
    await ask(signOut, {})
    forgetToasts()
    setKept(null)
    setLocked(false)
    onLeft()
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== officeTopics[0] })
    queryClient.setQueryData<OfficeState>(officeKey, (before) => before && { ...before, session: null })
    readOfficeAnew()
  }
  return { session: current ?? kept, locked, setLocked, leave }
}

type SignedProps = {
  session: Session
  office: OfficeState
  covered: boolean
  away: boolean
  setLocked: (locked: boolean) => void
  leave: () => Promise<void>
  children: ReactNode
}

function Signed({ session, office, covered, away, setLocked, leave, children }: SignedProps) {
  const signedIn = useMemo<SignedIn>(() => {
    const lock = async () => {
      // Covered first: the office may be slow, the person has already turned away.
      setLocked(true)
      await ask(lockSession, {})
      readOfficeAnew()
    }
    return { session, office, covered, away, signOut: leave, lock }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `leave` and `setLocked` do the same every time
  }, [session, office, covered, away])
  useIdle(covered ? null : signedIn.lock)
  return <SessionContext value={signedIn}>{children}</SessionContext>
}

/** Calls once nobody has touched keyboard or mouse for ten minutes. */
function useIdle(onIdle: (() => Promise<void>) | null): void {
  useEffect(() => {
    if (!onIdle) return undefined
    let touched = performance.now()
    const touch = () => {
      touched = performance.now()
    }
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true })
    const timer = window.setInterval(() => {
      if (performance.now() - touched > idleMs) void onIdle()
    }, 5000)
    return () => {
      window.clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true })
    }
  }, [onIdle])
}

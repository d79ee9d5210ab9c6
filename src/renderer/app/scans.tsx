import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { readWedgeSettings } from '../../contract/desk/readers.ts'
import { readScans, type Scan, submitPicture, submitScan } from '../../contract/desk/scans.ts'
import { usualWedge, type WedgeSettings } from '../../domain/identity/wedge.ts'
import type { TypedMeasure } from '../../domain/identity/wedge-measure.ts'
import { useLocale, useText } from '../text/Text.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { onChanges } from './changes.ts'
import { typingElement } from './focusedText.ts'
import { isScan } from './pastedScan.ts'
import { problemSentence } from './problemSentence.ts'
import { ask, type Outcome, useRoute } from './queries.ts'
import { createScanClaims, type ScanClaims, type ScanHandler, type ScanKind } from './scanClaims.ts'
import { useSession } from './session.tsx'
import { usePagesOnTheirWay } from './usePagesOnTheirWay.ts'
import { type Burst, checkWedge, listenToWedge } from './wedgeReader.ts'

type WindowClaims = ScanClaims & {
  /** Listens as the check of a reader needs it; the answer ends it. */
  readonly listenForCheck: () => () => void
}

const ScanContext = createContext<WindowClaims | null>(null)

/**
 * Gets every scan while mounted, whatever has the focus: of attached and simulated readers, of a reader in keyboard
 * mode, pasted, or from a picture dropped on the window. Of several, the handler mounted last gets it. With `kinds`
 * only scans of these kinds: a gate says `signedPapers` and leaves people's cards to the registration.
 */
export function useScans(handler: (scan: Scan) => void, kinds: readonly ScanKind[] | null = null): void {
  const claims = useContext(ScanContext)
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  useEffect(() => claims?.claim((scan) => latest.current(scan), kinds), [claims, kinds])
}

/** Gets the scans that no page takes, and by `missed` those whose page was left before it came; once per window. */
export function useDefaultScans(handler: ScanHandler, missed: ScanHandler): void {
  const claims = useContext(ScanContext)
  useEffect(() => claims?.setDefault(handler, missed))
}

/** How a scan is kept for the page that the default handler opens. */
export function useScanHandOn(): (scan: Scan) => void {
  const claims = useContext(ScanContext)
  return useCallback((scan) => claims?.leaveForNextPage(scan), [claims])
}

/** While mounted, readers in keyboard mode are heard however slowly they type: for the page that checks them. */
export function useReaderCheckListening(): void {
  const claims = useContext(ScanContext)
  useEffect(() => claims?.listenForCheck(), [claims])
}

/** Brings scans from every source to the page. One per window, inside a session. */
export function ScanProvider({ children }: { children: ReactNode }) {
  const { covered } = useSession()
  const { claims, deliver, checking } = useClaims()
  usePagesOnTheirWay(claims)
  const take = useTakers(deliver, checking)
  const settings = useWedgeSettings(checking)
  const listening = !covered

  useEffect(() => (listening ? attachedReaders(deliver) : undefined), [listening, deliver])
  useEffect(() => (listening ? listenToWedge(take.typed, settings) : undefined), [listening, take, settings])
  useEffect(() => (listening ? listenToPaste(take.pasted) : undefined), [listening, take])
  useEffect(() => listenToDrops(listening ? take.file : () => undefined), [listening, take])
  return <ScanContext value={claims}>{children}</ScanContext>
}

/** How a reader in keyboard mode is told from a person: as this office has learnt it, or as usual. */
function useWedgeSettings(checking: boolean): WedgeSettings {
  const { data } = useRoute(readWedgeSettings, {}, ['readers'])
  return useMemo(() => {
    if (checking) return checkWedge
    const { layout, ...settings } = data ?? usualWedge
    return layout ? { ...settings, layout } : settings
  }, [data, checking])
}

const sinceStart = () => performance.now()
const later = (run: () => void, ms: number) => void setTimeout(run, ms)

function useClaims() {
  const [checking, setChecking] = useState(false)
  const claims = useMemo<WindowClaims>(() => {
    const listenForCheck = () => {
      setChecking(true)
      return () => setChecking(false)
    }
    return { ...createScanClaims(sinceStart, later), listenForCheck }
  }, [])
  return { claims, deliver: claims.deliver, checking }
}

/** What becomes of a text or file before it is a scan; refusals are told at once. */
function useTakers(deliver: ScanHandler, checking: boolean) {
  const text = useText().app.scans
  const locale = useLocale()
  const say = useToast()
  return useMemo(() => {
    const taken = <R extends Parameters<typeof ask>[0]>({ answer, problem }: Outcome<R>) => {
      if (problem) say({ tone: 'warning', title: problemSentence(problem, locale) })
      return answer
    }
    const submit = async (words: string, source: 'paste' | 'keyboard', typed: TypedMeasure | null) => {
      const body = { text: words, source, ...(typed && { typed }) }
      const scan = taken<typeof submitScan>(await ask(submitScan, { body }))
      if (scan) deliver(scan)
    }
    const readFile = async (file: File) => {
      if (!/^(?:image\/(?:png|jpeg)|application\/pdf)$/.test(file.type)) {
        say({ tone: 'info', title: text.wrongFile })
        return
      }
      const read = taken<typeof submitPicture>(await ask(submitPicture, { body: file }))
      for (const scan of read?.scans ?? []) deliver(scan)
    }
    return {
      typed(burst: Burst) {
        if (checking) return void submit(burst.text, 'keyboard', burst.typed)
        if (burst.inputMethod) say({ tone: 'warning', title: text.inputMethod, next: text.inputMethodNext })
        return void submit(burst.text, 'keyboard', measureOf(burst))
      },
      pasted: (words: string) => void submit(words, 'paste', null),
      file: (file: File) => void readFile(file),
    }
  }, [deliver, checking, locale, say, text])
}

/** A person may have pressed Backspace just before the reader: only what interfered with the scan itself counts. */
function measureOf({ inputMethod, typed }: Burst): TypedMeasure | null {
  return typed && { ...typed, injected: inputMethod ? Math.max(1, typed.injected) : 0 }
}

/** Fetches what readers of this PC scanned, whenever the office says that there is something. */
function attachedReaders(deliver: ScanHandler): () => void {
  let last: number | null = null
  let busy = Promise.resolve()
  const look = async () => {
    const { answer } = await ask(readScans, { query: { after: last ?? Number.MAX_SAFE_INTEGER } })
    if (!answer) return
    // A number that went back is an office that started anew: what it has scanned since then is new to us.
    const isAnew = last !== null && answer.last < last
    const scans = isAnew
      ? ((await ask(readScans, { query: { after: 0 } })).answer?.scans ?? [])
      : answer.scans
    last = answer.last
    for (const scan of scans) deliver(scan)
  }
  const next = () => {
    busy = busy.then(look)
  }
  next()
  return onChanges((changed) => {
    if (changed.includes('scans')) next()
  })
}

function listenToPaste(onScan: (text: string) => void): () => void {
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.getData('text/plain') ?? ''
    const field = typingElement()
    if (!isScan(pasted, field !== null) || field?.type === 'password') return
    event.preventDefault()
    event.stopImmediatePropagation()
    onScan(pasted)
  }
  window.addEventListener('paste', onPaste, true)
  return () => window.removeEventListener('paste', onPaste, true)
}

/** A file dropped anywhere on the window; never opened by the browser in place of the page. */
function listenToDrops(onFile: (file: File) => void): () => void {
  const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
  const onOver = (event: DragEvent) => {
    if (carriesFile(event)) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    if (!carriesFile(event)) return
    event.preventDefault()
    const file = event.dataTransfer?.files[0]
    if (file) onFile(file)
  }
  window.addEventListener('dragover', onOver)
  window.addEventListener('drop', onDrop)
  return () => {
    window.removeEventListener('dragover', onOver)
    window.removeEventListener('drop', onDrop)
  }
}

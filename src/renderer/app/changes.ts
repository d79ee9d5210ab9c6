import { readAnew, topics } from './queryClient.ts'

type Listener = (changed: readonly string[]) => void
type ShellBridge = { readonly onChanges: (listener: Listener) => () => void }

const listeners = new Set<Listener>()
const pollMs = 4000

/** Calls back with the topics that changed; the answer stops it. */
export function onChanges(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Listens to the office for the life of the window: the shell's own channel, or server-sent events. While neither
 * can be heard, everything shown is read anew every few seconds. The answer stops it.
 */
export function listenToOffice(): () => void {
  const bridge = shellBridge()
  return bridge ? bridge.onChanges(tell) : listenToEvents()
}

/** Whether the page runs in the desktop shell, which prints and saves files its own way. */
export function inDesktopShell(): boolean {
  return shellBridge() !== null
}

function shellBridge(): ShellBridge | null {
  // Put there by the preload script (src/preload); absent in a browser.
  return (window as { readonly quay?: ShellBridge }).quay ?? null
}

function tell(changed: readonly string[]): void {
  readAnew(changed)
  for (const listener of listeners) listener(changed)
}

function listenToEvents(): () => void {
  const events = new EventSource('/api/changes')
  events.addEventListener('message', ({ data }) => tell(topicsOf(data)))
  // Whatever changed while nobody listened.
  events.addEventListener('open', () => tell(topics))
  const timer = window.setInterval(() => {
    if (events.readyState !== EventSource.OPEN) tell(topics)
  }, pollMs)
  return () => {
    events.close()
    window.clearInterval(timer)
  }
}

function topicsOf(data: unknown): readonly string[] {
  try {
    const read: unknown = JSON.parse(String(data))
    return Array.isArray(read) ? read.map(String) : topics
  } catch {
    return topics
  }
}

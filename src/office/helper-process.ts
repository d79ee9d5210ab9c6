import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A process of the office as a shell holds it. Messages are structured clones, bytes included. */
export interface HelperProcess<To, From> {
  send(message: To): void
  onMessage(listener: (message: From) => void): void
  /** Told once, however it ended; `how` is an exit code or a signal in words. */
  onEnd(listener: (how: string) => void): void
  end(): void
}

/**
 * How to start a process on plain Node, or null where that is not possible: inside Electron, whose program may not
 * run as Node, and in a bundle without the entry. `nodeOptions` are limits for the process, such as its memory.
 */
export function nodeHelperProcess<To, From>(
  entry: URL,
  nodeOptions: readonly string[] = [],
): (() => HelperProcess<To, From>) | null {
  if (process.versions['electron'] !== undefined || !existsSync(entry)) return null
  return () => {
    const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(entry)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    })
    let ended = false
    const end = (tell: (how: string) => void, how: string) => {
      if (!ended) tell(how)
      ended = true
    }
    return {
      // A message to a process that is just dying has nobody to read it; its end is told anyway. Messages are plain
      // data, which the types of Node cannot know of `To`.
      send: (message) => void (child.connected && child.send(message as object, () => undefined)),
      // The entry given to this function sends nothing else.
      onMessage: (listener) => void child.on('message', (message) => listener(message as From)),
      onEnd(listener) {
        child.on('error', (error) => end(listener, error.message))
        child.on('exit', (code, signal) => end(listener, signal ?? `exit ${code}`))
      },
      end: () => void child.kill('SIGKILL'),
    }
  }
}

/** A port between two processes, as Electron's utility processes have them; Electron's types are not known here. */
type Port = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  start(): void
}

/** The port a utility process is born with. */
type ParentPort = {
  on(event: 'message', listener: (event: { readonly ports: readonly Port[] }) => void): void
}

/**
 * Inside the process: hands each message of the office to what `serve` makes, which tells the office what it has to say.
 * On Node the office is its parent; in Electron its parent is main, whose first and only message hands over a port to the
 * office, so that main never sees a PIN or a list.
 */
export function serveParent<To, From>(serve: (tell: (message: From) => void) => (message: To) => void): void {
  const parentPort = 'parentPort' in process ? (process.parentPort as ParentPort | null) : null
  // Nobody checks a message; only the office that had it started speaks to this process.
  if (parentPort) {
    parentPort.on('message', ({ ports }) => {
      for (const port of ports) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process's port has no origin
        const take = serve((message) => port.postMessage(message))
        port.on('message', ({ data }) => take(data as To))
        port.start()
      }
    })
    return
  }
  const take = serve((message) => void process.send?.(message))
  process.on('message', (message) => take(message as To))
  process.on('disconnect', () => process.exit(0))
}

/** Inside the process: answers each message of the office with one. */
export function answerParent<To, From>(answer: (message: To) => From): void {
  serveParent<To, From>((tell) => (message) => tell(answer(message)))
}

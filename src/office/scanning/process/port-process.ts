import type { HelperProcess } from '../../helper-process.ts'

/** The office's end of the channel to a process of drivers, as Electron's MessagePortMain is one. */
export interface ReaderPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  /** Messages wait until this is called. */
  start(): void
}

/** Whoever can start processes; each is known by the number the office gave it. */
interface ProcessStarter {
  start(id: number): void
  end(id: number): void
}

/** Processes that somebody else starts: `start` asks for one, the other two are what that somebody answers. */
interface PortProcesses<To, From> {
  readonly start: () => HelperProcess<To, From>
  /** The process runs and is reached over this port. */
  connected(id: number, port: ReaderPort): void
  /** It ended, or never began; `how` says it in words. */
  ended(id: number, how: string): void
}

interface Awaited<To, From> {
  port: ReaderPort | null
  /** Sent before the port was there. */
  readonly early: To[]
  tell: (message: From) => void
  end: (how: string) => void
}

/**
 * Processes of drivers for an office that may start none itself, as inside Electron: the shell starts them and hands over
 * a port for each, so that what they say does not pass through the shell.
 */
export function portProcesses<To, From>(starter: ProcessStarter): PortProcesses<To, From> {
  const processes = new Map<number, Awaited<To, From>>()
  let last = 0
  return {
    start() {
      last += 1
      const id = last
      const awaited: Awaited<To, From> = {
        port: null,
        early: [],
        tell: () => undefined,
        end: () => undefined,
      }
      processes.set(id, awaited)
      starter.start(id)
      return {
        send(message) {
          if (!awaited.port) awaited.early.push(message)
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process's port has no origin
          else awaited.port.postMessage(message)
        },
        onMessage(listener) {
          awaited.tell = listener
        },
        onEnd(listener) {
          awaited.end = listener
        },
        end: () => starter.end(id),
      }
    },
    connected(id, port) {
      const awaited = processes.get(id)
      if (!awaited) return
      awaited.port = port
      // Only the entry of that process holds the other end.
      port.on('message', ({ data }) => awaited.tell(data as From))
      port.start()
      for (const message of awaited.early.splice(0)) port.postMessage(message)
    },
    ended(id, how) {
      const awaited = processes.get(id)
      processes.delete(id)
      awaited?.end(how)
    },
  }
}

/* oxlint-disable unicorn/require-post-message-target-origin -- a process's port has no origin */
import type { MessageChannelMain, MessagePortMain } from 'electron'
import type { ToOffice } from './messages.ts'

/** A process that holds the drivers of readers, as far as main needs it: Electron's UtilityProcess. */
type DriverProcess = {
  postMessage(message: null, transfer: MessagePortMain[]): void
  kill(): boolean
  on(event: 'exit', listener: (code: number) => void): void
}

/** How main makes such processes and the channels to them. */
export type ReaderParts = {
  readonly fork: () => DriverProcess
  readonly channel: () => Pick<MessageChannelMain, 'port1' | 'port2'>
}

/** The reader processes of an office, by the numbers the office gave them. */
export type ReaderProcesses = {
  start(id: number): void
  end(id: number): void
  /** Ends all of them: their office is gone. */
  endAll(): void
}

/**
 * Keeps the processes an office wants for the drivers of readers: a driver that crashes ends its own process and no
 * other. The office gets a port to each and hears of its end; `tell` reaches that office.
 */
export function readerProcesses(
  { fork, channel }: ReaderParts,
  tell: (message: ToOffice, transfer?: MessagePortMain[]) => void,
): ReaderProcesses {
  const running = new Map<number, DriverProcess>()
  return {
    start(id) {
      const drivers = fork()
      running.set(id, drivers)
      drivers.on('exit', (code) => {
        if (running.delete(id)) tell({ kind: 'readers-ended', id, how: `exit ${code}` })
      })
      const { port1, port2 } = channel()
      drivers.postMessage(null, [port1])
      tell({ kind: 'readers-started', id }, [port2])
    },
    end: (id) => void running.get(id)?.kill(),
    endAll() {
      const all = [...running.values()]
      running.clear()
      for (const drivers of all) drivers.kill()
    },
  }
}

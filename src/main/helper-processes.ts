/* oxlint-disable unicorn/require-post-message-target-origin -- a process's port has no origin */
import type { MessageChannelMain, MessagePortMain } from 'electron'
import type { HelperName, ToOffice } from './messages.ts'

/** A process that holds drivers, as far as main needs it: Electron's UtilityProcess. */
type DriverProcess = {
  readonly pid: number | undefined
  postMessage(message: null, transfer: MessagePortMain[]): void
  kill(): boolean
  on(event: 'exit', listener: (code: number) => void): void
}

/** How main makes such processes and the channels to them. */
export type HelperParts = {
  readonly fork: (helper: HelperName) => DriverProcess
  readonly channel: () => Pick<MessageChannelMain, 'port1' | 'port2'>
}

/** The driver processes of an office, by what they hold and the numbers the office gave them. */
export type HelperProcesses = {
  start(helper: HelperName, id: number): void
  end(helper: HelperName, id: number): void
  /** Ends all of them: their office is gone. */
  endAll(): void
}

/** A driver that hangs hears no friendly word: after this long its process is ended by force. */
const patienceMs = 2_000

/**
 * Keeps the processes an office wants for drivers: one that crashes ends its own process and no other. The office gets
 * a port to each, so that what passes over it (a card, a PIN) never reaches main, and hears of its end; `tell` reaches
 * that office.
 */
export function helperProcesses(
  { fork, channel }: HelperParts,
  tell: (message: ToOffice, transfer?: MessagePortMain[]) => void,
): HelperProcesses {
  const running = new Map<string, DriverProcess>()
  const keyOf = (helper: HelperName, id: number) => `${helper} ${id}`
  return {
    start(helper, id) {
      const drivers = fork(helper)
      running.set(keyOf(helper, id), drivers)
      drivers.on('exit', (code) => {
        if (running.delete(keyOf(helper, id))) tell({ kind: 'helper-ended', helper, id, how: `exit ${code}` })
      })
      const { port1, port2 } = channel()
      drivers.postMessage(null, [port1])
      tell({ kind: 'helper-started', helper, id }, [port2])
    },
    end(helper, id) {
      const drivers = running.get(keyOf(helper, id))
      if (drivers) endSurely(drivers)
    },
    endAll() {
      const all = [...running.values()]
      running.clear()
      for (const drivers of all) endSurely(drivers)
    },
  }
}

function endSurely(drivers: DriverProcess): void {
  const { pid } = drivers
  const force = setTimeout(() => {
    try {
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
    } catch {
      // It was gone in the same moment.
    }
  }, patienceMs)
  drivers.on('exit', () => clearTimeout(force))
  drivers.kill()
}

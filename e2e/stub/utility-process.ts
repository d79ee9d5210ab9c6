import { type ChildProcess, fork as forkNode } from 'node:child_process'
import { basename } from 'node:path'
import type { ForkOptions, MessagePortMain, UtilityProcess } from 'electron'
import { handOver, passOn, portsClose, type PortTraffic } from './message-channel.ts'
import { strict } from './strict.ts'

/** Electron's `utilityProcess.fork`: a Node process of its own with the port Electron would have given it. */
export function fork(
  path: string,
  args: readonly string[] = [],
  { stdio }: ForkOptions = {},
): UtilityProcess {
  const output = stdio === 'ignore' ? 'ignore' : 'inherit'
  const child = forkNode(path, [...args], {
    execArgv: ['--import', new URL('./utility-port.ts', import.meta.url).href],
    serialization: 'advanced',
    stdio: ['ignore', output, output, 'ipc'],
  })
  // `officeProcess` and `readerProcess`, for tests that end one of them.
  const name = basename(path, '.js').replace('-process', 'Process')
  process.stdout.write(`${JSON.stringify({ [name]: child.pid })}\n`)
  process.on('exit', () => child.kill('SIGKILL'))
  child.on('message', (message: { data: unknown } | PortTraffic) => {
    if ('port' in message) passOn(message)
  })
  child.on('exit', () => portsClose(child))
  return strict<UtilityProcess>('UtilityProcess', {
    // Electron forgets the number of a process that has ended.
    get pid() {
      return child.exitCode === null && child.signalCode === null ? child.pid : undefined
    },
    postMessage: (data: unknown, transfer: MessagePortMain[] = []) => post(child, data, transfer),
    kill: () => child.kill(),
    on: (event: string, listener: (value: unknown) => void) => listen(child, event, listener),
  })
}

function post(child: ChildProcess, data: unknown, transfer: MessagePortMain[]): void {
  if (!child.connected) return
  handOver(transfer, child, (ports) => child.send({ data, ports }, () => undefined))
}

function listen(child: ChildProcess, event: string, listener: (value: unknown) => void): void {
  child.on(event, (value: unknown) => {
    if (event !== 'message') return listener(value)
    const message = value as { data: unknown } | PortTraffic
    if (!('port' in message)) listener(message.data)
  })
}

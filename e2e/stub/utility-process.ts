import { fork as forkNode } from 'node:child_process'
import type { UtilityProcess } from 'electron'
import { strict } from './strict.ts'

/** Electron's `utilityProcess.fork`: a Node process of its own with the port Electron would have given it. */
export function fork(path: string, args: readonly string[] = []): UtilityProcess {
  const child = forkNode(path, [...args], {
    execArgv: ['--import', new URL('./utility-port.ts', import.meta.url).href],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  process.stdout.write(`${JSON.stringify({ officeProcess: child.pid })}\n`)
  process.on('exit', () => child.kill('SIGKILL'))
  return strict<UtilityProcess>('UtilityProcess', {
    postMessage: (message: object) => child.connected && child.send(message, () => undefined),
    kill: () => child.kill(),
    on: (event: string, listener: (value: unknown) => void) =>
      child.on(event, (value: unknown) => listener(value)),
  })
}

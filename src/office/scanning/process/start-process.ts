import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FromReaders, StartReaderProcess } from './messages.ts'

/**
 * How to start the reader process on plain Node, or null where that is not possible: inside Electron, whose program
 * may not run as Node, and in a bundle without the entry. `entry` is another one in tests.
 */
export function nodeReaderProcess(
  entry: URL = new URL('./reader-process.ts', import.meta.url),
): StartReaderProcess | null {
  if (process.versions['electron'] !== undefined || !existsSync(entry)) return null
  return () => {
    const child = spawn(process.execPath, [fileURLToPath(entry)], {
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
      // A message to a process that is just dying has nobody to read it; its end is told anyway.
      send: (message) => void (child.connected && child.send(message, () => undefined)),
      // The entry of this repository sends nothing else.
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromReaders)),
      onEnd(listener) {
        child.on('error', (error) => end(listener, error.message))
        child.on('exit', (code, signal) => end(listener, signal ?? `exit ${code}`))
      },
      end: () => void child.kill('SIGKILL'),
    }
  }
}

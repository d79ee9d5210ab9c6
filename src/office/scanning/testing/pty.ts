import { spawn } from 'node:child_process'

/** A terminal whose one end is a device file, as a serial reader's is; what is written arrives there byte for byte. */
export type Pty = { readonly path: string; write(bytes: Uint8Array): void; unplug(): void }

/** Makes one with `script` of util-linux, which every Debian has. Rejects where it is missing. */
export function openPty(): Promise<Pty> {
  // Raw from the start, so that nothing written before the port is opened is changed.
  const child = spawn('script', ['-qfec', 'stty raw -echo; tty; exec sleep 600', '/dev/null'])
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.stdout.once('data', (line: Buffer) => {
      resolve({
        path: String(line).trim(),
        write: (bytes) => void child.stdin.write(bytes),
        unplug: () => void child.kill('SIGKILL'),
      })
    })
  })
}

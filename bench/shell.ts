import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const start = fileURLToPath(new URL('../src/web/start.ts', import.meta.url))
const ready = z.object({
  address: z.string(),
  accounts: z.array(z.object({ role: z.string(), user: z.string(), password: z.string() })).default([]),
})

export type RunningShell = z.infer<typeof ready> & { stop(): Promise<void> }

/** Starts the web shell on a data folder, without a window, and waits until it says where it is. */
export async function startShell(dataDir: string, args: readonly string[] = []): Promise<RunningShell> {
  const child = spawn(process.execPath, [start, '--no-window', '--port', '0', '--data', dataDir, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    return {
      ...ready.parse(JSON.parse(line)),
      async stop() {
        child.kill('SIGTERM')
        await ended
      },
    }
  }
  throw new Error('the web shell did not start')
}

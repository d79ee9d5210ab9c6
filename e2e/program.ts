import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The repository's folder, where every program is started. */
export const root = fileURLToPath(new URL('../', import.meta.url))

/** How the web shell is started from its sources. */
export const webShell = ['src/web/start.ts']
/** How built main is started over the stand-in. */
export const mainOverStandIn = ['--import', './e2e/stub/hooks.ts', 'out/main/index.js']

/** A started program: what it said in JSON lines on standard output, and how it ends. */
export type Program = {
  readonly child: ChildProcess
  /** The first JSON line that has this key, waiting for it if need be. Rejects when the program ends before. */
  line(key: string): Promise<Record<string, unknown>>
  /** All JSON lines so far that have this key. */
  lines(key: string): Record<string, unknown>[]
  /** Everything said on standard error. */
  errors(): string
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>
  /** Ends the program by SIGTERM and waits. */
  stop(): Promise<number | null>
}

/** Passwords and PINs are stretched as cheaply as in the other tests. */
const lightSecrets = `--import=${new URL('../scripts/lib/light-secrets.mjs', import.meta.url).href}`

/** Starts Node 24 with these arguments in the repository, with what else the environment should say. */
export function startNode(args: readonly string[], also: NodeJS.ProcessEnv = {}): Program {
  const env = { ...process.env, NODE_OPTIONS: lightSecrets, ...also }
  return follow(spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** Follows a started process; see {@link Program}. */
export function follow(child: ChildProcess): Program {
  const said: Record<string, unknown>[] = []
  const waiting = new Set<() => void>()
  let rest = ''
  let errors = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const parsed = parse(line)
      if (parsed !== null) said.push(parsed)
    }
    for (const look of waiting) look()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = once(child, 'exit').then(([code]: unknown[]) => (typeof code === 'number' ? code : null))
  const lines = (key: string) => said.filter((line) => key in line)
  const line = (key: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const look = () => {
        const [first] = lines(key)
        if (first === undefined) return
        waiting.delete(look)
        resolve(first)
      }
      waiting.add(look)
      look()
      void ended.then((code) => reject(new Error(`ended (${code}) without saying "${key}":\n${errors}`)))
    })
  const stop = () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    return ended
  }
  return { child, line, lines, errors: () => errors, ended, stop }
}

function parse(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { postgresStore } from '../store.ts'

const run = promisify(execFile)
const programs = ['initdb', 'postgres']

/** Where PostgreSQL's programs are: Debian's newest, else whatever the PATH has; null when there are none. */
function programFolder(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  return folders.find((folder) => programs.every((name) => isProgram(join(folder, name)))) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whom PostgreSQL runs as: it refuses root. Null: whoever runs the tests. Undefined: there is nobody. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null | undefined {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

/** Why no PostgreSQL can be started here; null when one can. */
export function whyNoPostgres(): string | null {
  if (process.platform === 'win32') return 'a PostgreSQL of its own is started on Linux and macOS only'
  if (programFolder() === null) return 'PostgreSQL is not installed (Debian: apt-get install postgresql)'
  return unprivileged() === undefined ? 'there is no user that PostgreSQL could run as' : null
}

/** A PostgreSQL of a test's own: its folder, its socket, on the disk as a real one. */
export type TestPostgres = {
  /** Address of a new database, with the city's tables already in it. */
  database(): Promise<string>
  /** SIGKILL to the server and all its processes, and waits until they are gone. */
  kill(): Promise<void>
  /** Starts it again over the same folder; resolves when it answers. */
  start(): Promise<void>
  /** Its processes now, as numbers of the system: the server's own, and those it has started (Linux). */
  processes(): number[]
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

/** Makes and starts a PostgreSQL in a temporary folder. Throws when it does not come up. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
  const bin = programFolder()
  const user = unprivileged()
  if (bin === null || user === undefined) throw new Error(whyNoPostgres() ?? 'no PostgreSQL')
  const folder = mkdtempSync(join(tmpdir(), 'pg-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const as = { ...user, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } }
  const data = join(folder, 'data')
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'city', '--auth=trust', '--locale=C', '-E', 'UTF8', '-N'],
    as,
  )
  // A test makes many small databases: checkpoints and vacuuming of those before it would only take its time.
  const options = Object.entries({
    autovacuum: 'off',
    checkpoint_timeout: '1h',
    max_wal_size: '8GB',
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'on',
    ...settings,
  })
  const args = ['-D', data, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  let server: ChildProcess | null = null
  let hasTemplate = false
  const address = (name: string) => `postgresql:///${name}?host=${folder}&user=city`

  const launch = async () => {
    const child = spawn(join(bin, 'postgres'), args, { ...as, stdio: 'ignore' })
    server = child
    await untilItAnswers(address('postgres'), () => child.exitCode !== null || child.signalCode !== null)
  }
  const end = async (signal: 'SIGQUIT' | 'SIGKILL') => {
    const child = server
    server = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    const family = signal === 'SIGKILL' ? childrenOf(child.pid ?? 0) : []
    child.kill(signal)
    for (const pid of family) signalTo(pid)
    await gone
    while (family.some(isAlive)) await pause(5)
  }
  await launch()
  return {
    async database() {
      if (!hasTemplate) {
        await ask(address('postgres'), 'CREATE DATABASE prepared')
        await (await postgresStore.open(address('prepared'))).close()
        hasTemplate = true
      }
      const name = `city_${randomUUID().replaceAll('-', '')}`
      await ask(address('postgres'), `CREATE DATABASE ${name} TEMPLATE prepared`)
      return address(name)
    },
    kill: () => end('SIGKILL'),
    start: launch,
    processes: () => (server?.pid === undefined ? [] : [server.pid, ...childrenOf(server.pid)]),
    async stop() {
      // At once, without writing out what is removed the next moment.
      await end('SIGQUIT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One statement over a connection of its own. */
export async function ask(address: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: address })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function untilItAnswers(address: string, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    try {
      await ask(address, 'SELECT 1')
      return
    } catch (error) {
      if (hasEnded()) throw new Error('PostgreSQL ended by itself', { cause: error })
      await pause(20)
    }
  }
}

/** The processes a server has started; where the system does not list them they notice by themselves. */
function childrenOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`
  return existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number) : []
}

function signalTo(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** A zombie is gone, too: nobody but its parent's heir can end that. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

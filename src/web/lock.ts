import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bootId } from '../office/host.ts'

/** The header by which a running shell proves that it is the one named in the lock file. */
export const instanceHeader = 'quay-shell'

/** The folder is ours: `publish` the address once it listens, `release` when the office is closed. */
export type Held = { readonly instance: string; publish(address: string): void; release(): void }
/** Another shell works in the folder and listens there. */
export type Taken = { readonly address: string }

type LockFile = {
  readonly pid: number
  readonly instance: string
  readonly address: string | null
  /** The boot of the PC in which it was taken; null where the system names none. */
  readonly boot: string | null
}

/**
 * Takes the installation's folder for this process, by a file with process number and address. A lock left by a
 * dead process or from before the PC was last switched on is taken over at once, one of a start that does not come
 * up within `patienceMs` then, after `onTakenOver` was told its process number. This is courtesy towards a second
 * start; the database has its own lock.
 */
export async function takeFolder(
  dataDir: string,
  patienceMs = 60_000,
  onTakenOver: (pid: number) => void = () => {},
): Promise<Held | Taken> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'shell.lock')
  const instance = randomUUID()
  const until = Date.now() + patienceMs
  for (;;) {
    if (write(path, { pid: process.pid, instance, address: null, boot: bootId() }, 'wx'))
      return held(path, instance)
    const other = read(path)
    if (other === null || isOfAnotherBoot(other) || !isAlive(other.pid)) rmSync(path, { force: true })
    else if (other.address !== null) {
      if (await answers(other.address, other.instance)) return { address: other.address }
      // The process number belongs to somebody else by now.
      rmSync(path, { force: true })
    } else if (Date.now() > until) {
      onTakenOver(other.pid)
      rmSync(path, { force: true })
    } else await wait(200)
  }
}

function held(path: string, instance: string): Held {
  return {
    instance,
    publish: (address) => void write(path, { pid: process.pid, instance, address, boot: bootId() }, 'w'),
    release: () => {
      if (read(path)?.instance === instance) rmSync(path, { force: true })
    },
  }
}

function write(path: string, content: LockFile, flag: 'w' | 'wx'): boolean {
  try {
    writeFileSync(path, JSON.stringify(content), { flag, mode: 0o600 })
    return true
  } catch (error) {
    // Anything but "it exists" (no rights, no space) is the caller's to report.
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function read(path: string): LockFile | null {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content !== 'object' || content === null) return null
    if (!('pid' in content) || !('instance' in content)) return null
    const { pid, instance } = content
    const address = 'address' in content && typeof content.address === 'string' ? content.address : null
    const boot = 'boot' in content && typeof content.boot === 'string' ? content.boot : null
    return typeof pid === 'number' && typeof instance === 'string' ? { pid, instance, address, boot } : null
  } catch {
    return null
  }
}

/** After a power cut its process number may be anybody's. */
function isOfAnotherBoot({ boot }: LockFile): boolean {
  const now = bootId()
  return boot !== null && now !== null && boot !== now
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

async function answers(address: string, instance: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(3_000) })
    return answer.headers.get(instanceHeader) === instance
  } catch {
    return false
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

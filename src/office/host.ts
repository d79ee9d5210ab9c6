import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { homedir, uptime } from 'node:os'
import { join, resolve } from 'node:path'
import { pageFile } from '../contract/pages.ts'
import { countingSleep } from './clock/sleep.ts'
import type { Clock, Ports, Printer } from './ports.ts'

// What every shell takes from the PC it runs on. Nothing here knows the office, a window or a listener.

/** Which folder a start was asked for: by the command line, the environment, or not at all. */
export type FolderWish = {
  readonly chosen: string | undefined
  readonly training: boolean
  readonly environment: NodeJS.ProcessEnv
}

/**
 * The absolute folder of the installation. `--data` names it exactly; `QUAY_DATA` names the office's, beside which
 * training has its own; otherwise the usual folder. All shells agree, so that a ward may change shells and keep its
 * data.
 */
export function dataFolder({ chosen, training, environment }: FolderWish): string {
  if (chosen) return resolve(chosen)
  const named = environment['QUAY_DATA']
  const folder = named ? resolve(named) : usualFolder(environment)
  return training ? trainingFolder(folder) : folder
}

/** Where the training office beside an office lives: never in its folder, which is backed up and must stay real. */
export function trainingFolder(dataDir: string): string {
  return `${dataDir}-training`
}

/**
 * Shared by the PC's accounts on Windows (never a roaming profile, whose copies would tear the database), the XDG data
 * home on Linux.
 */
function usualFolder(environment: NodeJS.ProcessEnv): string {
  const name = 'quay-mot-cua'
  if (process.platform === 'win32') return join(environment['ProgramData'] ?? 'C:\\ProgramData', name)
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name)
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), name)
}

/** What names the time since the PC was switched on: the kernel's boot id on Linux; null where there is none. */
export function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

/** The PC's clocks; `boot` is the kernel's boot id on Linux, else new with every process. */
export function systemClock(): Clock {
  const boot = bootId() ?? randomUUID()
  const awake = () => Number(process.hrtime.bigint() / 1_000_000n)
  // Elsewhere the time since the boot is told from the clock that may be wrong.
  const isToldApart = process.platform === 'linux' || process.platform === 'win32'
  const monotonic = isToldApart ? countingSleep(awake, () => uptime() * 1_000) : awake
  return { now: Date.now, monotonic, boot }
}

const logDaysKept = 30

/** The technical log: one JSON line each, one file a day in `<dataDir>/log`, a month of them. No personal data. */
export function openLog(dataDir: string): Ports['log'] {
  const folder = join(dataDir, 'log')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
    for (const name of files.toSorted().slice(0, -logDaysKept)) rmSync(join(folder, name), { force: true })
  } catch {
    // As below.
  }
  return (line) => {
    const at = new Date().toISOString()
    try {
      appendFileSync(join(folder, `${at.slice(0, 10)}.jsonl`), `${JSON.stringify({ at, ...line })}\n`)
    } catch {
      // A full disk must not stop the counter for the sake of its log.
    }
  }
}

/** Notes what ends this process unforeseen, as a fault of a request is noted: where in the code, never about what. */
export function noteLastFault(log: Ports['log']): void {
  process.on('uncaughtExceptionMonitor', ({ stack, name }) =>
    log({ level: 'error', what: 'ended-by-fault', stack: stack ?? name }),
  )
}

/** A printer of the training office: every job becomes a PDF file in the folder, numbered in printing order. */
export function folderPrinter(folder: string): Printer {
  return {
    list: () => Promise.resolve([{ name: folder, isDefault: true }]),
    async print(job) {
      await mkdir(folder, { recursive: true })
      const number = (await readdir(folder)).filter((name) => name.endsWith('.pdf')).length + 1
      const copies = job.copies > 1 ? `-x${job.copies}` : ''
      const name = `${String(number).padStart(4, '0')}-${plainName(job.title)}${copies}.pdf`
      await writeFile(join(folder, name), job.pdf, { flag: 'wx' })
      return { outcome: 'spooled', where: join(folder, name) }
    },
  }
}

/** A title as a file or a spooler may be given it: ASCII letters, digits, dots and hyphens, at most 60. */
export function plainName(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
  return (
    plain
      .replace(/[^\w.]+/g, '-')
      .replace(/^[-.]+|-+$/g, '')
      .slice(0, 60) || 'sheet'
  )
}

/** Answers a page request from the built renderer's folder: 404 for what is not there or may not be named. */
export async function servePage(folder: string, pathname: string): Promise<Response> {
  const page = pageFile(pathname)
  const bytes = page && (await readFile(join(folder, page.file)).catch(() => null))
  return bytes ? new Response(bytes, { headers: page.headers }) : new Response('Not found', { status: 404 })
}

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { noteLastFault, openLog } from '../office/host.ts'
import { openAppWindow } from './app-window.ts'
import { readArguments, type StartArguments } from './arguments.ts'
import { type Held, takeFolder } from './lock.ts'
import { openServedOffice, pagesFolder, type ServedOffice } from './served-office.ts'

/** A window that goes at once was handed to a browser already running: no reason to close the office. */
const briefWindowMs = 5_000

/**
 * Runs the web shell until its window is closed or the process is told to end. Answers the exit code: 0 after a
 * clean end or when the office was already open, 1 when it could not be opened, 2 for a wrong command line.
 */
export async function runWebShell(args: readonly string[]): Promise<number> {
  let wanted: StartArguments
  try {
    wanted = readArguments(args, process.env)
  } catch (error) {
    return say(2, `Tham số không hợp lệ · Wrong argument: ${sentence(error)}`)
  }
  if (!existsSync(join(pagesFolder, 'index.html')))
    return say(1, 'Chưa có giao diện, hãy chạy: npm run build · The pages are not built, run: npm run build')
  try {
    const place = await takeFolder(wanted.dataDir, undefined, sayTakenOver)
    if (!('address' in place)) noteLastFault(openLog(wanted.dataDir))
    return 'address' in place ? await showRunning(place.address, wanted) : await runOffice(place, wanted)
  } catch (error) {
    return say(1, `Không mở được quầy · The office could not be opened: ${sentence(error)}`)
  }
}

function sayTakenOver(pid: number): void {
  say(
    0,
    `Lần mở trước (tiến trình ${pid}) không chạy được nên mở lại từ đầu. Nếu quầy vẫn báo đang được dùng, hãy đóng tiến trình đó hoặc khởi động lại máy · ` +
      `An earlier start (process ${pid}) did not come up, so this one begins anew. If the office still says it is in use, end that process or restart the PC`,
  )
}

async function showRunning(address: string, wanted: StartArguments): Promise<number> {
  if (wanted.window) openAppWindow(address, join(wanted.dataDir, 'window'))?.unref()
  say(0, `Quầy đã mở sẵn tại · The office is already open at ${address}`)
  if (!wanted.window) process.stdout.write(`${JSON.stringify({ address })}\n`)
  return 0
}

async function runOffice(place: Held, wanted: StartArguments): Promise<number> {
  const ended = untilToldToEnd()
  const office = await openServedOffice(place, wanted)
  const window = announce(office, wanted)
  await (window === null ? ended : Promise.race([ended, untilClosed(window)]))
  await Promise.all([window && closeWindow(window), office.close()])
  return 0
}

/** Tells where the office is and opens its window; null when there is to be none or there can be none. */
function announce({ address, accounts, city }: ServedOffice, wanted: StartArguments): ChildProcess | null {
  if (!wanted.window) {
    const ready = wanted.training ? { address, accounts, city } : { address }
    process.stdout.write(`${JSON.stringify(ready)}\n`)
    return null
  }
  const window = openAppWindow(address, join(wanted.dataDir, 'window'))
  for (const { role, user, password, pin } of accounts)
    process.stdout.write(`  ${role}: ${user} / ${password}${pin === null ? '' : ` / PIN ${pin}`}\n`)
  if (city) process.stdout.write(`  city: ${city.console} / ${city.secret}\n`)
  process.stdout.write(`Quầy Một Cửa: ${address}\n`)
  if (window === null)
    say(
      0,
      'Không có màn hình hoặc trình duyệt; mở địa chỉ trên · No display or browser found; open the address above',
    )
  return window
}

function untilClosed(window: ChildProcess): Promise<void> {
  const opened = performance.now()
  return new Promise((resolve) => {
    window.on('error', () => undefined)
    window.on('exit', () => {
      if (performance.now() - opened > briefWindowMs) resolve()
    })
  })
}

/** Ends the window and waits until its program has put its profile away, for two seconds at most. */
async function closeWindow(window: ChildProcess): Promise<void> {
  if (window.exitCode !== null || window.signalCode !== null || !window.kill()) return
  await Promise.race([once(window, 'exit'), wait(2_000, null, { ref: false })])
}

function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    // Not `once`: Ctrl+C reaches a child twice, and the second must not cut the closing short.
    process.on('SIGTERM', () => resolve())
    process.on('SIGINT', () => resolve())
  })
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function say(code: number, line: string): number {
  process.stderr.write(`${line}\n`)
  return code
}

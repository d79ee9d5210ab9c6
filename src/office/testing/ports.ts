import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, LogLine, Ports, PrintJob } from '../ports.ts'

/** A clock that stands where a test puts it; time of day and monotonic time move apart only when told to. */
export type TestClock = Clock & {
  /** Both clocks go on. */
  advance(ms: number): void
  /** Only the time of day jumps, as when somebody sets it. */
  jump(ms: number): void
  /** The PC is switched off for so long, and on again. */
  off(ms: number): void
}

/** A clock that really runs, shifted as the test says. */
export function testClock(start?: number): TestClock {
  let wallShift = start === undefined ? 0 : start - Date.now()
  let monoShift = 0
  let boots = 1
  return {
    now: () => Date.now() + wallShift,
    monotonic: () => performance.now() + monoShift,
    get boot() {
      return `test-boot-${boots}`
    },
    off(ms) {
      boots += 1
      wallShift += ms
      monoShift = -performance.now()
    },
    advance(ms) {
      wallShift += ms
      monoShift += ms
    },
    jump(ms) {
      wallShift += ms
    },
  }
}

export type TestPorts = Ports & {
  readonly clock: TestClock
  readonly printed: PrintJob[]
  readonly lines: LogLine[]
  /** What the printer does next. */
  printerOutcome: 'spooled' | 'no-printer' | 'failed'
}

/** Ports on a temporary folder: a real disk, a printer that keeps what it is given, a log that is read. */
export function testPorts(
  options: { dataDir?: string; training?: boolean; clock?: TestClock } = {},
): TestPorts {
  const printed: PrintJob[] = []
  const lines: LogLine[] = []
  const ports: TestPorts = {
    dataDir: options.dataDir ?? temporaryFolder(),
    clock: options.clock ?? testClock(),
    training: options.training ?? false,
    version: '0.1.0',
    shell: 'test',
    printed,
    lines,
    printerOutcome: 'spooled',
    log: (line) => lines.push(line),
    secrets: { wrap: async () => null, unwrap: async () => null },
    printer: {
      list: async () => [{ name: 'folder', isDefault: true }],
      async print(job) {
        if (ports.printerOutcome !== 'spooled') return { outcome: ports.printerOutcome, detail: 'paper out' }
        printed.push(job)
        return { outcome: 'spooled', where: 'folder' }
      },
    },
  }
  return ports
}

const folders: string[] = []
// The test runner ends its workers by SIGTERM, which alone would skip the clean-up.
process.once('SIGTERM', () => process.exit(143))
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quay-'))
  folders.push(folder)
  return folder
}

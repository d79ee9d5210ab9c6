import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Clock } from '../office/ports.ts'

/** The PC's clocks; `boot` is the kernel's boot id on Linux, else new with every process. */
export function systemClock(): Clock {
  let boot: string
  try {
    boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    boot = randomUUID()
  }
  return { now: Date.now, monotonic: () => Number(process.hrtime.bigint() / 1_000_000n), boot }
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../contract/refusals.ts'
import { writeDurably } from './database/key-slots.ts'
import { dropBallast } from './database/open.ts'
import { isFullDisk } from './journal/full-disk.ts'
import type { Clock } from './ports.ts'

/** Wrong tries allowed before waiting begins. */
const freeTries = 5
const firstDelayMs = 30_000
const longestDelayMs = 15 * 60_000

const entrySchema = z.object({ failures: z.int(), boot: z.string(), untilMono: z.number() })
const fileSchema = z.record(z.string(), entrySchema)

/** Each counts by itself: who knows one secret wins no tries at another. */
type SecretKind = 'password' | 'pin' | 'certificate' | 'recovery'

export type Attempts = {
  /**
   * Counts a try as wrong before the secret is looked at, so that tries which come together all count; `clear` takes
   * it back. Answers how many in a row that makes and how many are left before waiting. Throws `locked-out`.
   */
  spend(user: string, kind: SecretKind): { readonly failures: number; readonly left: number }
  /** Throws `locked-out` while a person has to wait. */
  check(user: string, kind: SecretKind): void
  /** Counts a wrong try; answers how many in a row and how many are left before waiting. */
  failed(user: string, kind: SecretKind): { readonly failures: number; readonly left: number }
  clear(user: string, kind: SecretKind): void
}

/**
 * Wrong passwords, PINs, passwords of the office's certificate and recovery codes, kept in a small file beside the
 * database so that they count while it is still locked.
 * Waiting is measured on the monotonic clock: moving the PC's clock does not shorten it, and after a restart the
 * whole wait begins anew. Where the file cannot be written they count in memory: a full disk keeps nobody out.
 */
export function createAttempts(dataDir: string, clock: Clock): Attempts {
  const path = join(dataDir, 'attempts.json')
  const entries = new Map(Object.entries(readEntries(path)))
  const save = () => writeIfPossible(dataDir, path, JSON.stringify(Object.fromEntries(entries)))
  const keyOf = (user: string, kind: string) => `${kind}:${user}`

  const attempts: Attempts = {
    spend(user, kind) {
      attempts.check(user, kind)
      return attempts.failed(user, kind)
    },
    check(user, kind) {
      const entry = entries.get(keyOf(user, kind))
      if (!entry || entry.failures < freeTries) return
      if (entry.boot !== clock.boot) {
        entries.set(keyOf(user, kind), {
          ...entry,
          boot: clock.boot,
          untilMono: clock.monotonic() + delay(entry.failures),
        })
        save()
      }
      const wait = (entries.get(keyOf(user, kind))?.untilMono ?? 0) - clock.monotonic()
      if (wait > 0) throw new Refusal('locked-out', { seconds: Math.ceil(wait / 1000) })
    },
    failed(user, kind) {
      const failures = (entries.get(keyOf(user, kind))?.failures ?? 0) + 1
      entries.set(keyOf(user, kind), {
        failures,
        boot: clock.boot,
        untilMono: clock.monotonic() + delay(failures),
      })
      save()
      return { failures, left: Math.max(0, freeTries - failures) }
    },
    clear(user, kind) {
      if (entries.delete(keyOf(user, kind))) save()
    },
  }
  return attempts
}

/** A full disk gives its ballast back and is tried once more. */
function writeIfPossible(dataDir: string, path: string, content: string): void {
  try {
    writeDurably(path, content)
  } catch (error) {
    if (!isFullDisk(error)) return
    dropBallast(dataDir)
    try {
      writeDurably(path, content)
    } catch {
      // They count in memory, as any other failure leaves them.
    }
  }
}

/** What is unreadable is forgotten: whoever can spoil the file could also delete it, and nobody shall be kept out by it. */
function readEntries(path: string): z.infer<typeof fileSchema> {
  if (!existsSync(path)) return {}
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

function delay(failures: number): number {
  if (failures < freeTries) return 0
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - freeTries))
}

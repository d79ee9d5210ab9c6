import { usCharacter } from './us-keys.ts'
import type { WedgeKey } from './wedge.ts'

/** How one scan of a reader in keyboard mode was typed. Times in milliseconds. */
export interface TypedMeasure {
  /** Keys that print. */
  readonly keys: number
  readonly medianGap: number
  readonly longestGap: number
  readonly suffix: 'enter' | 'tab' | 'none'
  /** Physical key that came before the first printing one and prints nothing itself (F9), or null. */
  readonly prefix: string | null
  /** Physical key of the first character, which may turn out to be a prefix too. */
  readonly firstKey: string | null
  /** Some characters were typed as Alt and a number. */
  readonly altCodes: boolean
  /** Keys no reader sends: characters and corrections of an input method (Unikey, EVKey). */
  readonly injected: number
}

/** The keys of the latest burst; start with `noTrace`. */
export interface WedgeTrace {
  readonly keys: readonly WedgeKey[]
}

/** Before the first key. */
export const noTrace: WedgeTrace = { keys: [] }

/** A longer silence (ms) lies between two scans, or between a person and a reader. */
const betweenBursts = 500
/** No scan has more keys; a person who leans on a key would fill the memory. */
const mostKeys = 20_000
const modifiers = /^(?:Shift|Control|Meta|CapsLock|NumLock|Alt)/
const suffixes: Readonly<Record<string, 'enter' | 'tab'>> = {
  Enter: 'enter',
  NumpadEnter: 'enter',
  Tab: 'tab',
}

/** One key more: a new burst begins after a silence. Keys going up are not counted. Pure. */
export function traceKey(trace: WedgeTrace, key: WedgeKey): WedgeTrace {
  if (key.up) return trace
  const last = trace.keys.at(-1)
  const follows = last !== undefined && key.at - last.at <= betweenBursts && trace.keys.length < mostKeys
  return { keys: follows ? [...trace.keys, key] : [key] }
}

/** What the latest burst was like; null while there is no character in it. For the set-up of a reader. */
export function measureTrace(trace: WedgeTrace): TypedMeasure | null {
  const all = trace.keys.filter(({ code }) => !modifiers.test(code))
  const printing = all.filter(({ code, shift }) => usCharacter(code, shift) !== null)
  const first = printing[0]
  if (!first) return null
  const keys = all.slice(startOf(all, all.indexOf(first)))
  const last = keys.at(-1)
  const before = keys.slice(0, keys.indexOf(first)).at(-1)
  const gaps = gapsOf(keys)
  return {
    keys: printing.length,
    medianGap: median(gaps),
    longestGap: Math.max(0, ...gaps),
    suffix: suffixes[last?.code ?? ''] ?? 'none',
    prefix: before && /^F\d+$/.test(before.code) ? before.code : null,
    firstKey: first.code,
    altCodes: printing.some(({ code, alt }) => alt && /^Numpad\d$/.test(code)),
    injected: keys.filter(({ code }) => code === '' || code === 'Backspace').length,
  }
}

/** Where the scan begins: a key before its first character is the reader's only when it comes at the reader's pace. */
function startOf(keys: readonly WedgeKey[], first: number): number {
  const pace = 3 * median(gapsOf(keys.slice(first))) + 30
  let start = first
  while (start > 0 && (keys[start]?.at ?? 0) - (keys[start - 1]?.at ?? 0) <= pace) start -= 1
  return start
}

function gapsOf(keys: readonly WedgeKey[]): number[] {
  return keys.slice(1).map(({ at }, i) => at - (keys[i]?.at ?? at))
}

function median(gaps: readonly number[]): number {
  // A copy sorted in place: the oldest Chromium that runs this has no toSorted.
  const sorted = [...gaps].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

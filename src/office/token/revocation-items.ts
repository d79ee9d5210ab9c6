import { isWhole, uint } from './checks.ts'
import { hexOfBytes } from './hex.ts'
import { isKidBytes } from './lists.ts'
import type { Kid, RevocationEntry, RevocationReason } from './types.ts'

const highestIndex = 16_777_215
const isSeries = uint(0, 65_535)
const isGap = uint(0, highestIndex)

/** 5 names a compromised key and therefore stands with series 0 only. */
const keyCompromised = 5

/** The key under which the entries of one series are found. */
export function seriesKey(kid: Kid, series: number): string {
  return `${kid}:${series}`
}

/** Writes runs as the items of section 7: `g`, or `[g, n]`, g = indexes skipped since the previous item. */
export function revocationItems(runs: RevocationEntry['runs']): unknown[] {
  let next = 0
  return runs.map(([first, last]) => {
    const gap = first - next
    next = last + 1
    return first === last ? gap : [gap, last - first + 1]
  })
}

/** Reads the entries of a revocation list; null when order, types or limits are wrong. */
export function readEntries(value: unknown): RevocationEntry[] | null {
  if (!Array.isArray(value)) return null
  const entries: RevocationEntry[] = []
  let previous = ''
  for (const item of value as unknown[]) {
    const entry = readEntry(item)
    if (!entry) return null
    const place = `${entry.kid}${entry.series.toString(16).padStart(4, '0')}${entry.reason}`
    if (place <= previous) return null
    previous = place
    entries.push(entry)
  }
  return entries
}

function readEntry(item: unknown): RevocationEntry | null {
  if (!Array.isArray(item) || item.length !== 4) return null
  const [kid, series, reason, items]: unknown[] = item
  if (!(kid instanceof Uint8Array) || !isKidBytes(kid)) return null
  if (!isWhole(series) || !isSeries(series) || !isReason(reason)) return null
  if (reason === keyCompromised && series !== 0) return null
  const runs = readRuns(items)
  if (!runs || (series === 0 && runs.length > 0)) return null
  return { kid: hexOfBytes(kid), series, reason, runs }
}

function isReason(value: unknown): value is RevocationReason {
  return isWhole(value) && value >= 1 && value <= 5
}

function readRuns(value: unknown): [number, number][] | null {
  if (!Array.isArray(value)) return null
  const runs: [number, number][] = []
  let next = 0
  for (const item of value as unknown[]) {
    const read = readItem(item)
    if (!read || (read.gap === 0 && runs.length > 0)) return null
    const first = next + read.gap
    next = first + read.length
    if (next - 1 > highestIndex) return null
    runs.push([first, next - 1])
  }
  return runs
}

function readItem(item: unknown): { gap: number; length: number } | null {
  if (isWhole(item)) return isGap(item) ? { gap: item, length: 1 } : null
  if (!Array.isArray(item) || item.length !== 2) return null
  const [gap, length]: unknown[] = item
  if (!isWhole(gap) || !isGap(gap) || !isWhole(length)) return null
  return length >= 2 && length <= highestIndex + 1 ? { gap, length } : null
}

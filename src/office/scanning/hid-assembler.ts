import { layoutFromDescriptor } from './hid/report-descriptor.ts'
import { fitToReport, isAim, layoutByLooks, layoutOfVendor, type ReportLayout } from './hid/report-layout.ts'

/** What came out of the reports of a reader. `reply` answers a command and is no scan. */
export type HidOutcome =
  | { readonly kind: 'scan'; readonly bytes: Uint8Array; readonly symbology: string | null }
  | { readonly kind: 'incomplete'; readonly bytes: Uint8Array; readonly symbology: string | null }
  | { readonly kind: 'reply' }

/** Puts reports together. Time is given, in milliseconds, so that nothing here waits. */
export interface HidAssembler {
  /** Takes one report as it came from the device (with its report id, if it has one). */
  push(report: Uint8Array, at: number): readonly HidOutcome[]
  /** Tells that time has passed: a scan whose next report is overdue is given up. */
  expire(at: number): readonly HidOutcome[]
  /** Whether a scan has begun whose last report is still to come. */
  waiting(): boolean
}

/** A reader sends a report every 1 to 10 ms; after this long (ms) the rest is lost. */
export const lostAfter = 300

/** The largest QR holds 2,953 bytes (ISO/IEC 18004); more is a reader gone mad. */
const longestScan = 16_384

interface Pending {
  readonly layout: ReportLayout
  readonly symbology: string | null
  readonly parts: Uint8Array[]
  bytes: number
  at: number
}

/**
 * An assembler for one reader. The layout is found by descriptor, then vendor, then looks, at the first
 * report of a scan, and kept for that scan. Joins bytes, not texts: reports cut in the middle of a letter.
 */
export function createHidAssembler(
  device: { readonly vendorId?: number | undefined; readonly descriptor?: Uint8Array | undefined } = {},
): HidAssembler {
  const known =
    (device.descriptor && layoutFromDescriptor(device.descriptor)) ?? layoutOfVendor(device.vendorId)
  let pending: Pending | null = null

  const giveUp = (): HidOutcome[] => {
    if (!pending) return []
    const lost: HidOutcome = { kind: 'incomplete', bytes: join(pending), symbology: pending.symbology }
    pending = null
    return [lost]
  }
  const expire = (at: number) => (pending && at - pending.at >= lostAfter ? giveUp() : [])

  function push(report: Uint8Array, at: number): HidOutcome[] {
    const before = expire(at)
    const layout = pending?.layout ?? fitToReport(known ?? layoutByLooks(report), report)
    if (layout.reportId !== null && report[0] !== layout.reportId) return before
    const part = readReport(layout, report)
    if (part === null) return [...before, ...(pending ? giveUp() : [{ ...empty }])]
    if (part.reply) return [...before, { kind: 'reply' }]
    // Every report repeats the symbology: another one means that the end of the scan before is lost.
    if (pending && pending.symbology !== part.symbology) before.push(...giveUp())
    pending ??= { layout, symbology: part.symbology, parts: [], bytes: 0, at }
    pending.parts.push(part.data)
    pending.bytes += part.data.length
    pending.at = at
    if (pending.bytes > longestScan) return [...before, ...giveUp()]
    if (part.continued) return before
    const scan: HidOutcome = { kind: 'scan', bytes: join(pending), symbology: pending.symbology }
    pending = null
    return scan.bytes.length === 0 ? before : [...before, scan]
  }
  return { push, expire, waiting: () => pending !== null }
}

const empty = { kind: 'incomplete', bytes: new Uint8Array(), symbology: null } as const

/** One report taken apart; null when it is too short for its layout or claims more data than it can hold. */
function readReport(layout: ReportLayout, report: Uint8Array) {
  const flag = report[layout.continued.offset]
  const length = layout.length === null ? layout.dataBytes : report[layout.length]
  if (flag === undefined || length === undefined || length > layout.dataBytes) return null
  const area = report.slice(layout.data, layout.data + length)
  if (area.length < length) return null
  const continued = (flag & layout.continued.mask) !== 0
  const symbology =
    layout.aim !== null && isAim(report, layout.aim)
      ? String.fromCharCode(...report.subarray(layout.aim, layout.aim + 3))
      : null
  // Honeywell answers commands as ]Z6; Newland with 02 00 at the head of the data.
  const reply = symbology === ']Z6' || (layout.aim === null && area[0] === 0x02 && area[1] === 0x00)
  return {
    data: layout.length === null && !continued ? withoutPadding(area) : area,
    continued,
    symbology,
    reply,
  }
}

function withoutPadding(data: Uint8Array): Uint8Array {
  return data.subarray(0, data.findLastIndex((byte) => byte !== 0) + 1)
}

function join(pending: Pending): Uint8Array {
  const bytes = new Uint8Array(pending.bytes)
  let offset = 0
  for (const part of pending.parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

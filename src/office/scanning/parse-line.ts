import type { CivilDate } from '../../domain/calendar.ts'
import { partialDateText } from '../../domain/calendar.ts'
import { recogniseScan } from '../../domain/identity/recognise.ts'
import { isPersonRead, type Recognised, type ScanRead } from '../../domain/identity/recognised.ts'
import { createHidAssembler, type HidOutcome, lostAfter } from './hid-assembler.ts'
import { withPaperKind } from './paper-kind.ts'
import { brokenScanText, scanText } from './scan-text.ts'

/** The answer of `quay scan --parse` to one line; absent fields are left out, `damage` is null for none. */
export interface ParsedLine {
  readonly kind: Recognised['kind']
  readonly idNumber?: string
  readonly oldIdNumber?: string
  readonly fullName?: string
  /** `yyyy`, `yyyy-mm` or `yyyy-mm-dd`. */
  readonly birthDate?: string
  readonly sex?: 'male' | 'female'
  readonly address?: string
  readonly issueDate?: string
  readonly repaired: boolean
  readonly damage: Recognised['damage']
  readonly warnings: Recognised['warnings']
  readonly accepted: boolean
}

/**
 * Reads one line of JSON: either a string (the text a reader gave) or `{"reports": ["hex", …], "vendorId": n,
 * "descriptor": "hex"}` (raw HID POS reports, the last two optional). Throws a TypeError that says what is
 * wrong when the line is neither.
 */
export function parseScanLine(line: string, today: CivilDate): ParsedLine {
  return parsedLine(withPaperKind(recogniseScan(readOf(parseJson(line)), { today })))
}

/** A recognised scan in the plain form of `ParsedLine`. */
function parsedLine(read: Recognised): ParsedLine {
  const { kind, repaired, damage, warnings, accepted } = read
  const end = { repaired, damage, warnings, accepted }
  if (!isPersonRead(read)) return { kind, ...end }
  const { idNumber, oldIdNumber, fullName, birthDate, sex, address, issueDate } = read
  return {
    kind,
    ...(idNumber && { idNumber }),
    ...(oldIdNumber && { oldIdNumber }),
    ...(fullName && { fullName }),
    ...(birthDate && { birthDate: partialDateText(birthDate) }),
    ...(sex && { sex }),
    ...(address && { address }),
    ...(issueDate && { issueDate }),
    ...end,
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new TypeError('the line is not JSON')
  }
}

function readOf(value: unknown): ScanRead {
  if (typeof value === 'string') return { text: value }
  if (typeof value !== 'object' || value === null || !('reports' in value) || !Array.isArray(value.reports)) {
    throw new TypeError('expected a JSON string, or an object with "reports"')
  }
  const vendorId = vendorOf('vendorId' in value ? value.vendorId : undefined)
  const descriptor = 'descriptor' in value ? value.descriptor : undefined
  return readOfReports(
    value.reports.map((report: unknown) => bytesOf(report, 'reports')),
    vendorId,
    descriptor === undefined || descriptor === null ? undefined : bytesOf(descriptor, 'descriptor'),
  )
}

/** The first scan in the reports; replies to commands are passed over, a missing end is noticed. */
function readOfReports(reports: Uint8Array[], vendorId?: number, descriptor?: Uint8Array): ScanRead {
  const assembler = createHidAssembler({ vendorId, descriptor })
  const outcomes: HidOutcome[] = reports.flatMap((report, i) => assembler.push(report, i))
  outcomes.push(...assembler.expire(reports.length + lostAfter))
  for (const outcome of outcomes) {
    if (outcome.kind === 'scan') return scanText(outcome.bytes, outcome.symbology)
    if (outcome.kind === 'incomplete') return brokenScanText(outcome.bytes, outcome.symbology)
  }
  return { text: '' }
}

/** A number, or the hex digits in which makers are usually named (`0c2e`, `0x0C2E`). */
function vendorOf(vendor: unknown): number | undefined {
  if (vendor === undefined || vendor === null) return undefined
  if (typeof vendor === 'number' && Number.isInteger(vendor)) return vendor
  if (typeof vendor === 'string' && /^(?:0x)?[0-9a-f]{4}$/i.test(vendor)) return Number.parseInt(vendor, 16)
  throw new TypeError('"vendorId" must be a whole number, or four hex digits')
}

/** Hex digits in pairs, with or without blanks between the bytes, as monitors print them. */
function bytesOf(given: unknown, name: string): Uint8Array {
  const hex = typeof given === 'string' ? given.replace(/\s/g, '') : ''
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) {
    throw new TypeError(`"${name}" must hold hex digits in pairs`)
  }
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

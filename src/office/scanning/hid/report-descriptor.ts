import type { ReportLayout } from './report-layout.ts'

/** Usages of the Bar Code Scanner page (USB-IF HID Point of Sale Usage Tables 1.02), page in the upper half. */
const usageOf = {
  decodedData: 0x8c00fe,
  continued: 0x8c00ff,
  aimFirst: 0x8c00fb,
  byteCount: 0x01003b,
} as const

interface Field {
  readonly usage: number
  readonly reportId: number
  readonly bit: number
  readonly bits: number
}

/**
 * Finds the fields of a scanned-data report by walking the report descriptor (HID 1.11 section 6.2.2): report
 * sizes and counts add up to offsets. Null when the descriptor holds no decoded data on byte borders.
 */
export function layoutFromDescriptor(descriptor: Uint8Array): ReportLayout | null {
  const fields = inputFields(descriptor)
  const data = fields.filter((field) => field.usage === usageOf.decodedData)
  const first = data[0]
  if (!first || first.bit % 8 !== 0 || first.bits !== 8) return null
  const mine = fields.filter((field) => field.reportId === first.reportId)
  const shift = first.reportId === 0 ? 0 : 1
  const at = (usage: number) => mine.find((field) => field.usage === usage)
  const byte = (field: Field | undefined) => (field ? shift + Math.floor(field.bit / 8) : null)
  const flag = at(usageOf.continued)
  if (!flag) return null
  return {
    name: 'descriptor',
    reportId: first.reportId === 0 ? null : first.reportId,
    length: byte(at(usageOf.byteCount)),
    aim: byte(at(usageOf.aimFirst)),
    data: shift + first.bit / 8,
    dataBytes: data.filter((field) => field.reportId === first.reportId).length,
    continued: { offset: shift + Math.floor(flag.bit / 8), mask: 1 << (flag.bit % 8) },
  }
}

/** Global items in force, and the local usages of the main item to come. */
interface Walk {
  page: number
  size: number
  count: number
  reportId: number
  usages: number[]
}

function inputFields(descriptor: Uint8Array): Field[] {
  const fields: Field[] = []
  const nextBit = new Map<number, number>()
  const walk: Walk = { page: 0, size: 0, count: 0, reportId: 0, usages: [] }
  for (let i = 0; i < descriptor.length; ) {
    const prefix = descriptor[i] as number // i is within bounds
    const bytes = (prefix & 3) === 3 ? 4 : prefix & 3
    const value = unsigned(descriptor.subarray(i + 1, i + 1 + bytes))
    const item = prefix & 0xfc
    if (item === 0x80) addInput(fields, nextBit, walk)
    else applyItem(walk, item, value, bytes)
    // Local usages belong to the main item that follows them, whichever it is.
    if ([0x80, 0x90, 0xb0, 0xa0, 0xc0].includes(item)) walk.usages = []
    i += 1 + bytes
  }
  return fields
}

function applyItem(walk: Walk, item: number, value: number, bytes: number): void {
  if (item === 0x04) walk.page = value
  else if (item === 0x74) walk.size = value
  else if (item === 0x94) walk.count = value
  else if (item === 0x84) walk.reportId = value
  else if (item === 0x08) walk.usages.push(bytes === 4 ? value : walk.page * 0x10000 + value)
}

/** An input item: `count` fields of `size` bits; the last usage named stands for all further ones. */
function addInput(fields: Field[], nextBit: Map<number, number>, walk: Walk): void {
  let bit = nextBit.get(walk.reportId) ?? 0
  // A report is at most a few kilobytes; a descriptor claiming more is noise.
  for (let i = 0; i < Math.min(walk.count, 65_536); i++) {
    const usage = walk.usages[Math.min(i, walk.usages.length - 1)]
    if (usage !== undefined) fields.push({ usage, reportId: walk.reportId, bit, bits: walk.size })
    bit += walk.size
  }
  nextBit.set(walk.reportId, bit)
}

function unsigned(bytes: Uint8Array): number {
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0)
}

/** Where the parts of a scanned-data report are. Offsets count bytes of the report as node-hid delivers it. */
export interface ReportLayout {
  readonly name: 'A' | 'B' | 'C' | 'descriptor'
  /** First byte of every report, or null where the device numbers none. */
  readonly reportId: number | null
  /** Number of data bytes, or null: then trailing NUL bytes are padding. */
  readonly length: number | null
  /** Three bytes of AIM identifier, or null. */
  readonly aim: number | null
  readonly data: number
  readonly dataBytes: number
  /** The bit that says another report follows. */
  readonly continued: { readonly offset: number; readonly mask: number }
}

const common = { reportId: 2, length: 1, dataBytes: 56, continued: { offset: 63, mask: 1 } } as const

/** The three layouts met in the field (`scanning.md` 2.2); HID POS 1.02 fixes usages, not offsets. */
export const layouts = {
  A: { name: 'A', ...common, aim: 2, data: 5 },
  B: { name: 'B', ...common, aim: null, data: 2 },
  C: { name: 'C', ...common, aim: 3, data: 6 },
} as const satisfies Record<string, ReportLayout>

/** The layout a maker is known to use, else null. Honeywell and its brands A, Newland B. */
export function layoutOfVendor(vendorId: number | undefined): ReportLayout | null {
  if (vendorId === 0x0c2e || vendorId === 0x23d0) return layouts.A
  return vendorId === 0x1eab ? layouts.B : null
}

/** The layout a report looks like; the last resort, since a layout B text may itself begin with `]Q1`. */
export function layoutByLooks(report: Uint8Array): ReportLayout {
  if (isAim(report, 2)) return layouts.A
  return isAim(report, 3) && (report[2] ?? 0x20) < 0x20 ? layouts.C : layouts.B
}

/** Some models leave out the two maker's bytes: 62-byte reports with the flag at 61. */
export function fitToReport(layout: ReportLayout, report: Uint8Array): ReportLayout {
  if (layout.name === 'descriptor' || report.length !== 62) return layout
  return { ...layout, continued: { offset: 61, mask: 1 } }
}

/** Whether three bytes are an AIM identifier: `]`, a letter, a digit or letter. */
export function isAim(report: Uint8Array, offset: number): boolean {
  const [flag, code = 0, modifier = 0] = report.subarray(offset, offset + 3)
  return flag === 0x5d && /[A-Za-z]/.test(String.fromCharCode(code)) && modifier > 0x20 && modifier < 0x7f
}

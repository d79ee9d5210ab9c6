import { layouts, type ReportLayout } from '../hid/report-layout.ts'

/**
 * The HID POS reports a reader would send for a text, as node-hid delivers them: 64 bytes each, cut by bytes
 * and not by letters. For training and tests. `symbology` is an AIM identifier such as `]Q1`.
 */
export function reportsFor(text: string, layout: ReportLayout = layouts.A, symbology = ']Q1'): Uint8Array[] {
  const bytes = new TextEncoder().encode(text)
  const count = Math.max(1, Math.ceil(bytes.length / layout.dataBytes))
  return Array.from({ length: count }, (_, i) => {
    const part = bytes.subarray(i * layout.dataBytes, (i + 1) * layout.dataBytes)
    const report = new Uint8Array(64)
    if (layout.reportId !== null) report[0] = layout.reportId
    if (layout.length !== null) report[layout.length] = part.length
    if (layout.aim !== null) report.set(new TextEncoder().encode(symbology), layout.aim)
    report.set(part, layout.data)
    if (i + 1 < count) report[layout.continued.offset] = layout.continued.mask
    return report
  })
}

import { dateAt } from '../../../domain/calendar.ts'
import type { Placing } from '../../../domain/printing/placing.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { printingOn } from '../../printing/profiles.ts'
import { renderSheet } from '../../sheets/render.ts'
import { testCodes } from '../../sheets/test-codes/index.ts'
import { testSymbols } from './test-symbols.ts'

/** The test codes as PDF, for printing. No journal tells of it: it says nothing about anybody. */
export function testSheetPdf(desk: Desk, placing?: Placing): Promise<Uint8Array> {
  const printedOn = dateAt(desk.ports.clock.now())
  const data = { training: desk.facts().training, printedOn, codes: testSymbols() }
  return renderSheet(testCodes, data, placing)
}

/** Prints the test codes; answers where they went. Throws `no-printer`, `print-failed`. */
export async function printTestSheet(desk: Desk, printer: string | null): Promise<{ where: string }> {
  const { placing, ...to } = await printingOn(desk, printer, testCodes.id)
  const pdf = await testSheetPdf(desk, placing)
  const printed = await desk.ports.printer.print({ ...to, pdf, title: testCodes.id, copies: 1 })
  if (printed.outcome === 'spooled') return { where: printed.where }
  if (printed.outcome === 'no-printer') throw new Refusal('no-printer')
  throw new Refusal('print-failed', { detail: printed.detail })
}

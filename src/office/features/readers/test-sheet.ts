import { dateAt } from '../../../domain/calendar.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { renderSheet } from '../../sheets/render.ts'
import { testCodes } from '../../sheets/test-codes/index.ts'
import { testSymbols } from './test-symbols.ts'

/** The test codes as PDF, for printing. No journal tells of it: it says nothing about anybody. */
export function testSheetPdf(desk: Desk): Promise<Uint8Array> {
  return renderSheet(testCodes, {
    training: desk.facts().training,
    printedOn: dateAt(desk.ports.clock.now()),
    codes: testSymbols(),
  })
}

/** Prints the test codes; answers where they went. Throws `no-printer`, `print-failed`. */
export async function printTestSheet(desk: Desk, printer: string | null): Promise<{ where: string }> {
  const pdf = await testSheetPdf(desk)
  const printed = await desk.ports.printer.print({ pdf, title: testCodes.id, copies: 1, printer })
  if (printed.outcome === 'spooled') return { where: printed.where }
  if (printed.outcome === 'no-printer') throw new Refusal('no-printer')
  throw new Refusal('print-failed', { detail: printed.detail })
}

import { byHand } from '../../../contract/desk/printers.ts'
import type { PrintingText } from '../../text/printing.ts'
import type { Option } from '../../ui/Select.tsx'

type Listed = { readonly name: string; readonly isDefault: boolean }

/** The printers of this PC, and printing by hand behind them, as choices. */
export function printerOptions(text: PrintingText, printers: readonly Listed[]): Option[] {
  const named = printers.filter(({ name }) => name !== byHand)
  return [
    ...named.map(({ name, isDefault }) => ({
      value: name,
      label: isDefault ? `${name} (${text.usual})` : name,
    })),
    { value: byHand, label: text.byHand },
  ]
}

/** The one to begin with: the one used last, the usual one, the only one; without any a person prints by hand. */
export function firstPrinter(printers: readonly Listed[], last: string | null): string {
  const named = printers.filter(({ name }) => name !== byHand)
  const found = named.find(({ name }) => name === last) ?? named.find((one) => one.isDefault) ?? named[0]
  return found?.name ?? byHand
}

/** How a printer is called on the screen; null is the usual one. */
export function printerName(text: PrintingText, printer: string | null): string {
  return printer === byHand ? text.byHand : (printer ?? text.usualPrinter)
}

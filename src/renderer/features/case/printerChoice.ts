const storageKey = 'quay.printer'

/** The printer this PC used last, or null for the default one. A name of a device, nothing about people. */
export function chosenPrinter(): string | null {
  return window.localStorage.getItem(storageKey)
}

/** Keeps the choice for the next sheet. */
export function rememberPrinter(printer: string | null): void {
  if (printer === null) window.localStorage.removeItem(storageKey)
  else window.localStorage.setItem(storageKey, printer)
}

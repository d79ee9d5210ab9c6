/** Lets the browser or the desktop shell save a file; each asks, or puts it where it puts all files. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the address after the click; it is given back once that is surely over.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

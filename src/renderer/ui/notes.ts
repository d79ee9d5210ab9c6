import { printLine } from '../../domain/text/printable.ts'

/** How long a typed text is on paper, where line ends and runs of blanks are one blank. */
export function noteLength(typed: string): number {
  return printLine(typed).length
}

/** A typed note as it is sent; null, with the cursor on it, while it is too long for paper. */
export function readNote(area: HTMLTextAreaElement | null, longest: number): string | null {
  const note = printLine(area?.value ?? '')
  if (note.length <= longest) return note
  area?.focus()
  return null
}

import { writePdfInParts } from '../write-pdf.ts'
import { registerCover, registerEntry, type RegisterCoverSheet, type RegisterEntrySheet } from './data.ts'
import { registerBook } from './index.ts'
import { layoutRegisterBook } from './layout.ts'

/**
 * The register of any period as PDF bytes in parts: entries are asked for as pages fill, and a page is handed out and
 * forgotten once it is full, so that a year needs no more memory than a day. The same bytes as `renderSheet` gives.
 * Throws ZodError at the first cover or entry outside its schema. Import this module when it is needed: it loads the
 * libraries of type and PDF.
 */
export function* streamRegisterBook(
  cover: RegisterCoverSheet,
  entries: Iterable<RegisterEntrySheet>,
): Generator<Buffer> {
  yield* writePdfInParts(layoutRegisterBook(registerCover.parse(cover), checked(entries)), registerBook.title)
}

function* checked(entries: Iterable<RegisterEntrySheet>) {
  for (const entry of entries) yield registerEntry.parse(entry)
}

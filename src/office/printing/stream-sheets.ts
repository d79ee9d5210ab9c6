import type { z } from 'zod'
import type { CivilDate } from '../../domain/calendar.ts'
import type { Placing } from '../../domain/printing/placing.ts'
import { composePages } from '../sheets/compose.ts'
import type { DrawnPage } from '../sheets/drawing.ts'
import type { SetBefore } from '../sheets/placed.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { streamPdf } from '../sheets/stream-pdf.ts'

/**
 * Many papers of one kind as the bytes of one PDF, in parts: a paper is asked for when the one before it has been
 * written, and forgotten once its pages are, so that ten thousand need no more memory than ten. Each looks as
 * `renderSheet` prints it alone; type, pictures and the words that all have alike are set and written once. `date` is
 * the day of printing in the metadata. Same papers, same bytes; ends with the number of pages. Throws ZodError at the first paper outside the schema.
 * Import this module when it is needed: it loads the libraries of type and PDF.
 */
export function streamSheets<Schema extends z.ZodType>(
  sheet: Sheet<Schema>,
  date: CivilDate,
  papers: Iterable<z.input<Schema>>,
  placing?: Placing,
): Generator<Buffer, number> {
  return streamPdf({ title: sheet.title, date }, pagesOf(sheet, papers), placing)
}

function* pagesOf<Schema extends z.ZodType>(
  sheet: Sheet<Schema>,
  papers: Iterable<z.input<Schema>>,
): Generator<DrawnPage> {
  const setBefore: SetBefore = new Map()
  for (const paper of papers) yield* composePages(sheet.layout(sheet.schema.parse(paper)), setBefore)
}

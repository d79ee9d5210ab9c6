import { dateAt } from '../../domain/calendar.ts'
import { parseScanLine } from '../../office/scanning/parse-line.ts'
import { type ExitCode, No } from '../command.ts'
import { printJson } from '../say.ts'
import { linesOf } from './lines.ts'

/**
 * One JSON object for each line of input, in order; a line that is no scan gets `{"error": …}` and the rest goes on.
 * Empty lines are passed over. Throws `No` (exit 2) at the end when some line was no scan.
 */
export async function parseLines(input: NodeJS.ReadableStream): Promise<ExitCode> {
  const today = dateAt(Date.now())
  let broken = 0
  for await (const line of linesOf(input)) {
    if (line.trim() === '') continue
    try {
      printJson(parseScanLine(line, today))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      broken += 1
      printJson({ error: error.message })
    }
  }
  if (broken === 0) return 0
  throw new No({ vi: `${broken} dòng không phải lần quét.`, en: `${broken} lines were no scan.` }, 2)
}

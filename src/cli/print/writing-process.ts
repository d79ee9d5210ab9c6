import { isFullDisk } from '../../office/journal/full-disk.ts'
import { writeWholeInParts } from '../bundle/write-whole.ts'
import { printJob, type Written } from './job.ts'
import { samples } from './sample.ts'

/**
 * The process that makes and writes the papers of one `quay print`, named by its last argument as JSON, and tells its
 * parent how it went. By itself, because it loads nothing but type and PDF, and because only a process of its own can be
 * told to clear up often: ten thousand papers need no more memory than a few.
 */
const { sheet, documents, seed, out } = printJob.parse(JSON.parse(process.argv.at(-1) ?? ''))
const begun = performance.now()
tell(written())

function written(): Written {
  try {
    const { bytes, end: pages } = writeWholeInParts(out, samples[sheet](seed, documents))
    const seconds = Math.round(performance.now() - begun) / 1000
    return { written: { pages, seconds, peakMemoryBytes: process.resourceUsage().maxRSS * 1024, bytes } }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // What the file system says has such a code; anything else is a fault of ours and shows itself as it is.
    if (!/^E[A-Z]+$/.test(code)) throw error
    return { unwritten: code, full: isFullDisk(error) }
  }
}

function tell(answer: Written): void {
  process.send?.(answer)
}

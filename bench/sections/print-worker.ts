import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { samples } from '../../src/cli/print/sample.ts'
import { drawnPapers, oursAgain } from './print-papers.ts'
import { kitPapers, naivePapers } from './print-peers.ts'

/** One way of printing, in a process of its own: its whole time and memory, libraries and start included, as JSON. */
const [way = '', paper = '', count = '', out = ''] = process.argv.slice(2)
const pages = await printed(Number(count))
const { user, system } = process.cpuUsage()
const figures = {
  seconds: process.uptime(),
  cpuSeconds: (user + system) / 1e6,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  privateBytes: privateMemory(),
  bytes: statSync(out).size,
  pages,
}
process.stdout.write(JSON.stringify(figures))

async function printed(papers: number): Promise<number> {
  if (paper !== 'permit' && paper !== 'market-card') throw new Error(`no paper ${paper}`)
  if (way === 'pdf-lib') return naivePapers(drawnPapers(paper, papers), out)
  if (way === 'pdfkit') return kitPapers(drawnPapers(paper, papers), out)
  const file = openSync(out, 'w')
  const parts = way === 'ours' ? oursAgain(paper, papers) : samples[paper](1, papers)
  for (let part = parts.next(); ; part = parts.next()) {
    if (part.done === true) {
      closeSync(file)
      return part.value
    }
    writeSync(file, part.value)
  }
}

/** What this process alone holds at its end, without the program that all Node processes share; 0 where it is unknown. */
function privateMemory(): number {
  if (process.platform !== 'linux') return 0
  const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(kilobytes ?? 0) * 1024
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { frugal } from '../../src/cli/print/frugal.ts'
import type { Row } from '../table.ts'
import { codesRead } from './print-codes.ts'

const worker = fileURLToPath(new URL('./print-worker.ts', import.meta.url))
const cache = fileURLToPath(new URL('../../.cache/compiled', import.meta.url))
const measured = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakBytes: z.number(),
  privateBytes: z.number(),
  bytes: z.number(),
  pages: z.number(),
})
type Measured = z.output<typeof measured>

const papers = { permit: 'permits', 'market-card': 'market cards, four on A4' } as const
type Paper = keyof typeof papers

const ways = {
  ours: 'ours, streamed, layout included',
  'quay-print': 'ours as quay print: invented and signed too',
  'pdf-lib': 'pdf-lib naive (drawText, QR as PNG)',
  pdfkit: 'pdfkit (text at its place, QR as a path)',
} as const
type Way = keyof typeof ways

/** Papers by the thousand in one file, each way in a process of its own; and whether what was printed is read back. */
export function printSection(quick: boolean): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-print-'))
  try {
    return [
      ...compared('permit', quick ? 100 : 1000, folder),
      ...compared('market-card', quick ? 200 : 10_000, folder),
      ...(quick ? [] : flat(folder)),
      codesRead('permit', quick ? 2 : 12, folder),
      codesRead('market-card', quick ? 4 : 16, folder),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Permits by our own way, to stand beside another program's. */
export function oursFor(count: number): Row {
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-print-'))
  try {
    return row('ours', 'permit', count, mustRun('ours', 'permit', count, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function compared(paper: Paper, count: number, folder: string): Row[] {
  const ours = mustRun('ours', paper, count, folder)
  const whole = mustRun('quay-print', paper, count, folder)
  const peers = (['pdf-lib', 'pdfkit'] as const).map((way) => ({ way, ran: run(way, paper, count, folder) }))
  const beside = peers.flatMap(({ way, ran }) =>
    ran.ended ? [`${(ran.figures.cpuSeconds / ours.cpuSeconds).toFixed(1)}× less CPU than ${way}`] : [],
  )
  return [
    row('ours', paper, count, ours, beside.join(', ')),
    row('quay-print', paper, count, whole),
    ...peers.map(({ way, ran }) =>
      ran.ended
        ? row(way, paper, count, ran.figures)
        : { section: sectionOf(paper, count), way: ways[way], note: `did not finish: ${ran.why}` },
    ),
  ]
}

/** More papers, the same memory. */
function flat(folder: string): Row[] {
  return [1000, 15_000].map((count) =>
    row('quay-print', 'market-card', count, mustRun('quay-print', 'market-card', count, folder)),
  )
}

function mustRun(way: Way, paper: Paper, count: number, folder: string): Measured {
  const ran = run(way, paper, count, folder)
  if (!ran.ended) throw new Error(`${way} ${paper}: ${ran.why}`)
  return ran.figures
}

type Ran =
  | { readonly ended: true; readonly figures: Measured }
  | { readonly ended: false; readonly why: string }

/** A peer may run out of memory; that is a result too. */
function run(way: Way, paper: Paper, count: number, folder: string): Ran {
  const out = join(folder, `${way}.pdf`)
  // Our papers are written as `quay print` writes them; a peer may take all the memory it likes.
  const isOurs = way === 'ours' || way === 'quay-print'
  const ran = spawnSync(
    process.execPath,
    [...(isOurs ? frugal.flags : ['--max-old-space-size=8192']), worker, way, paper, String(count), out],
    {
      encoding: 'utf8',
      // What was compiled once is not compiled again, as `npx quay` has it; for the peers too.
      env: { NODE_COMPILE_CACHE: cache, ...process.env, ...(isOurs ? frugal.environment : {}) },
    },
  )
  if (ran.status === 0) return { ended: true, figures: measured.parse(JSON.parse(ran.stdout)) }
  const why = /out of memory/i.test(ran.stderr) ? 'out of memory' : `${ran.signal ?? ran.status}`
  return { ended: false, why }
}

function row(way: Way, paper: Paper, count: number, figures: Measured, more = ''): Row {
  const { seconds, cpuSeconds, peakBytes, privateBytes, bytes, pages } = figures
  const megabytes = (value: number) => `${(value / 1e6).toFixed(value < 1e7 ? 2 : 0)} MB`
  const memory = `peak ${megabytes(peakBytes)} (${megabytes(privateBytes)} private)`
  const note = [`${(pages / seconds).toFixed(0)} pages/s`, memory, `file ${megabytes(bytes)}`, more]
  return {
    section: sectionOf(paper, count),
    way: ways[way],
    p50: seconds * 1000,
    cpu: cpuSeconds * 1000,
    perSecond: pages / cpuSeconds,
    note: note.filter(Boolean).join('; '),
  }
}

const sectionOf = (paper: Paper, count: number) => `print ${count.toLocaleString('en')} ${papers[paper]}`

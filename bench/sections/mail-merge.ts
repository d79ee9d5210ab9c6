import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { samplePermits } from '../../src/cli/print/permits.ts'
import type { PermitSheet } from '../../src/office/sheets/permit/data.ts'
import type { Row } from '../table.ts'
import { mergeModule, mergeTemplate, script } from './mail-merge-files.ts'
import { oursFor } from './print.ts'

const way = 'LibreOffice mail merge (Writer, CSV data source, one PDF)'
/** What a merge of thousands may take before it is given up. */
const patienceMs = 30 * 60_000

/**
 * Permits as an office without a program prints them: a Writer template, the list as its data source, merged into one
 * PDF. The codes are left out, because a merge has no field for a picture; so are stamp box and lines.
 */
export function mailMergeSection(quick: boolean): Row[] {
  const count = quick ? 100 : 1000
  const section = `mail merge of ${count.toLocaleString('en')} permits`
  const version = spawnSync('soffice', ['--version'], { encoding: 'utf8' })
  const ours = oursFor(count)
  if (version.error)
    return [
      { ...ours, section },
      { section, way, note: 'LibreOffice is not installed here' },
    ]
  const folder = mkdtempSync(join(tmpdir(), 'quay-bench-merge-'))
  try {
    const merged = merge(folder, count)
    if ('why' in merged)
      return [
        { ...ours, section },
        { section, way, note: `did not finish: ${merged.why}` },
      ]
    const { seconds, cpuSeconds, pages, bytes } = merged
    const more =
      ours.cpu === undefined ? '' : `; ${((cpuSeconds * 1000) / ours.cpu).toFixed(0)}× our CPU time`
    const note = `${version.stdout.trim()}; ${((seconds * 1000) / pages).toFixed(0)} ms a page, no codes; file ${(bytes / 1e6).toFixed(2)} MB${more}`
    const figures = { p50: seconds * 1000, cpu: cpuSeconds * 1000, perSecond: pages / cpuSeconds }
    return [
      { ...ours, section },
      { section, way, ...figures, note },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Merged =
  | {
      readonly seconds: number
      readonly cpuSeconds: number
      readonly pages: number
      readonly bytes: number
    }
  | { readonly why: string }

function merge(folder: string, count: number): Merged {
  const profile = join(folder, 'profile')
  // The program fills a new profile itself, and would write over what was put there before.
  office(profile, ['--terminate_after_init'])
  const basic = join(profile, 'user/basic/Standard')
  writeFileSync(join(folder, 'permits.csv'), csvOf(samplePermits(1, count)))
  writeFileSync(join(folder, 'permit.fodt'), mergeTemplate(columns.map(([name]) => name)))
  writeFileSync(join(basic, 'script.xlb'), script)
  writeFileSync(join(basic, 'Merge.xba'), mergeModule(pathToFileURL(folder).href, join(folder, 'error.txt')))
  const ran = office(profile, ['macro:///Standard.Merge.Run'])
  const file = readdirSync(folder).find((name) => name.endsWith('.pdf'))
  if (!file) return { why: existsSync(join(folder, 'error.txt')) ? 'see its error' : 'no file was written' }
  const pages = pagesOf(join(folder, file))
  if (pages !== count) return { why: `${pages} pages` }
  return { ...ran, pages, bytes: statSync(join(folder, file)).size }
}

/** Runs the program; bash tells its time, which includes the processes it starts. */
function office(profile: string, args: readonly string[]): { seconds: number; cpuSeconds: number } {
  const place = `-env:UserInstallation=${pathToFileURL(profile).href}`
  const words = ['soffice', place, '--headless', '--norestore', ...args].map((word) => `'${word}'`).join(' ')
  const timed = `TIMEFORMAT='time %R %U %S'; time ${words}`
  const { stderr } = spawnSync('bash', ['-c', timed], { encoding: 'utf8', timeout: patienceMs })
  const [, real, user, system] = /time ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr) ?? []
  return { seconds: Number(real), cpuSeconds: Number(user) + Number(system) }
}

function pagesOf(file: string): number {
  const { stdout } = spawnSync('pdfinfo', [file], { encoding: 'utf8' })
  return Number(/^Pages:\s+(\d+)$/m.exec(stdout)?.[1] ?? 0)
}

const date = (day: string) => day.split('-').toReversed().join('/')
const columns: readonly (readonly [string, (permit: PermitSheet) => string])[] = [
  ['number', ({ number }) => number],
  ['fullName', ({ holder }) => holder.fullName],
  ['idNumber', ({ holder }) => holder.idNumber],
  ['residence', ({ holder }) => holder.residence],
  ['purpose', ({ purpose }) => purpose],
  ['category', ({ category }) => category],
  ['route', ({ route }) => route ?? ''],
  ['organisation', ({ organisation }) => organisation ?? ''],
  ['firstDay', ({ firstDay }) => date(firstDay)],
  ['lastDay', ({ lastDay }) => date(lastDay)],
  ['dossierNumber', ({ dossierNumber }) => dossierNumber ?? ''],
]

function csvOf(permits: Iterable<PermitSheet>): string {
  const lines = [columns.map(([name]) => name)]
  for (const permit of permits) lines.push(columns.map(([, value]) => value(permit)))
  return lines
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
    .join('')
}

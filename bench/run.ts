import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { cityDesksSection } from './sections/city-desks.ts'
import { cityDrainSection } from './sections/city-drain.ts'
import { cityStoreSection } from './sections/city-store.ts'
import { commitSection } from './sections/commit.ts'
import { keystrokeSection } from './sections/keystroke.ts'
import { listsSection } from './sections/lists.ts'
import { mailMergeSection } from './sections/mail-merge.ts'
import { permitSection } from './sections/permit.ts'
import { printSection } from './sections/print.ts'
import { scanningSection } from './sections/scanning.ts'
import { searchSection } from './sections/search.ts'
import { startSection } from './sections/start.ts'
import { tokenRevocationSection } from './sections/token-revocation.ts'
import { tokenSizeSection } from './sections/token-size.ts'
import { tokenSection } from './sections/token.ts'
import { markdown, type Row } from './table.ts'

/** `minutes`: how long a section that runs for a time does so. */
type Section = (quick: boolean, minutes: number) => Promise<Row[]> | Row[]
const sections: Readonly<Record<string, Section>> = {
  start: startSection,
  commit: commitSection,
  search: searchSection,
  permit: permitSection,
  print: printSection,
  'mail-merge': mailMergeSection,
  keystroke: keystrokeSection,
  token: tokenSection,
  'token-size': tokenSizeSection,
  'token-revocation': tokenRevocationSection,
  scanning: scanningSection,
  lists: listsSection,
  'city-store': cityStoreSection,
  'city-desks': cityDesksSection,
  'city-drain': cityDrainSection,
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    minutes: { type: 'string', default: '10' },
    out: { type: 'string' },
  },
})
const rows: Row[] = []
for (const [name, section] of Object.entries(sections)) {
  if (values.only && !values.only.includes(name)) continue
  process.stderr.write(`${name}…\n`)
  try {
    const measured = await section(values.quick, Number(values.minutes))
    rows.push(...measured)
    // A long run that is cut short has not measured for nothing.
    process.stderr.write(`${markdown(measured)}\n`)
  } catch (error) {
    // One section that cannot run here does not take the others with it, but it is never passed over in silence.
    process.exitCode = 1
    rows.push({
      section: name,
      way: 'could not run',
      note: error instanceof Error ? (error.message.split('\n')[0] ?? '') : '',
    })
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  }
}
const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? ''}, ${process.platform}`
const table = `${machine}${values.quick ? ', quick' : ''}\n\n${markdown(rows)}\n`
process.stdout.write(table)
if (values.out) writeFileSync(values.out, table)
// A section that broke may have left an office open, which would keep the process alive.
process.exit()

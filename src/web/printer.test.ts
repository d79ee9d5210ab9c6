import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { systemPrinter } from './printer.ts'

const usualPath = process.env['PATH']
afterEach(() => {
  process.env['PATH'] = usualPath
})
const pdf = new TextEncoder().encode('%PDF-1.7 sheet')

test('without a spooler there is no printer, and the job is refused rather than lost', async () => {
  process.env['PATH'] = mkdtempSync(join(tmpdir(), 'quay-no-cups-'))
  expect(await systemPrinter().list()).toEqual([])
  expect(await systemPrinter().print({ pdf, title: 'x', copies: 1, printer: null })).toMatchObject({
    outcome: 'no-printer',
  })
})

test('with CUPS the sheet goes to the chosen queue by standard input', async () => {
  const programs = mkdtempSync(join(tmpdir(), 'quay-cups-'))
  const program = (name: string, script: string) => {
    writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(programs, name), 0o755)
  }
  program(
    'lpstat',
    'if [ "$1" = -e ]; then echo laser; echo label; else echo "system default destination: label"; fi',
  )
  program('lp', `echo "$@" > ${programs}/args; cat > ${programs}/job.pdf`)
  process.env['PATH'] = `${programs}:${usualPath}`
  const printer = systemPrinter()
  expect(await printer.list()).toEqual([
    { name: 'laser', isDefault: false },
    { name: 'label', isDefault: true },
  ])
  expect(await printer.print({ pdf, title: 'Thẻ 1', copies: 2, printer: null, paper: 'A5' })).toEqual({
    outcome: 'spooled',
    where: 'label',
  })
  const said = readFileSync(join(programs, 'args'), 'utf8')
  expect(said).toContain('-d label -n 2 -t The-1')
  expect(said).toContain('-o media=A5')
  expect(readFileSync(join(programs, 'job.pdf'))).toEqual(Buffer.from(pdf))
  expect(await printer.print({ pdf, title: 'x', copies: 1, printer: 'gone' })).toEqual({
    outcome: 'no-printer',
    detail: 'gone',
  })
})

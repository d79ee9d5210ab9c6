import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataFolder, folderPrinter, openLog, trainingFolder } from './host.ts'

const pdf = new TextEncoder().encode('%PDF-1.7 sheet')

describe('the folder of an installation', () => {
  const environment = { XDG_DATA_HOME: '/home/ward/.data', ProgramData: 'C:\\Data' }
  const folder = (wish: { chosen?: string; training?: boolean; named?: string }) =>
    dataFolder({
      chosen: wish.chosen,
      training: wish.training ?? false,
      environment: { ...environment, ...(wish.named === undefined ? {} : { QUAY_DATA: wish.named }) },
    })

  test('--data goes before QUAY_DATA, and both before the usual one', () => {
    expect(folder({ chosen: 'here', named: '/there' })).toBe(resolve('here'))
    expect(folder({ named: '/there' })).toBe(resolve('/there'))
    expect(folder({})).toContain('quay-mot-cua')
  })

  test('training keeps out of the office’s folder, also where QUAY_DATA names that', () => {
    expect(folder({ training: true })).toBe(trainingFolder(folder({})))
    expect(folder({ training: true, named: '/there' })).toBe(trainingFolder(resolve('/there')))
    expect(folder({ training: true, chosen: '/exactly/here' })).toBe(resolve('/exactly/here'))
  })
})

test('the training printer keeps every sheet as a numbered file and says where', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quay-print-'))
  const printer = folderPrinter(join(folder, 'printed'))
  const first = await printer.print({ pdf, title: 'Giấy đi đường 39901-7', copies: 1, printer: null })
  await printer.print({ pdf, title: '../../thẻ', copies: 2, printer: null })
  expect(first).toEqual({
    outcome: 'spooled',
    where: join(folder, 'printed', '0001-Giay-di-duong-39901-7.pdf'),
  })
  expect(readdirSync(join(folder, 'printed'))).toEqual(['0001-Giay-di-duong-39901-7.pdf', '0002-the-x2.pdf'])
})

test('the log keeps a file for each of thirty earlier days and adds to today’s', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quay-log-'))
  const folder = join(dataDir, 'log')
  mkdirSync(folder)
  for (let day = 10; day < 50; day += 1) writeFileSync(join(folder, `2020-01-${day}.jsonl`), '')
  const log = openLog(dataDir)
  log({ level: 'info', what: 'first' })
  log({ level: 'error', what: 'second', code: 7 })
  const names = readdirSync(folder).toSorted()
  expect(names).toHaveLength(31)
  const lines = readFileSync(join(folder, names.at(-1) ?? ''), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { what: 'first' },
    { what: 'second', code: 7 },
  ])
})

test('what ends a process unforeseen stands in its log, by its place in the code', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quay-fault-'))
  const program = `
    import { noteLastFault, openLog } from ${JSON.stringify(import.meta.resolve('./host.ts'))}
    noteLastFault(openLog(${JSON.stringify(dataDir)}))
    void Promise.reject(new Error('the port is gone'))`
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  expect(ended.status).toBe(1)
  const [name = ''] = readdirSync(join(dataDir, 'log'))
  const line: unknown = JSON.parse(readFileSync(join(dataDir, 'log', name), 'utf8'))
  expect(line).toMatchObject({ what: 'ended-by-fault', stack: expect.stringContaining('the port is gone') })
})

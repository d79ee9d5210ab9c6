import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/ports.ts'
import { judgeFile } from '../judge-file.ts'
import { goodRow, heading, judged, today } from '../testing/judged.ts'
import { workbook } from '../testing/workbook.ts'
import type { StartListProcess } from './messages.ts'
import { nodeListProcess } from './start-process.ts'

const how = { kind: 'organisation', mapping: null, today } as const
const bytes = workbook({ rows: [heading.split(','), ...Array<string[]>(1200).fill(goodRow.split(','))] })
const hanging = new URL('../testing/hanging-process.ts', import.meta.url)
const greedy = new URL('../testing/greedy-process.ts', import.meta.url)
const faulty = new URL('../testing/faulty-process.ts', import.meta.url)
const ending = new URL('../testing/ending-process.ts', import.meta.url)
const escaping = new URL('../testing/escaping-process.ts', import.meta.url)

function started(entry?: URL, megabytes?: number): StartListProcess {
  const start = nodeListProcess(entry, megabytes)
  if (!start) throw new Error('Node can start processes')
  return start
}

test('a list judged in the process of its own is the same as one judged here, its rows in their order', async () => {
  const list = await judgeFile({ name: 'ds.xlsx', bytes }, how, started())
  expect(list).toEqual(await judged(bytes))
  expect(list.rows).toHaveLength(1200)
})

test('a refusal inside is the same refusal outside', async () => {
  const old = { name: 'ds.xls', bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') }
  await expect(judgeFile(old, how, started())).rejects.toMatchObject({
    name: 'Refusal',
    code: 'list-old-excel',
    data: { format: '.xls' },
  })
})

test('one that hangs is ended, one that eats memory ends itself, and each is one sentence', async () => {
  await expect(
    judgeFile({ name: null, bytes }, { ...how, seconds: 1 }, started(hanging)),
  ).rejects.toMatchObject({ code: 'list-too-slow', data: { seconds: 1 } })
  await expect(judgeFile({ name: null, bytes }, how, started(greedy, 20))).rejects.toMatchObject({
    code: 'list-too-much-memory',
  })
})

test('a fault of ours is no refusal', async () => {
  await expect(judgeFile({ name: null, bytes }, how, started(faulty))).rejects.toThrow('a fault of ours')
  await expect(judgeFile({ name: null, bytes }, how, started(ending))).rejects.toThrow('ended: exit 1')
})

test('a process that a file has taken over may neither write nor start another', async () => {
  const name = join(temporaryFolder(), 'written')
  const escaped = judgeFile({ name, bytes }, how, started(escaping))
  await expect(escaped).rejects.toThrow('ERR_ACCESS_DENIED, ERR_ACCESS_DENIED')
  expect(existsSync(name)).toBe(false)
})

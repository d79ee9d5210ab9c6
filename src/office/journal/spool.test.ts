import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/ports.ts'
import { openSpool, type SpoolRecord } from './spool.ts'

const stream = '01a10000-0000-7000-8000-000000000001'
const key = Buffer.alloc(32, 7)
const line = (seq: number): SpoolRecord => ({ seq, line: `{"seq":${seq},"name":"Đặng Thị Ngọc Dung"}` })
const fileOf = (folder: string, block = '000000') => join(folder, 'journal', `${stream}-${block}.psl`)

describe('the second copy', () => {
  test('gives back what was put in, in its order, to whoever has the key', () => {
    const folder = temporaryFolder()
    const records = [{ seq: 1, subject: 'case', key: 'a2V5' }, line(1), line(2)]
    const spool = openSpool(folder, key)
    spool.append(stream, records.slice(0, 2))
    spool.append(stream, records.slice(2))
    spool.close()
    expect(openSpool(folder, key).read(stream, 1)).toEqual({ records, damaged: 0 })
    expect(openSpool(folder, key).read('01a10000-0000-7000-8000-0000000000ff', 1).records).toEqual([])
    expect(openSpool(folder, randomBytes(32)).read(stream, 1)).toEqual({ records: [], damaged: 3 })
    expect(readFileSync(fileOf(folder), 'latin1')).not.toContain('case')
  })

  test('is cut into files by sequence number, and only the needed ones are read', () => {
    const folder = temporaryFolder()
    const spool = openSpool(folder, key)
    spool.append(stream, [line(9_999), line(10_000), line(10_001)])
    spool.append(stream, [line(20_000)])
    expect(readdirSync(join(folder, 'journal'))).toHaveLength(3)
    const seqsFrom = (seq: number) => spool.read(stream, seq).records.map((record) => record.seq)
    expect(seqsFrom(9_999)).toEqual([9_999, 10_000, 10_001, 20_000])
    expect(seqsFrom(10_001)).toEqual([10_000, 10_001, 20_000])
    expect(seqsFrom(20_000)).toEqual([20_000])
    spool.close()
  })

  test('half a record that a power cut left is no damage, and does not spoil the next one', () => {
    const folder = temporaryFolder()
    const before = openSpool(folder, key)
    before.append(stream, [line(1), line(2)])
    before.close()
    for (const torn of [20, 1]) {
      const { length } = readFileSync(fileOf(folder))
      truncateSync(fileOf(folder), length - torn)
      const after = openSpool(folder, key)
      expect(after.read(stream, 1)).toEqual({ records: [line(1)], damaged: 0 })
      after.append(stream, [line(2)])
      expect(after.read(stream, 1)).toEqual({ records: [line(1), line(2)], damaged: 0 })
      after.close()
    }
    // File systems may lengthen a file with zeros before its data arrives.
    appendFileSync(fileOf(folder), Buffer.alloc(700))
    const after = openSpool(folder, key)
    after.append(stream, [line(3)])
    expect(after.read(stream, 1)).toEqual({ records: [line(1), line(2), line(3)], damaged: 0 })
    after.close()
  })

  test('a flipped bit costs two records at most, and is counted', () => {
    const folder = temporaryFolder()
    const spool = openSpool(folder, key)
    for (let seq = 1; seq <= 5; seq++) spool.append(stream, [line(seq)])
    spool.close()
    const good = readFileSync(fileOf(folder))
    for (let at = 0; at < good.length - 1; at++) {
      const flipped = Buffer.from(good)
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0x04, at)
      writeFileSync(fileOf(folder), flipped)
      const { records, damaged } = openSpool(folder, key).read(stream, 1)
      expect(damaged, `byte ${at}`).toBe(1)
      expect(records.length, `byte ${at}`).toBeGreaterThanOrEqual(3)
      for (const record of records) expect(record).toEqual(line(record.seq))
    }
  })

  test('takes up again when the stick that was pulled is back', () => {
    const folder = temporaryFolder()
    const spool = openSpool(folder, key)
    mkdirSync(fileOf(folder), { recursive: true })
    expect(() => spool.append(stream, [line(1)])).toThrow('EISDIR')
    rmSync(fileOf(folder), { recursive: true })
    spool.append(stream, [line(1)])
    expect(spool.read(stream, 1).records).toEqual([line(1)])
    spool.close()
  })

  test('files set aside are out of the way and kept, each time under a new name', () => {
    const folder = temporaryFolder()
    const spool = openSpool(folder, key)
    for (const time of [1, 2]) {
      spool.append(stream, [line(1)])
      spool.setAside(stream, 1)
      expect(spool.read(stream, 1).records).toEqual([])
      expect(readdirSync(join(folder, 'journal'))).toHaveLength(time)
    }
    spool.close()
  })
})

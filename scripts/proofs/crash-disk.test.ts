import { expect, test } from 'vitest'
import { crashDisk, powerCuts } from './crash-disk.ts'
import { seededRandom } from './random.ts'

const file = '/office/quay.db'
const write = (at: number | null, text: string) =>
  ({ kind: 'write', path: file, at, data: Buffer.from(text) }) as const

/** A disk whose folder knows the file, with `safe` flushed in it. */
function diskWith(safe: string) {
  const disk = crashDisk('/office')
  disk.apply({ kind: 'make', path: file, isFolder: false })
  disk.apply({ kind: 'flush', path: '/office' })
  disk.apply(write(null, safe))
  disk.apply({ kind: 'flush', path: file })
  return disk
}
const contentsOf = (disk: ReturnType<typeof crashDisk>, cut: (typeof powerCuts)[number], tries = 200) =>
  new Set(
    Array.from({ length: tries }, (_, seed) =>
      disk.afterPowerCut(cut, seededRandom(seed)).get(file)?.toString(),
    ),
  )

test('what was flushed survives every power cut', () => {
  const disk = diskWith('saved')
  for (const cut of powerCuts) expect(contentsOf(disk, cut)).toEqual(new Set(['saved']))
})

test('what was only written may stay or go, in any combination', () => {
  const disk = diskWith('....')
  disk.apply(write(0, 'a'))
  disk.apply(write(2, 'b'))
  expect(contentsOf(disk, 'none')).toEqual(new Set(['....']))
  expect(contentsOf(disk, 'all')).toEqual(new Set(['a.b.']))
  expect(contentsOf(disk, 'prefix')).toEqual(new Set(['....', 'a...', 'a.b.']))
  expect(contentsOf(disk, 'subset')).toEqual(new Set(['....', 'a...', '..b.', 'a.b.']))
})

test('one write may be torn between its sectors, never inside one', () => {
  const disk = diskWith('.'.repeat(1024))
  disk.apply(write(0, 'x'.repeat(1024)))
  const [old, written] = ['.'.repeat(512), 'x'.repeat(512)]
  const expected = [old + old, written + old, old + written, written + written]
  expect(contentsOf(disk, 'torn')).toEqual(new Set(expected))
})

test('a cut-off end stays cut off when it is written over again', () => {
  const disk = diskWith('long content')
  disk.apply({ kind: 'cut', path: file, size: 4 })
  disk.apply(write(6, 'ab'))
  expect(contentsOf(disk, 'all')).toEqual(new Set(['long\0\0ab']))
})

test('a new file is there for certain only when its folder was flushed', () => {
  const disk = crashDisk('/office')
  disk.apply({ kind: 'make', path: file, isFolder: false })
  disk.apply(write(null, 'saved'))
  disk.apply({ kind: 'flush', path: file })
  expect(contentsOf(disk, 'none')).toEqual(new Set([undefined]))
  expect(contentsOf(disk, 'subset')).toEqual(new Set([undefined, 'saved']))
})

import { dirname } from 'node:path'
import type { Random } from './random.ts'
import type { DiskAct } from './trace.ts'

/** How much of what was not flushed yet a power cut leaves behind. */
export const powerCuts = ['none', 'all', 'prefix', 'subset', 'torn'] as const
export type PowerCut = (typeof powerCuts)[number]

type Change = Extract<DiskAct, { kind: 'write' | 'cut' }>
type Pending = {
  readonly number: number
  readonly file: StoredFile
  readonly change: Change
  readonly at: number
}
type StoredFile = { flushed: Buffer; size: number }
type Naming = {
  readonly number: number
  readonly folder: string
  apply(names: Map<string, StoredFile | null>): void
}

const sector = 512

/**
 * A disk that remembers what was flushed and what was only written. Data is safe once its file was flushed; a name
 * (made, renamed, removed) once its folder was. Between those, a power cut may keep anything: that is all POSIX says.
 */
export type CrashDisk = {
  apply(act: DiskAct): void
  /** The files as a power cut right now could leave them. Folders that were made have the value null. */
  afterPowerCut(cut: PowerCut, random: Random): ReadonlyMap<string, Buffer | null>
}

/** An empty disk with one folder, which is safe. */
export function crashDisk(root: string): CrashDisk {
  const safeNames = new Map<string, StoredFile | null>([[root, null]])
  const names = new Map(safeNames)
  let namings: Naming[] = []
  let pending: Pending[] = []
  let number = 0

  const fileAt = (path: string): StoredFile => {
    const file = names.get(path)
    if (!file) throw new Error(`the trace uses ${path}, which was never made`)
    return file
  }
  const rename = (path: string, change: Naming['apply']) => {
    number += 1
    namings.push({ number, folder: dirname(path), apply: change })
    change(names)
  }
  const change = (act: Change) => {
    const file = fileAt(act.path)
    number += 1
    const at = act.kind === 'cut' ? act.size : (act.at ?? file.size)
    pending.push({ number, file, change: act, at })
    file.size = act.kind === 'cut' ? act.size : Math.max(file.size, at + act.data.length)
  }
  const flush = (path: string) => {
    const file = names.get(path)
    if (file === undefined) throw new Error(`the trace flushes ${path}, which was never made`)
    if (file === null) {
      for (const naming of namings) if (naming.folder === path) naming.apply(safeNames)
      namings = namings.filter((naming) => naming.folder !== path)
      return
    }
    const own = pending.filter((each) => each.file === file)
    file.flushed = contentAfter(file.flushed, own)
    pending = pending.filter((each) => each.file !== file)
  }
  return {
    apply(act) {
      switch (act.kind) {
        case 'make': {
          if (names.has(act.path)) return
          const made = act.isFolder ? null : { flushed: Buffer.alloc(0), size: 0 }
          return rename(act.path, (all) => all.set(act.path, made))
        }
        case 'remove':
          return rename(act.path, (all) => all.delete(act.path))
        case 'rename': {
          const file = fileAt(act.path)
          return rename(act.path, (all) => {
            all.delete(act.path)
            all.set(act.to, file)
          })
        }
        case 'write':
        case 'cut':
          return change(act)
        case 'flush':
          return flush(act.path)
        case 'told':
      }
    },
    afterPowerCut: (cut, random) =>
      leftBehind({ safeNames, namings, pending }, choose(cut, number, random), root),
  }
}

type Unsafe = {
  readonly safeNames: ReadonlyMap<string, StoredFile | null>
  readonly namings: readonly Naming[]
  readonly pending: readonly Pending[]
}

function leftBehind(
  { safeNames, namings, pending }: Unsafe,
  kept: Kept,
  root: string,
): Map<string, Buffer | null> {
  const left = new Map(safeNames)
  // Names of one folder are kept in order (file systems journal them), so the first one lost ends them.
  const ended = new Set<string>()
  for (const naming of namings) {
    if (ended.has(naming.folder) || !kept.keeps(naming.number)) ended.add(naming.folder)
    else naming.apply(left)
  }
  const changes = Map.groupBy(
    pending.filter((each) => kept.keeps(each.number)),
    ({ file }) => file,
  )
  const contentOf = (file: StoredFile) =>
    contentAfter(file.flushed, changes.get(file) ?? [], kept.keepsSector)
  return new Map(
    [...left]
      .filter(([path]) => path === root || left.has(dirname(path)))
      .map(([path, file]) => [path, file && contentOf(file)]),
  )
}

type Kept = { keeps(number: number): boolean; readonly keepsSector?: () => boolean }

function choose(cut: PowerCut, last: number, random: Random): Kept {
  switch (cut) {
    case 'none':
      return { keeps: () => false }
    case 'all':
      return { keeps: () => true }
    case 'prefix': {
      // Only the last writes are ever pending: a cut far back would be the same as none.
      const end = last - random.below(24)
      return { keeps: (number) => number <= end }
    }
    case 'subset': {
      const probability = random.next()
      return { keeps: () => random.chance(probability) }
    }
    case 'torn': {
      const probability = random.next()
      return { keeps: () => random.chance(0.8), keepsSector: () => random.chance(probability) }
    }
  }
}

/** The bytes after changes in their order; with `keepsSector`, only some 512-byte sectors of what they write. */
function contentAfter(flushed: Buffer, changes: readonly Pending[], keepsSector?: () => boolean): Buffer {
  const ends = changes.map(({ change, at }) => (change.kind === 'cut' ? at : at + change.data.length))
  const bytes = Buffer.alloc(Math.max(flushed.length, ...ends))
  flushed.copy(bytes)
  let size = flushed.length
  for (const { change, at } of changes) {
    if (change.kind === 'cut') {
      if (at < size) bytes.fill(0, at, size)
      size = at
    } else {
      copySectors(change.data, bytes, at, keepsSector)
      size = Math.max(size, at + change.data.length)
    }
  }
  return bytes.subarray(0, size)
}

function copySectors(data: Buffer, to: Buffer, at: number, keepsSector?: () => boolean): void {
  if (!keepsSector) {
    data.copy(to, at)
    return
  }
  for (let from = 0; from < data.length; ) {
    const end = Math.min(data.length, from + sector - ((at + from) % sector))
    if (keepsSector()) data.copy(to, at + from, from, end)
    from = end
  }
}

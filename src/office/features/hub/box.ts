import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { HubBox } from '../../../contract/sync/hub.ts'
import { writeDurably } from '../../database/key-slots.ts'
import { freeBytes } from '../../database/open.ts'
import { isFullDisk } from '../../journal/full-disk.ts'
import { digestOf } from './proof.ts'

/** A file in the box. `since` in milliseconds of the hub's clock; `number` counts the files of one PC. */
export type Held = {
  readonly device: string
  readonly number: number
  readonly since: number
  /** Of a bundle or answer: SHA-256 of its bytes. Of a refusal: of the bundle refused. */
  readonly sha256: string
  readonly kind: 'psp-lines' | 'psp-answer' | 'refused'
  readonly bytes: number
}

export type Refused = Omit<HubBox['refused'][number], 'sha256'>
const refusedSchema = z.object({
  code: z.string(),
  detail: z.string(),
  expectedSeq: z.int().positive().nullable(),
})

/**
 * What a hub holds for the PCs of its ward: files below `hub/` of the data folder, a folder for each PC. A bundle is on
 * the disk before anybody hears that it was taken, and goes only once the city's answer to it is on the disk.
 */
export type Box = {
  /** All there is, of each PC in the order it came. */
  held(): Held[]
  /** Takes a bundle; `known`: it waits already. */
  keep(pc: { readonly device: string; readonly letters: string }, bytes: Uint8Array): Kept
  read(one: Held): Uint8Array
  /** The city has taken it: its answers take the place of the ones before, and then the bundle goes. */
  answer(bundle: Held, answers: readonly Uint8Array[]): void
  /** The city would not have it: what it said is kept for its PC, the bundle is not. */
  refuse(bundle: Held, why: Refused): void
  whyRefused(one: Held): Refused | null
  drop(one: Held): void
  letters(device: string): string
}
export type Kept = 'kept' | 'known' | 'share-full' | 'disk-full'

/** What one PC may have waiting, how many PCs there may be, and what has to stay free for this PC's own work. */
export const boxLimits = {
  bundles: 128,
  bytes: 256 * 1024 * 1024,
  devices: 32,
  free: 256 * 1024 * 1024,
} as const
/** Refusals kept for a PC that does not come. */
const mostRefused = 16

const ofDevice = /^[A-Za-z0-9_-]{43}$/
const named = /^(\d{8})-(\d{13})-([A-Za-z0-9_-]{43})\.(psp-lines|psp-answer|refused)$/

/** Opens the box of a data folder; what a kill left half written is cleared away. */
export function openBox(
  dataDir: string,
  now: () => number,
  free: () => number = () => freeBytes(dataDir),
): Box {
  const root = join(dataDir, 'hub')
  const pathOf = (one: Held) => join(root, one.device, nameOf(one))
  // Whatever a system of files puts beside them (`.DS_Store`) is no PC's.
  const devices = () => (existsSync(root) ? readdirSync(root).filter((name) => ofDevice.test(name)) : [])
  const heldBy = (device: string): Held[] =>
    readdirSync(join(root, device))
      .sort()
      .flatMap((name) => heldOf(root, device, name))
  for (const device of devices())
    for (const name of readdirSync(join(root, device)))
      if (name.endsWith('.new')) rmSync(join(root, device, name))

  const write = (device: string, kind: Held['kind'], sha256: string, bytes: Uint8Array): Held => {
    const number = (heldBy(device).at(-1)?.number ?? 0) + 1
    const one = { device, number, since: Math.round(now()), sha256, kind, bytes: bytes.length }
    writeDurably(pathOf(one), bytes)
    return one
  }
  const drop = (one: Held) => rmSync(pathOf(one), { force: true })
  return {
    held: () => devices().flatMap(heldBy),
    keep({ device, letters }, bytes) {
      const sha256 = digestOf(bytes)
      const isNew = !devices().includes(device)
      const waiting = isNew ? [] : heldBy(device).filter(({ kind }) => kind === 'psp-lines')
      if (waiting.some((one) => one.sha256 === sha256)) return 'known'
      const size = waiting.reduce((sum, one) => sum + one.bytes, bytes.length)
      const isTooMany = isNew && devices().length >= boxLimits.devices
      if (isTooMany || waiting.length >= boxLimits.bundles || size > boxLimits.bytes) return 'share-full'
      if (free() < boxLimits.free + bytes.length) return 'disk-full'
      return unlessFull(() => {
        mkdirSync(join(root, device), { recursive: true, mode: 0o700 })
        if (isNew) writeDurably(join(root, device, 'pc.json'), JSON.stringify({ letters }))
        write(device, 'psp-lines', sha256, bytes)
      })
    },
    read: (one) => readFileSync(pathOf(one)),
    answer(bundle, answers) {
      const before = heldBy(bundle.device).filter(({ kind }) => kind === 'psp-answer')
      for (const answer of answers) write(bundle.device, 'psp-answer', digestOf(answer), answer)
      // What an answer says it says of everything the one before did.
      if (answers.length > 0) for (const one of before) drop(one)
      drop(bundle)
    },
    refuse(bundle, why) {
      const before = heldBy(bundle.device).filter(({ kind }) => kind === 'refused')
      write(bundle.device, 'refused', bundle.sha256, Buffer.from(JSON.stringify(why)))
      for (const one of before.slice(0, Math.max(0, before.length + 1 - mostRefused))) drop(one)
      drop(bundle)
    },
    whyRefused: (one) => refusedSchema.safeParse(parse(readFileSync(pathOf(one), 'utf8'))).data ?? null,
    drop,
    letters: (device) => lettersIn(join(root, device, 'pc.json')),
  }
}

function nameOf({ number, since, sha256, kind }: Held): string {
  return `${String(number).padStart(8, '0')}-${String(since).padStart(13, '0')}-${sha256}.${kind}`
}

function heldOf(root: string, device: string, name: string): Held[] {
  const [, number, since, sha256, kind] = named.exec(name) ?? []
  if (sha256 === undefined || kind === undefined) return []
  const bytes = statSync(join(root, device, name), { throwIfNoEntry: false })?.size
  if (bytes === undefined) return []
  // The expression has only these three endings.
  const one = { number: Number(number), since: Number(since), kind: kind as Held['kind'] }
  return [{ device, sha256, bytes, ...one }]
}

function unlessFull(work: () => void): Kept {
  try {
    work()
    return 'kept'
  } catch (error) {
    if (isFullDisk(error)) return 'disk-full'
    throw error
  }
}

function lettersIn(path: string): string {
  if (!existsSync(path)) return ''
  const read = z.object({ letters: z.string().max(4) }).safeParse(parse(readFileSync(path, 'utf8')))
  return read.data?.letters ?? ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import type { Readable } from 'node:stream'
import { type Entry, fromBufferPromise } from 'yauzl'
import { Refusal } from '../../../contract/refusals.ts'
import { freelyInflatedBytes, type ListLimits } from '../limits.ts'

/** The parts of a workbook's archive. */
export type Archive = {
  readonly names: readonly string[]
  /** The bytes of a part as they inflate; null when there is none of that name. */
  open(name: string): Promise<Readable | null>
}

/**
 * Opens an archive. Names that lead elsewhere (`..`, drive letters, backslashes) are refused by the reader, as is a part
 * that inflates to more than it says; what it says is held against the limits before anything inflates.
 * Refuses: list-damaged, list-encrypted, list-inflates, list-too-many-parts.
 */
export async function openArchive(bytes: Uint8Array, limits: ListLimits): Promise<Archive> {
  const damaged = new Refusal('list-damaged', { detail: 'ZIP' })
  const options = { lazyEntries: true, strictFileNames: true, validateEntrySizes: true, autoClose: false }
  const file = await fromBufferPromise(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    options,
  ).catch(() => Promise.reject(damaged))
  if (file.entryCount > limits.entries) throw new Refusal('list-too-many-parts', { most: limits.entries })
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of file.eachEntry()) {
      // Two parts of one name would let two programs read two different lists.
      if (entries.has(entry.fileName)) throw damaged
      entries.set(entry.fileName, entry)
    }
  } catch {
    throw damaged
  }
  let inflated = 0
  return {
    names: [...entries.keys()],
    async open(name) {
      const entry = entries.get(name)
      if (!entry) return null
      if (entry.isEncrypted()) throw new Refusal('list-encrypted')
      inflated += entry.uncompressedSize
      assertInflates(entry, inflated, limits)
      return file.openReadStreamPromise(entry).catch(() => Promise.reject(damaged))
    },
  }
}

function assertInflates(entry: Entry, all: number, limits: ListLimits): void {
  const megabytes = `${Math.round(limits.inflatedBytes / (1 << 20))} MB`
  if (all > limits.inflatedBytes) throw new Refusal('list-inflates', { limit: megabytes })
  const most = Math.max(freelyInflatedBytes, entry.compressedSize * limits.ratio)
  if (entry.uncompressedSize > most) throw new Refusal('list-inflates', { limit: `${limits.ratio}:1` })
}

import { tooLarge } from './body.ts'
import { RequestRefused } from './refusal.ts'

const megabyte = 1024 * 1024
/** Bytes of a body that is too large which are let pass by: an answer to who is still sending would be lost. */
const mostPassedBy = 4 * megabyte

/** What bodies that come in may cost the city. */
export type BodyLimits = {
  /** Bodies of one sender that come in at the same time. */
  readonly perSender: number
  /** Bytes held of all bodies that come in: of PCs whose signature holds, and of everybody else. */
  readonly signedBytes: number
  readonly unsignedBytes: number
  /** After so long a body must have come with so many bytes a second on average. */
  readonly graceMs: number
  readonly bytesPerSecond: number
}

/** The slowest line an office has (9,600 bit/s) brings four times as much. */
export const standardBodyLimits: BodyLimits = {
  perSender: 8,
  signedBytes: 256 * megabyte,
  unsignedBytes: 96 * megabyte,
  graceMs: 20_000,
  bytesPerSecond: 256,
}

/** Reads bodies, so that nobody can hold much of the city by sending slowly, or nothing at all. */
export type Bodies = {
  /** Remembers which address a request came from. */
  cameFrom(request: Request, address: string): void
  /**
   * A request's body as sent. `device`: the PC whose signature was checked; left out: nobody is known. Refuses `too-large`
   * beyond `most` bytes (of which not much more is read), `busy` where the sender or all together are sending too much, `bad-digest` for
   * what was cut or came too slowly.
   */
  read(request: Request, most: number, device?: string): Promise<Uint8Array>
}

/** Makes the reader of a city's bodies. */
export function createBodies(limits: BodyLimits = standardBodyLimits): Bodies {
  const addresses = new WeakMap<Request, string>()
  const coming = new Map<string, number>()
  const held = { signed: 0, unsigned: 0 }
  return {
    cameFrom: (request, address) => void addresses.set(request, address),
    async read(request, most, device) {
      if (request.body === null) return new Uint8Array()
      if (Number(request.headers.get('content-length') ?? 0) > most + mostPassedBy) throw tooLarge()
      const sender = device ?? `from ${addresses.get(request) ?? ''}`
      const others = coming.get(sender) ?? 0
      if (others >= limits.perSender) throw new RequestRefused('busy', { retryAfterS: 5 })
      coming.set(sender, others + 1)
      const kind = device === undefined ? 'unsigned' : 'signed'
      let size = 0
      const take = (bytes: number) => {
        size += bytes
        held[kind] += bytes
        if (held[kind] > limits[`${kind}Bytes`]) throw new RequestRefused('busy', { retryAfterS: 5 })
      }
      try {
        return await collect(request.body, most, take, limits)
      } finally {
        held[kind] -= size
        const left = (coming.get(sender) ?? 1) - 1
        if (left === 0) coming.delete(sender)
        else coming.set(sender, left)
      }
    },
  }
}

async function collect(
  body: ReadableStream<Uint8Array>,
  most: number,
  take: (bytes: number) => void,
  { graceMs, bytesPerSecond }: BodyLimits,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const began = performance.now()
  let size = 0
  let isTooSlow = false
  const reader = body.getReader()
  const watch = setInterval(
    () => {
      const countedMs = performance.now() - began - graceMs
      isTooSlow = countedMs > 0 && size < (countedMs / 1000) * bytesPerSecond
      if (isTooSlow) reader.cancel().catch(() => undefined)
    },
    Math.min(graceMs, 1000),
  )
  try {
    for (;;) {
      const part = await reader.read()
      if (isTooSlow) throw new RequestRefused('bad-digest')
      if (part.done && size > most) throw tooLarge()
      if (part.done) return Buffer.concat(parts)
      size += part.value.length
      if (size > most + mostPassedBy) throw tooLarge()
      if (size > most) continue
      take(part.value.length)
      parts.push(part.value)
    }
  } catch (error) {
    // Whoever is still sending need not be heard to the end.
    reader.cancel().catch(() => undefined)
    if (error instanceof RequestRefused) throw error
    // The line was cut while it came in: no fault of the server, and nobody hears the answer.
    throw new RequestRefused('bad-digest')
  } finally {
    clearInterval(watch)
  }
}

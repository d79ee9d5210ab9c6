import type { IncomingMessage } from 'node:http'

/** Reads bodies of requests; null where there is no room for one more now. */
export type BodyReader = (
  request: IncomingMessage,
  device: string,
  mostBytes: number,
) => Promise<Uint8Array | null>

/** Held in memory of all that is being read, and requests of one PC that are being read. */
const mostBytesAtOnce = 64 * 1024 * 1024
const mostOfDevice = 2
/** Nobody in the same house says nothing for so long in the midst of a body. */
const silenceMs = 5_000

/**
 * Reads a body of the length it announces. Throws where it is longer than that or than it may be, and where nothing
 * comes any more: the connection is then worth nothing.
 */
export function createBodyReader(): BodyReader {
  let held = 0
  const reading = new Map<string, number>()
  return async (request, device, mostBytes) => {
    const announced = Number(request.headers['content-length'] ?? 0)
    if (!Number.isSafeInteger(announced) || announced > mostBytes)
      throw new RangeError('the body is too long')
    const ofDevice = reading.get(device) ?? 0
    if (held + announced > mostBytesAtOnce || ofDevice >= mostOfDevice) return null
    held += announced
    reading.set(device, ofDevice + 1)
    try {
      return await readAll(request, announced)
    } finally {
      held -= announced
      const left = (reading.get(device) ?? 1) - 1
      if (left === 0) reading.delete(device)
      else reading.set(device, left)
    }
  }
}

async function readAll(request: IncomingMessage, announced: number): Promise<Uint8Array> {
  request.setTimeout(silenceMs, () => request.destroy(new RangeError('the body does not come')))
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > announced) throw new RangeError('the body is too long')
    parts.push(part)
  }
  request.setTimeout(0)
  return Buffer.concat(parts)
}

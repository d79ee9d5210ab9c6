import { RequestRefused } from '../refusal.ts'

/** Reads a request's body, at most `limit` bytes; refuses `too-large` without reading on. */
export async function readSmallBody(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new RequestRefused('too-large')
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > limit) throw new RequestRefused('too-large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

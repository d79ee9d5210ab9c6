import { createHash } from 'node:crypto'

/** An id that is the same whenever it is made of the same (UUID version 8, RFC 9562 section 5.8). */
export function derivedId(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The notice to an organisation about rows of its list, by the act it tells: the batch itself when it came in. */
export function listNoticeId(act: string): string {
  return derivedId(`notice of a list ${act}`)
}

import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { maxBytesPerPush, maxEventsPerPush } from '../contract/sync/push.ts'
import { RequestRefused } from './refusal.ts'

/** Bytes of every request but a push: 500 sealed keys are a fifth of it. */
export const longestSmallBody = 1024 * 1024

/** Undoes the content coding; inflating stops at the limit. */
export function decodeBody(body: Uint8Array, coding: string | null): Uint8Array {
  const options = { maxOutputLength: maxBytesPerPush }
  try {
    if (coding === null || coding === 'identity') return body
    if (coding === 'zstd') return zstdDecompressSync(body, options)
    if (coding === 'gzip') return gunzipSync(body, options)
  } catch (error) {
    const isLimit = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isLimit ? tooLarge() : new RequestRefused('malformed')
  }
  throw new RequestRefused('unsupported-encoding')
}

/** The text of a body; refuses what is not UTF-8. */
export function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw new RequestRefused('malformed')
  }
}

/** Splits NDJSON into its lines without LF, 1 to 500; every line must end with LF. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length === 0) throw new RequestRefused('malformed')
  if (lines.length > maxEventsPerPush) throw tooLarge()
  return lines
}

/** A JSON body; undefined when it is none. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(body))
  } catch {
    return undefined
  }
}

/** What refuses a body or a line that is too long, with the limits of a push. */
export function tooLarge(): RequestRefused {
  return new RequestRefused('too-large', {
    limits: { maxEvents: maxEventsPerPush, maxBytes: maxBytesPerPush },
  })
}

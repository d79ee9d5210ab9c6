import { createHash } from 'node:crypto'
import { type EventLine, eventLineSchema } from '../../contract/sync/event-line.ts'

/** SHA-256 of a line without its LF, base64url: what the next line's `prev` must be (PSP/1 section 3). */
export function lineHash(line: string | Uint8Array): string {
  return createHash('sha256').update(line).digest('base64url')
}

/** Writes an event as its one line, without LF. Only the device that makes the event ever calls this. */
export function writeLine(event: EventLine): string {
  return JSON.stringify(event)
}

/** Reads a line; null when it is not one valid event (the caller keeps the bytes and quarantines). */
export function readLine(line: string): EventLine | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const parsed = eventLineSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}

export type ChainBreak = {
  readonly seq: number
  readonly reason: 'unreadable' | 'sequence' | 'chain' | 'stream'
}

/**
 * Walks consecutive lines of one stream; null when every line is readable, numbered without a hole and bound to the
 * one before. `from` is the head before the first line: the hash of the opening record and seq 0 at the very start.
 */
export function firstBreak(
  lines: Iterable<string>,
  from: { readonly stream: string; readonly seq: number; readonly hash: string },
): ChainBreak | null {
  let { seq, hash } = from
  for (const line of lines) {
    seq += 1
    const event = readLine(line)
    if (!event) return { seq, reason: 'unreadable' }
    if (event.stream !== from.stream) return { seq, reason: 'stream' }
    if (event.seq !== seq) return { seq, reason: 'sequence' }
    if (event.prev !== hash) return { seq, reason: 'chain' }
    hash = lineHash(line)
  }
  return null
}
